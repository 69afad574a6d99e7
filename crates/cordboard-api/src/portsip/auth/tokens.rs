//! Pairs of tokens: one to send with every request, and one to exchange for the next pair.

use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::Error;
use cordboard_engine::sessions::{pair, renew_pair, sign_out as ending};
use serde_json::{Value, json};

pub(super) fn sign_in(call: &Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::ok(shown(&opened(call)?)))
}

/// The session that the body's user name, password and domain open.
pub(super) fn opened(call: &Call<'_>) -> Result<pair::Output, Failure> {
    let input = pair::Input {
        username: call.text("username").to_owned(),
        domain: Some(call.text("domain").to_owned()).filter(|domain| !domain.trim().is_empty()),
        password: call.text("password").to_owned(),
        client: call.request.client,
    };
    Ok(pair::run(call.engine, &input)?)
}

pub(super) fn refresh(call: &Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::ok(shown(&renewed(call)?)))
}

/// The next pair for the body's refresh token. One that is not known is a sign-in that failed.
pub(super) fn renewed(call: &Call<'_>) -> Result<pair::Output, Failure> {
    match renew_pair::run(call.engine, call.text("refresh_token")) {
        Err(Error::Unauthenticated) => Err(Failure::sign_in()),
        renewed => Ok(renewed?),
    }
}

pub(super) fn sign_out(call: &Call<'_>) -> Result<Answer, Failure> {
    if let Some(token) = call.request.token() {
        ending::run(call.engine, token)?;
    }
    Ok(Answer::gone())
}

/// The pair as it is sent.
pub(super) fn shown(opened: &pair::Output) -> Value {
    json!({
        "token_type": "Bearer",
        "access_token": opened.access,
        "refresh_token": opened.refresh,
        "expires_in": (opened.held.expires_ms - opened.held.issued_ms) / 1000,
    })
}

/// How many seconds a session still lasts.
pub(super) fn seconds_left(call: &Call<'_>, expires_ms: i64) -> i64 {
    ((expires_ms - call.engine.now_ms()) / 1000).max(0)
}
