//! "Who rings?": what happens to a call, before it happens.

use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State as Shared;
use chrono::{DateTime, FixedOffset, Utc};
use cordboard_engine::forwarding::who_rings;
use cordboard_model::call_rules::{Answer, State};
use serde::Deserialize;
use utoipa::ToSchema;

/// The question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoRingsRequest {
    /// The caller's number; empty or `anonymous` without one.
    caller: String,
    /// When (RFC 3339 with an offset); now when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<DateTime<FixedOffset>>,
    /// In which state the user is; worked out when absent.
    state: Option<State>,
}

/// Tells what happens to a call to the user, step by step.
#[utoipa::path(post, path = "/console/users/{id}/who-rings", operation_id = "who_rings", tag = "forwarding",
    params(("id" = String, Path)), request_body = WhoRingsRequest,
    responses((status = 200, body = Answer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn ask(
    Shared(api): Shared<Api>,
    caller: Caller,
    PathId(user_id): PathId,
    Json(request): Json<WhoRingsRequest>,
) -> Result<axum::Json<Answer>, Problem> {
    let input = who_rings::Input {
        user_id,
        caller: request.caller,
        at: request.at.map(|at| at.with_timezone(&Utc)),
        state: request.state,
    };
    Ok(axum::Json(
        api.run(move |engine| who_rings::run(engine, &caller.principal, input))
            .await?,
    ))
}
