//! What is given to a user: his role, his balance, his provisioning profile, his binding to Microsoft 365.

use super::one::place;
use super::refusal;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::belongings::Place;
use cordboard_engine::users::{
    bind_ms365, reset_profile as resetting, set_balance as paying, set_role as giving, summaries,
};
use serde_json::{Value, json};

pub(super) fn set_role(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call, &call.person()?)?;
    giving::run(call.engine, &call.principal, place, call.text("role")).map_err(refusal)?;
    Ok(Answer::done())
}

pub(super) fn balance(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    let balance = user.fields.get("balance").cloned();
    let none = Value::from(0.0);
    Ok(Answer::ok(json!({ "balance": balance.unwrap_or(none) })))
}

pub(super) fn set_balance(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call, &call.person()?)?;
    let balance = call.body().get("balance").unwrap_or(&Value::Null);
    paying::run(call.engine, &call.principal, place, balance).map_err(refusal)?;
    Ok(Answer::done())
}

/// The caller's own profile, or that of the user whom the path names.
pub(super) fn reset_profile(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call, &call.person()?)?;
    resetting::run(call.engine, &call.principal, place)?;
    Ok(Answer::done())
}

/// The profile of the user whom the query names, or those of all enabled users.
pub(super) fn reset_profiles(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account_id()?;
    let ids = match call.request.parameter("id").filter(|id| !id.is_empty()) {
        Some(id) => vec![id.parse().map_err(|_| Failure::not_found("user"))?],
        None => {
            let view = summaries::View {
                name: "portsip",
                of: super::document::listed,
            };
            let rows = summaries::run(call.engine, &call.principal, account_id, view)?;
            let is_enabled = |row: &&std::sync::Arc<summaries::Row>| row.fields["enabled"] == true;
            rows.iter().filter(is_enabled).map(|row| row.id).collect()
        }
    };
    for id in ids {
        resetting::run(call.engine, &call.principal, Place { account_id, id })?;
    }
    Ok(Answer::done())
}

pub(super) fn bind(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call, &call.person()?)?;
    bind_ms365::run(call.engine, &call.principal, place, Some(call.text("id"))).map_err(refusal)?;
    Ok(Answer::done())
}

pub(super) fn unbind(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call, &call.person()?)?;
    bind_ms365::run(call.engine, &call.principal, place, None)?;
    Ok(Answer::gone())
}
