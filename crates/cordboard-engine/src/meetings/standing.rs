//! Who a caller is towards a room.

use crate::Principal;
use cordboard_model::Id;
use cordboard_model::meeting::{Meeting, Settings, Standing};

/// Towards a room in which it does not matter who has the chair.
pub(super) fn of_settings(principal: &Principal, settings: &Settings) -> Standing {
    of(principal, &Meeting::new(settings.clone()))
}

/// Towards a room as it is now. The caller is somebody who may read the account's meetings.
pub(super) fn of(principal: &Principal, meeting: &Meeting) -> Standing {
    if let Principal::Kiosk(kiosk) = principal {
        return match kiosk.duties.meetings {
            true => Standing::Chairman,
            false => Standing::Other,
        };
    }
    match principal.actor() {
        Some(user) => meeting.standing(user, principal.is_admin()),
        None if principal.is_admin() => Standing::Admin,
        None => Standing::Other,
    }
}

/// Whether he is among those who were invited.
pub(super) fn is_invited(user: Option<Id>, fields: &cordboard_model::Fields) -> bool {
    let Some(user) = user.map(|user| user.to_string()) else {
        return false;
    };
    let invited = fields
        .get("internal_invitees")
        .and_then(|list| list.as_array());
    invited.is_some_and(|list| list.iter().any(|id| id.as_str() == Some(&user)))
}
