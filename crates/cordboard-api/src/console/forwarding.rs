//! A user's forwarding.

use super::shapes::{EditRequest, forwarding_document, office_hours_document, week_document};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::forwarding::{read, update};
use cordboard_engine::users::update::Input;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// How a user's calls are forwarded, with the hours that decide.
#[derive(Serialize, ToSchema)]
pub struct UserForwarding {
    user_id: String,
    /// The user's `rev`.
    rev: u64,
    /// What is absent takes the default.
    #[schema(schema_with = forwarding_document)]
    forwarding: Value,
    #[schema(schema_with = office_hours_document)]
    office_hours: Value,
    #[schema(schema_with = week_document)]
    account_office_hours: Value,
    /// The zone in which the hours are meant.
    timezone: String,
    may_edit: bool,
}

impl From<read::View> for UserForwarding {
    fn from(view: read::View) -> Self {
        Self {
            user_id: view.user_id.to_string(),
            rev: view.rev,
            forwarding: view.forwarding,
            office_hours: view.office_hours,
            account_office_hours: view.account_office_hours,
            timezone: view.timezone,
            may_edit: view.may_edit,
        }
    }
}

/// Reads a user's forwarding.
#[utoipa::path(get, path = "/console/users/{id}/forwarding", operation_id = "forwarding_read", tag = "forwarding",
    params(("id" = String, Path)),
    responses((status = 200, body = UserForwarding), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<UserForwarding>, Problem> {
    let view = api
        .run(move |engine| read::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Changes a user's forwarding and own office hours.
#[utoipa::path(patch, path = "/console/users/{id}/forwarding", operation_id = "forwarding_update", tag = "forwarding",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = UserForwarding), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<UserForwarding>, Problem> {
    let input = Input {
        id,
        changes: request.changes,
    };
    let view = api
        .run(move |engine| update::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(view.into()))
}
