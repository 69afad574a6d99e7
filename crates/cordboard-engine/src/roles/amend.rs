//! Changing a role of an account's own place by place, merged with what others wrote meanwhile. It acts at once on
//! everybody who has it.

use super::{find_own, granted, may_give, refuse_in_use};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, belongings, edit};
use cordboard_model::merge::Edit;
use cordboard_model::roles::{Permissions, PrivLevel};
use cordboard_model::{Id, Role};

/// What to change in which role.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account that made it.
    pub account_id: Id,
    /// Its name, which stays.
    pub name: String,
    /// The changes; all or none. Flags are seen and set in full, group by group.
    pub changes: Vec<Edit>,
}

/// Changes the role. Nobody touches one that may do what he himself may not, before or after; a role that somebody
/// has does not become one of admins or cease to be one.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<()> {
    let account = Object::Account(input.account_id);
    if let Some(edit) = input.changes.iter().find(|edit| edit.path == "/name") {
        let detail = "the name of a role is its key and stays";
        return Err(Error::invalid(&edit.path, "path", detail));
    }
    engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditRoles, account)?;
        let snapshot = engine.read()?;
        let current = find_own(&*snapshot, input.account_id, &input.name)?;
        let before = granted(&current);
        may_give(principal, before)?;
        // As its editor sees it: every flag, on or off.
        let mut whole = current.clone();
        whole.fields.insert("permissions".into(), before.to_value());
        let mut edited = edit::apply(&whole, &input.changes, Role::Admin, engine.now_ms())?;
        let wanted = edited.record.fields.get("permissions");
        let after = wanted.map_or(Ok(Permissions::NONE), Permissions::from_value);
        let after = after.map_err(Error::Invalid)?;
        may_give(principal, after)?;
        if PrivLevel::of(before) != PrivLevel::of(after) {
            refuse_in_use(&*snapshot, input.account_id, current.text("name"))?;
        }
        let fields = &mut edited.record.fields;
        fields.insert("permissions".into(), after.to_value());
        let change = (current, edited);
        belongings::replace(engine, principal, "role.update", change, Vec::new())
    })?;
    Ok(())
}
