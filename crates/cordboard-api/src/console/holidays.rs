//! Holidays of an account and of its users.

use super::shapes::{Document, EditRequest, holiday_fields};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::holidays::{create, delete, list, restore, update};
use cordboard_model::Record;
use serde::Serialize;
use utoipa::ToSchema;

/// A holiday.
#[derive(Serialize, ToSchema)]
pub struct Holiday {
    id: String,
    account_id: String,
    rev: u64,
    #[schema(schema_with = holiday_fields)]
    fields: Document,
}

/// The holidays of an account.
#[derive(Serialize, ToSchema)]
pub struct HolidayList {
    rows: Vec<Holiday>,
}

impl From<Record> for Holiday {
    fn from(record: Record) -> Self {
        Self {
            id: record.id.to_string(),
            account_id: record
                .account_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            rev: record.rev,
            fields: record.fields,
        }
    }
}

/// Lists the holidays by date.
#[utoipa::path(get, path = "/console/accounts/{id}/holidays", operation_id = "holiday_list", tag = "holidays",
    params(("id" = String, Path)),
    responses((status = 200, body = HolidayList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<HolidayList>, Problem> {
    let rows = api
        .run(move |engine| list::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(HolidayList {
        rows: rows.into_iter().map(Holiday::from).collect(),
    }))
}

/// Adds a holiday.
#[utoipa::path(post, path = "/console/accounts/{id}/holidays", operation_id = "holiday_create", tag = "holidays",
    params(("id" = String, Path)), request_body(content = inline(HolidayRequest)),
    responses((status = 201, body = Holiday), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(fields): Json<Document>,
) -> Result<(StatusCode, axum::Json<Holiday>), Problem> {
    let input = create::Input { account_id, fields };
    let record = api
        .run(move |engine| create::run(engine, &caller.principal, input))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(record.into())))
}

/// The fields of a new holiday.
#[derive(ToSchema)]
#[allow(dead_code)]
pub struct HolidayRequest {
    name: String,
    /// `YYYY-MM-DD`.
    from_date: String,
    /// `YYYY-MM-DD`, the last day.
    to_date: String,
    /// On the same days every year.
    every_year: Option<bool>,
    /// `HH:MM` on the first day; its beginning when absent.
    from_time: Option<String>,
    /// `HH:MM` on the last day; its end when absent.
    to_time: Option<String>,
    /// Only for this user.
    user_id: Option<String>,
}

/// Changes a holiday.
#[utoipa::path(patch, path = "/console/holidays/{id}", operation_id = "holiday_update", tag = "holidays",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = Holiday), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Holiday>, Problem> {
    let changes = request.changes;
    let input = update::Input { id, changes };
    let record = api
        .run(move |engine| update::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(record.into()))
}

/// Deletes a holiday.
#[utoipa::path(delete, path = "/console/holidays/{id}", operation_id = "holiday_delete", tag = "holidays",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| delete::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a holiday back from the recycle bin.
#[utoipa::path(post, path = "/console/holidays/{id}/restore", operation_id = "holiday_restore", tag = "holidays",
    params(("id" = String, Path)),
    responses((status = 200, body = Holiday), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Holiday>, Problem> {
    let record = api
        .run(move |engine| restore::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(record.into()))
}
