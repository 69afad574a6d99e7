//! The settings of the installation.

use super::shapes::{Document, EditRequest, settings_fields, time_or_none};
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::settings::{read, update};
use cordboard_model::Record;
use serde::Serialize;
use utoipa::ToSchema;

/// The settings, every one of them, also those that nobody has changed.
#[derive(Serialize, ToSchema)]
pub struct Settings {
    /// Changes with every write; 0 before the first one.
    rev: u64,
    /// When they were last changed (RFC 3339); null when they never were.
    modified: Option<String>,
    #[schema(schema_with = settings_fields)]
    fields: Document,
}

impl From<Record> for Settings {
    fn from(record: Record) -> Self {
        Self {
            rev: record.rev,
            modified: time_or_none((record.rev > 0).then_some(record.modified_ms)),
            fields: record.fields,
        }
    }
}

/// Reads the settings.
#[utoipa::path(get, path = "/console/settings", operation_id = "settings_read", tag = "settings",
    responses((status = 200, body = Settings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(State(api): State<Api>, caller: Caller) -> Result<axum::Json<Settings>, Problem> {
    let record = api
        .run(move |engine| read::run(engine, &caller.principal))
        .await?;
    Ok(axum::Json(record.into()))
}

/// Changes the settings.
#[utoipa::path(patch, path = "/console/settings", operation_id = "settings_update", tag = "settings",
    request_body = EditRequest,
    responses((status = 200, body = Settings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Settings>, Problem> {
    let input = update::Input {
        changes: request.changes,
    };
    let record = api
        .run(move |engine| update::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(record.into()))
}
