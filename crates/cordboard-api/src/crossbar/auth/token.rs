//! What a token says, and what can be done with it.

use super::{fields, login};
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use axum::http::StatusCode;
use cordboard_engine::belongings::Place;
use cordboard_engine::sessions::{Held, refresh, resolve, revoke, sign_out, standing};
use cordboard_engine::{Principal, users};
use serde_json::{Value, json};

const REFRESH: &str = "refresh_token";
const RESET: &str = "reset_signature_secret";

/// What a client is told about the holder of a session.
pub(super) fn description(call: &Call<'_>, held: &Held) -> Result<Value, Failure> {
    let standing = standing::run(call.engine, held)?;
    let mut data = json!({
        "account_id": standing.account_id.to_string(),
        "account_name": standing.account_name,
        "reseller_id": standing.reseller_id.to_string(),
        "is_reseller": standing.is_reseller,
        "is_master_account": standing.is_top,
        "language": standing.language.as_deref().unwrap_or("en-US"),
        "apps": [],
        "capabilities": {},
        "cluster_id": "cordboard",
        "method": held.method.name(),
    });
    if let Some(owner_id) = standing.owner_id {
        data["owner_id"] = owner_id.to_string().into();
    }
    if let Some(lender) = held.lent_by {
        data["original_account_id"] = lender.account_id.to_string().into();
        data["original_owner_id"] = lender.owner_id.to_string().into();
    }
    Ok(data)
}

/// The session of the caller's token; whoever sent user name and password instead has none.
fn own(call: &Call<'_>) -> Result<Held, Failure> {
    call.held.ok_or_else(Failure::invalid_credentials)
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let held = own(call)?;
    let mut data = description(call, &held)?;
    data["iat"] = held.issued_ms.div_euclid(1000).into();
    data["exp"] = held.expires_ms.div_euclid(1000).into();
    Ok(Answer::ok(data))
}

pub(super) fn read_named(call: &Call<'_>) -> Result<Answer, Failure> {
    if call.token.as_deref() != Some(call.param("AUTH_TOKEN")) {
        return Err(Failure::invalid_credentials());
    }
    Ok(Answer::ok(description(call, &own(call)?)?))
}

pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Failure> {
    let answer = read(call)?;
    if let Some(token) = &call.token {
        sign_out::run(call.engine, token)?;
    }
    Ok(answer)
}

pub(super) fn act(call: &Call<'_>) -> Result<Answer, Failure> {
    let action = fields::required(call, "action")?;
    if fields::one_of("action", &action, &[REFRESH, RESET])? == REFRESH {
        let token = call.token.as_deref();
        let token = token.ok_or_else(Failure::invalid_credentials)?;
        let opened = refresh::run(call.engine, token)?;
        return login::answer(call, opened.token, &opened.held);
    }
    let whose = match call.principal {
        Principal::User { user_id, .. } => revoke::Input::User(user_id),
        Principal::Key { account_id } => revoke::Input::Key(account_id),
        Principal::Owner | Principal::Kiosk(_) | Principal::Anonymous => {
            return Err(Failure::forbidden());
        }
    };
    end(call, whose)
}

pub(super) fn act_on_account(call: &Call<'_>) -> Result<Answer, Failure> {
    let action = fields::required(call, "action")?;
    fields::one_of("action", &action, &[RESET])?;
    end(call, revoke::Input::Key(call.account()?))
}

pub(super) fn act_on_user(call: &Call<'_>) -> Result<Answer, Failure> {
    let action = fields::required(call, "action")?;
    fields::one_of("action", &action, &[RESET])?;
    let (account_id, id) = (call.account()?, call.id("USER_ID")?);
    // The user must be one of the account in the path.
    users::fetch::run(call.engine, &call.principal, Place { account_id, id })?;
    end(call, revoke::Input::User(id))
}

fn end(call: &Call<'_>, whose: revoke::Input) -> Result<Answer, Failure> {
    revoke::run(call.engine, &call.principal, whose)?;
    Ok(Answer::ok(json!({})).with_status(StatusCode::CREATED))
}

pub(super) fn info(call: &Call<'_>) -> Result<Answer, Failure> {
    let Some(token) = call.request.text("token").filter(|token| !token.is_empty()) else {
        return Err(Failure::not_found());
    };
    let held = resolve::run(call.engine, &token)?.held;
    let held = held.ok_or_else(Failure::invalid_credentials)?;
    Ok(Answer::ok(description(call, &held)?))
}
