//! Adding a group to an account.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::{Fields, Id, Kind, Record};

/// What the new group is to be.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its account.
    pub account_id: Id,
    /// The document.
    pub fields: Fields,
}

/// Creates the group. Its members are not looked up: a group may name whom it will.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::EditGroups, account)?;
    let record = belongings::prepare(
        engine,
        principal,
        Kind::Group,
        input.account_id,
        input.fields,
    )?;
    engine.retry(|| {
        let _steady = engine.steady();
        // Asked again: the account may have left the caller's part of the tree meanwhile.
        authorise(&engine.tree(), principal, Verb::EditGroups, account)?;
        belongings::insert(engine, principal, "group.create", &record, Vec::new())
    })
}
