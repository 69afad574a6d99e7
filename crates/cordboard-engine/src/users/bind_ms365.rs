//! Binding a user to a person of Microsoft 365.

use super::assign::{self, Assignment};
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Record;
use cordboard_model::roles::Permission;

/// Binds the user to this object id or principal name; `None` takes the binding away.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    place: Place,
    to: Option<&str>,
) -> Result<Record> {
    if !principal.permissions().has(Permission::CompanyFull) {
        let detail = "this needs the right to change the company's settings";
        return Err(Error::Forbidden(detail));
    }
    let asked = Assignment {
        place,
        verb: if to.is_some() {
            "user.bind"
        } else {
            "user.unbind"
        },
        needs: Verb::EditUser,
        ends_sessions: false,
    };
    assign::run(engine, principal, &asked, |current| {
        let mut changed = current.clone();
        match to {
            Some(id) => changed.fields.insert("ms365_id".into(), id.into()),
            None => changed.fields.shift_remove("ms365_id"),
        };
        Ok(changed)
    })
}
