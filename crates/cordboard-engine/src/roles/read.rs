//! Reading a role by its name.

use super::{View, own, view};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use cordboard_model::roles::BuiltIn;

/// Reads the role.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id, name: &str) -> Result<View> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadRoles, account)?;
    if let Ok(role) = name.parse::<BuiltIn>() {
        return Ok(role.into());
    }
    let role = own(&*engine.read()?, account_id, name)?;
    role.as_ref().map(view).ok_or(Error::NotFound("role"))
}
