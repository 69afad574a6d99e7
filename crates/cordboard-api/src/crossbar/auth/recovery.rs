//! Getting back in without the password.

use super::{fields, login};
use crate::crossbar::answer::{Answer, Tokens};
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_engine::recovery::{finish as following, start as asking};
use cordboard_model::schema::Violation;
use serde_json::{Value, json};

/// The answer is the same for every user, known or not.
pub(super) fn start(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = asking::Input {
        account: Some(fields::account(call)?),
        username: fields::text(call, "username")?.unwrap_or_default(),
        ui_url: fields::text(call, "ui_url")?.unwrap_or_default(),
        client: call.request.client,
    };
    let tokens = asking::run(call.engine, input)?;
    let said = "Request for password reset handled, an email was sent if the user has an address";
    Ok(Answer::ok(Value::from(said))
        .with_status(StatusCode::CREATED)
        .tokens(Tokens::from(tokens)))
}

pub(super) fn finish(call: &Call<'_>) -> Result<Answer, Failure> {
    let reset_id = fields::of_length(call, "reset_id", (40, 250))?;
    if !reset_id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let wrong = Violation::new("/reset_id", "pattern", "use hexadecimal digits");
        let wrong = wrong.with_target("^[A-Fa-f0-9]*$");
        return Err(Failure::violations(vec![wrong]));
    }
    let opened = following::run(call.engine, &reset_id).map_err(|error| match error {
        Error::Invalid(_) => {
            let message = "The provided reset_id did not resolve to any user";
            let error = json!({ "message": message, "cause": reset_id });
            Failure::field_with("user", "not_found", error)
        }
        other => other.into(),
    })?;
    let answer = login::answer(call, opened.token, &opened.held)?;
    Ok(answer.with_status(StatusCode::OK))
}
