//! An account's API key.

use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use axum::http::StatusCode;
use cordboard_engine::accounts::fetch;
use cordboard_engine::api_keys;
use cordboard_model::Id;
use serde_json::json;

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let api_key = api_keys::read::run(call.engine, &call.in_own_role, account_id)?;
    shown(call, account_id, &api_key)
}

pub(super) fn renew(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let api_key = api_keys::renew::run(call.engine, &call.in_own_role, account_id)?;
    Ok(shown(call, account_id, &api_key)?.with_status(StatusCode::CREATED))
}

/// The key under its account's revision.
fn shown(call: &Call<'_>, account_id: Id, api_key: &str) -> Result<Answer, Failure> {
    let account = fetch::run(call.engine, &call.principal, account_id)?;
    Ok(Answer::ok(json!({ "api_key": api_key })).revision(account.record.rev))
}
