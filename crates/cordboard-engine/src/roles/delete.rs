//! Taking away a role of an account's own.

use super::{find_own, granted, may_give, refuse_in_use};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::{Id, Record};

/// Deletes the role; refused while somebody has it.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id, name: &str) -> Result<Record> {
    let account = Object::Account(account_id);
    engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditRoles, account)?;
        let snapshot = engine.read()?;
        let current = find_own(&*snapshot, account_id, name)?;
        may_give(principal, granted(&current))?;
        refuse_in_use(&*snapshot, account_id, current.text("name"))?;
        belongings::remove(engine, principal, "role.delete", current)
    })
}
