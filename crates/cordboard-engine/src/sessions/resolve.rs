//! From a token to the principal.

use super::{id_of, role_of};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};

/// Who holds this token now. An unknown or ended session, a disabled or deleted user, or a disabled or deleted
/// account make him anonymous. The user's role is read anew each time, so a right withdrawn counts at once.
pub fn run(engine: &Engine, token: &str) -> Result<Principal> {
    let now_ms = engine.now_ms();
    let Some(session) = engine.live(Kind::Session, id_of(token))? else {
        return Ok(Principal::Anonymous);
    };
    let expires_ms = session
        .fields
        .get("expires_ms")
        .and_then(serde_json::Value::as_i64)
        .unwrap_or(0);
    let user_id: Option<Id> = session.text("user_id").parse().ok();
    let (Some(user_id), true) = (user_id, now_ms < expires_ms) else {
        return Ok(Principal::Anonymous);
    };
    let Some(user) = engine.live(Kind::User, user_id)? else {
        return Ok(Principal::Anonymous);
    };
    let Some(account_id) = user.account_id else {
        return Ok(Principal::Anonymous);
    };
    let account_enabled = engine
        .tree()
        .leaf(account_id)
        .is_some_and(|leaf| leaf.flags & crate::tree::FLAG_ENABLED != 0);
    if !user.flag("enabled", true) || !account_enabled {
        return Ok(Principal::Anonymous);
    }
    Ok(Principal::User {
        user_id,
        account_id,
        role: role_of(&user),
    })
}
