//! Giving a user another role.

use super::assign::{self, Assignment};
use super::update::refuse_locking_oneself_out;
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::roles::{self, may_give};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Record;
use cordboard_model::roles::PrivLevel;

/// Gives the user of this place the role of this name, built in or of the account's own. Nobody gives or takes a
/// role that may do what he himself may not.
pub fn run(engine: &Engine, principal: &Principal, place: Place, name: &str) -> Result<Record> {
    let asked = Assignment {
        place,
        verb: "user.set_role",
        needs: Verb::EditUser,
        ends_sessions: false,
    };
    assign::run(engine, principal, &asked, |current| {
        if !principal.manages_users() {
            let detail = "this needs the right to manage users";
            return Err(Error::Forbidden(detail));
        }
        let snapshot = engine.read()?;
        may_give(
            principal,
            roles::permissions_of(engine, &*snapshot, current)?,
        )?;
        let permissions = roles::permissions_of_role(&*snapshot, place.account_id, name)?;
        let permissions = permissions.ok_or_else(|| {
            Error::invalid("/role_name", "exists", "there is no role of this name")
        })?;
        may_give(principal, permissions)?;
        let mut changed = current.clone();
        changed.fields.insert("role_name".into(), name.into());
        let level = PrivLevel::of(permissions).name();
        changed.fields.insert("role".into(), level.into());
        refuse_locking_oneself_out(principal, current, &changed)?;
        Ok(changed)
    })
}
