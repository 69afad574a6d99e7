//! Making a role of an account's own.

use super::{Input, may_give};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::roles::check_name;
use cordboard_model::{Id, Kind, Record};

/// Makes the role. Nobody makes one that may do what he himself may not.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    account_id: Id,
    input: &Input,
) -> Result<Record> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditRoles, account)?;
    check_name(&input.name).map_err(|broken| {
        let broken = broken.into_iter().map(|rule| rule.at("/name"));
        Error::Invalid(broken.collect())
    })?;
    may_give(principal, input.permissions)?;
    let record = belongings::prepare(engine, principal, Kind::Role, account_id, input.fields())?;
    engine.retry(|| {
        let _steady = engine.steady();
        // Asked again: the account may have left the caller's part of the tree meanwhile.
        authorise(&engine.tree(), principal, Verb::EditRoles, account)?;
        belongings::insert(engine, principal, "role.create", &record, Vec::new())
    })
}
