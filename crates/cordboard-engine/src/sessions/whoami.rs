//! What a session is told about itself.

use super::{Session, SessionUser, role_of};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Kind;

/// The caller's session; an error for a caller who is not signed in.
pub fn run(engine: &Engine, principal: &Principal, expires_ms: Option<i64>) -> Result<Session> {
    let account_id = crate::authorise::scope(&engine.tree(), principal)?;
    let account_name = engine
        .tree()
        .leaf(account_id)
        .map(|leaf| leaf.name.clone())
        .unwrap_or_default();
    let user = match principal {
        Principal::User {
            user_id,
            account_id,
            ..
        } => {
            let user = engine
                .live(Kind::User, *user_id)?
                .ok_or(Error::Unauthenticated)?;
            Some(SessionUser {
                id: *user_id,
                account_id: *account_id,
                username: user.text("username").to_owned(),
                display_name: user.label(),
                role: role_of(&user),
            })
        }
        Principal::Owner | Principal::Key { .. } => None,
        // What a kiosk is told about itself is a verb of kiosks.
        Principal::Kiosk(_) => {
            return Err(Error::Forbidden("a kiosk has no session of the console"));
        }
        Principal::Anonymous => None,
    };
    let role = match principal {
        Principal::Owner => None,
        _ => Some(principal.role()),
    };
    Ok(Session {
        expires_ms,
        role,
        user,
        account_id,
        account_name,
    })
}
