//! Signing in, in the older form.

use super::tokens::{opened, seconds_left};
use super::whoami::own_role;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::time::instant;
use serde_json::{Value, json};

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let pair = opened(call)?;
    let mut shown = shown(call, &pair.access, pair.held.expires_ms, &pair.role);
    if let Some(shown) = shown.as_object_mut() {
        shown.insert("token_type".into(), "Bearer".into());
        shown.insert("refresh_token".into(), pair.refresh.into());
    }
    Ok(Answer::ok(shown))
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let (Some(token), Some(held)) = (call.request.token(), call.held) else {
        return Err(Failure::unauthorized());
    };
    let role = own_role(call)?;
    Ok(Answer::ok(shown(call, token, held.expires_ms, &role)))
}

fn shown(call: &Call<'_>, token: &str, expires_ms: i64, role: &str) -> Value {
    json!({
        "access_token": token,
        "expires_at": instant(expires_ms),
        "expires_in": seconds_left(call, expires_ms),
        "role": role,
    })
}
