//! Changing a role of an account's own. It acts at once on everybody who has it.

use super::{Input, find_own, granted, may_give, refuse_in_use};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, belongings, rewrite};
use cordboard_model::roles::PrivLevel;
use cordboard_model::{Id, Record, Role};

/// Changes the role. Nobody touches one that may do what he himself may not, before or after; the name is the key
/// and stays; a role that somebody has does not become one of admins or cease to be one.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    account_id: Id,
    input: &Input,
) -> Result<Record> {
    let account = Object::Account(account_id);
    engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditRoles, account)?;
        let snapshot = engine.read()?;
        let current = find_own(&*snapshot, account_id, &input.name)?;
        may_give(principal, granted(&current))?;
        may_give(principal, input.permissions)?;
        if PrivLevel::of(granted(&current)) != PrivLevel::of(input.permissions) {
            refuse_in_use(&*snapshot, account_id, current.text("name"))?;
        }
        let wanted = |known: &cordboard_model::Fields| {
            let mut fields = known.clone();
            fields.extend(input.fields());
            fields.insert(
                "name".into(),
                known.get("name").cloned().unwrap_or_default(),
            );
            Ok(fields)
        };
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &wanted, Role::Admin, &[], now_ms)?;
        belongings::replace(
            engine,
            principal,
            "role.update",
            (current, edited),
            Vec::new(),
        )
    })
}
