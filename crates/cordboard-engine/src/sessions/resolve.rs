//! From a token to the principal.

use super::{expires_ms, id_of, role_of};
use crate::tree::FLAG_ENABLED;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};

/// Who holds a token, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The caller.
    pub principal: Principal,
    /// When his session ends, in milliseconds since the epoch.
    pub expires_ms: Option<i64>,
}

/// Nobody.
const ANONYMOUS: Resolved = Resolved {
    principal: Principal::Anonymous,
    expires_ms: None,
};

/// Who holds this token now. An unknown or ended session, a disabled or deleted user, or a disabled or deleted
/// account make him anonymous. The user's role is read anew each time, so a right withdrawn counts at once.
pub fn run(engine: &Engine, token: &str) -> Result<Resolved> {
    let Some(session) = engine.live(Kind::Session, id_of(token))? else {
        return Ok(ANONYMOUS);
    };
    let expires_ms = expires_ms(&session);
    let user_id: Option<Id> = session.text("user_id").parse().ok();
    let (Some(user_id), true) = (user_id, engine.now_ms() < expires_ms) else {
        return Ok(ANONYMOUS);
    };
    let Some(user) = engine.live(Kind::User, user_id)? else {
        return Ok(ANONYMOUS);
    };
    let Some(account_id) = user.account_id else {
        return Ok(ANONYMOUS);
    };
    let account_enabled = engine
        .tree()
        .leaf(account_id)
        .is_some_and(|leaf| leaf.flags & FLAG_ENABLED != 0);
    if !user.flag("enabled", true) || !account_enabled {
        return Ok(ANONYMOUS);
    }
    let principal = Principal::User {
        user_id,
        account_id,
        role: role_of(&user),
    };
    Ok(Resolved {
        principal,
        expires_ms: Some(expires_ms),
    })
}
