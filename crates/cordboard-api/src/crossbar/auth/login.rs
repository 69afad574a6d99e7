//! Signing in, and acting as another user.

use super::{fields, token};
use crate::crossbar::answer::{Answer, Tokens};
use crate::crossbar::call::Call;
use crate::crossbar::failure::{Detail, Failure};
use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_engine::digests::{Digest, Method};
use cordboard_engine::sessions::{Held, impersonate as lending};
use cordboard_engine::sessions::{sign_in_with_digest, sign_in_with_key};
use cordboard_model::schema::Violation;
use serde_json::json;

pub(super) fn with_digest(call: &Call<'_>) -> Result<Answer, Failure> {
    let credentials = fields::of_length(call, "credentials", (1, 64))?;
    let method = fields::text(call, "method")?;
    let method = fields::one_of(
        "method",
        method.as_deref().unwrap_or("md5"),
        &["md5", "sha"],
    )?;
    let method = Method::named(method).unwrap_or(Method::Md5);
    let input = sign_in_with_digest::Input {
        account: fields::account(call)?,
        // What is no digest is refused as a wrong one: at the same price and after the same time.
        digest: Digest::parse(method, &credentials)
            .unwrap_or_else(|| Digest::of(method, "", &credentials)),
        client: call.request.client,
    };
    let opened = sign_in_with_digest::run(call.engine, input)?;
    let tokens = Tokens::from(opened.tokens);
    Ok(answer(call, opened.token, &opened.held)?.tokens(tokens))
}

pub(super) fn with_key(call: &Call<'_>) -> Result<Answer, Failure> {
    let api_key = fields::of_length(call, "api_key", (64, 64))?;
    let others = call.data_object()?.keys().filter(|key| *key != "api_key");
    let unknown: Vec<Violation> = others
        .map(|key| {
            let wrong = Violation::new(format!("/{key}"), "additionalProperties", "leave it out");
            wrong.with_target(false)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Failure::violations(unknown));
    }
    let input = sign_in_with_key::Input {
        api_key: api_key.clone(),
        client: call.request.client,
    };
    let opened = match sign_in_with_key::run(call.engine, input) {
        Err(Error::NotFound(_)) => {
            return Err(Failure {
                message: "bad identifier".to_owned(),
                detail: Box::new(Detail::Data(json!([api_key]))),
                ..Failure::bad_identifier("")
            });
        }
        opened => opened?,
    };
    let tokens = Tokens::from(opened.tokens);
    Ok(answer(call, opened.token, &opened.held)?.tokens(tokens))
}

pub(super) fn impersonate(call: &Call<'_>) -> Result<Answer, Failure> {
    let action = fields::required(call, "action")?;
    fields::one_of("action", &action, &["impersonate_user"])?;
    let token = call.token.clone();
    let input = lending::Input {
        account_id: call.account()?,
        user_id: call.id("USER_ID")?,
        token: token.ok_or_else(Failure::forbidden)?,
    };
    let opened = lending::run(call.engine, &call.in_own_role, input)?;
    answer(call, opened.token, &opened.held)
}

/// The answer that hands over a new token.
pub(super) fn answer(call: &Call<'_>, token: String, held: &Held) -> Result<Answer, Failure> {
    let data = token::description(call, held)?;
    Ok(Answer::ok(data)
        .with_status(StatusCode::CREATED)
        .token(token))
}
