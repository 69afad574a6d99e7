//! `extension_management_events`: people who come, change and go, for those who manage users.

use super::command::Refused;
use super::reader::View;
use cordboard_engine::belongings::Place;
use cordboard_engine::users::trace;
use cordboard_engine::{Error, Result};
use cordboard_model::Id;
use cordboard_model::roles::Permission;
use serde_json::{Value, json};

/// Whether a client follows them.
#[derive(Default)]
pub(super) struct People {
    pub(super) is_on: bool,
}

impl People {
    /// Follows them.
    pub(super) fn subscribe(&mut self, view: &View<'_>) -> std::result::Result<(), Refused> {
        needs(view, Permission::Users)?;
        self.is_on = true;
        Ok(())
    }

    /// Somebody was written by this verb.
    pub(super) fn changed(&self, view: &View<'_>, verb: &str, id: Id) -> Result<Option<Value>> {
        if !self.is_on {
            return Ok(None);
        }
        let account_id = view.account_id;
        let user = match trace::run(view.engine, &view.principal, Place { account_id, id }) {
            Ok(user) => user,
            Err(Error::NotFound(_) | Error::Forbidden(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let kind = match (user.is_live(), verb) {
            (false, _) => "extension_destroyed",
            (true, "user.create" | "user.restore") => "extension_created",
            (true, _) => "extension_updated",
        };
        let mut event = json!({
            "event_type": kind,
            "extension_number": user.text("extension_number"),
            "disp_name": user.label(),
            "email": user.text("email"),
            "extension_id": id,
            "tenant_id": account_id,
            "username": user.text("username"),
            "enabled": user.flag("enabled", true),
        });
        if let Some(department) = user.fields.get("department") {
            event["department"] = department.clone();
        }
        Ok(Some(event))
    }
}

/// Refuses those without this permission.
pub(super) fn needs(view: &View<'_>, permission: Permission) -> std::result::Result<(), Refused> {
    if view.principal.permissions().has(permission) {
        return Ok(());
    }
    let (group, flag) = (permission.group(), permission.flag());
    Err(Refused(format!("this needs the permission {group}.{flag}")))
}
