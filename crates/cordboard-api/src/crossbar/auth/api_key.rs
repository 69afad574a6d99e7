//! An account's API key.

use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use axum::http::StatusCode;
use cordboard_engine::api_keys;
use serde_json::json;

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let api_key = api_keys::read::run(call.engine, &call.in_own_role, call.account()?)?;
    Ok(Answer::ok(json!({ "api_key": api_key })))
}

pub(super) fn renew(call: &Call<'_>) -> Result<Answer, Failure> {
    let api_key = api_keys::renew::run(call.engine, &call.in_own_role, call.account()?)?;
    Ok(Answer::ok(json!({ "api_key": api_key })).with_status(StatusCode::CREATED))
}
