//! Adding a phone to an account.

use super::{owner, read::view, registration};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::{Fields, Id, Kind, Record};

/// What the new phone is to be.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its account.
    pub account_id: Id,
    /// The document.
    pub fields: Fields,
}

/// Creates the phone. What it registers with is made when it is missing; its owner must be a user of the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let (account_id, mut fields) = (input.account_id, input.fields);
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
    registration::complete(&mut fields);
    let record = belongings::prepare(engine, principal, Kind::Phone, account_id, fields)?;
    let record = engine.retry(|| {
        let _steady = engine.steady();
        // Asked again: the account may have left the caller's part of the tree meanwhile.
        authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
        let asserts = owner::check(&*engine.read()?, None, &record)?;
        belongings::insert(engine, principal, "phone.create", &record, asserts)
    })?;
    Ok(view(principal, record))
}
