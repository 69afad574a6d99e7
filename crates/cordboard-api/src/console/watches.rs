//! Watches of the caller's account: who is told of changes of client accounts, what was sent, and what came of it.

use super::shapes::{Document, EditRequest, time, time_or_none, watch_fields};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use cordboard_engine::watches::{
    create, delete, list, preview, read, replay, request, requests, test, update,
};
use cordboard_model::{Fields, Id, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The watches of the caller's account.
#[derive(Serialize, ToSchema)]
pub struct WatchList {
    rows: Vec<Watch>,
    /// Whether addresses that only the server reaches may be told.
    private_allowed: bool,
}

/// A watch, without its secrets.
#[derive(Serialize, ToSchema)]
pub struct Watch {
    id: String,
    /// Changes with every write.
    rev: u64,
    /// When it was made (RFC 3339).
    created: String,
    /// When it was changed last (RFC 3339).
    modified: String,
    #[schema(schema_with = watch_fields)]
    fields: Document,
}

impl From<Record> for Watch {
    fn from(record: Record) -> Self {
        Self {
            id: record.id.to_string(),
            rev: record.rev,
            created: time(record.created_ms),
            modified: time(record.modified_ms),
            fields: record.fields,
        }
    }
}

/// A new watch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WatchRequest {
    #[schema(schema_with = watch_fields)]
    fields: Document,
}

/// A template to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WatchPreviewRequest {
    /// The template; the account itself when absent.
    #[schema(value_type = Option<Value>)]
    template: Option<Value>,
    #[serde(default)]
    add_previous_data: bool,
}

/// What a template makes of the caller's own account.
#[derive(Serialize, ToSchema)]
pub struct WatchPreview {
    /// The body as it would be sent.
    #[schema(value_type = Value)]
    body: Value,
}

/// What was sent to a watch, and is to be sent.
#[derive(Serialize, ToSchema)]
pub struct DeliveryList {
    /// The newest of the last ten days, newest first.
    rows: Vec<Delivery>,
}

/// A delivery.
#[derive(Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    /// `created`, `updated`, `deleted` or `test`.
    event: String,
    /// The account that changed.
    object_id: String,
    /// What the account is called.
    object_name: String,
    /// `pending`, `retrying`, `delivered` or `parked`.
    status: String,
    /// When the change was made (RFC 3339).
    created: String,
    attempts: u64,
    /// When it was sent last (RFC 3339).
    sent: Option<String>,
    /// When it is tried again (RFC 3339).
    next: Option<String>,
    /// How long the last attempt took, in milliseconds.
    duration_ms: Option<i64>,
    /// The HTTP status of the answer.
    answer_status: Option<u64>,
    /// Why there was no answer.
    error: Option<String>,
}

/// A delivery with what was sent and what came back.
#[derive(Serialize, ToSchema)]
pub struct DeliveryDetail {
    #[serde(flatten)]
    delivery: Delivery,
    /// The last request: `address`, `method`, `headers` (those that anybody may see) and `body`.
    #[schema(value_type = Option<Value>)]
    request: Option<Value>,
    /// The beginning of the answer's body.
    answer_body: Option<String>,
}

/// A delivery that was noted.
#[derive(Serialize, ToSchema)]
pub struct DeliveryMade {
    id: String,
}

/// The `{id}` and `{delivery_id}` of a path.
pub struct PathDelivery(Id, Id);

impl<S: Send + Sync> FromRequestParts<S> for PathDelivery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((watch, delivery)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        match (watch.parse(), delivery.parse()) {
            (Ok(watch), Ok(delivery)) => Ok(PathDelivery(watch, delivery)),
            _ => Err(Problem::not_found()),
        }
    }
}

fn shown(request: &requests::Request) -> Delivery {
    let told = &request.delivery.fields;
    let text = |key: &str| told.get(key).and_then(Value::as_str).unwrap_or_default();
    let name = ["clientName", "name", "email"]
        .into_iter()
        .find_map(|key| told.get("resource")?.get(key)?.as_str())
        .unwrap_or_default();
    let none = Fields::new();
    let log = request.log.as_ref().map_or(&none, |log| &log.fields);
    let number = |key: &str| log.get(key).and_then(Value::as_i64);
    let answer = log.get("response");
    let is_waiting = request.status() == "retrying";
    Delivery {
        id: request.delivery.id.to_string(),
        event: text("event").to_owned(),
        object_id: text("object_id").to_owned(),
        object_name: name.to_owned(),
        status: request.status().to_owned(),
        created: time(request.delivery.at_ms),
        attempts: log.get("attempts").and_then(Value::as_u64).unwrap_or(0),
        sent: time_or_none(number("sent_ms")),
        next: time_or_none(number("next_ms").filter(|_| is_waiting)),
        duration_ms: number("duration_ms"),
        answer_status: answer.and_then(|it| it.get("status")?.as_u64()),
        error: answer.and_then(|it| Some(it.get("error")?.as_str()?.to_owned())),
    }
}

/// Lists the watches.
#[utoipa::path(get, path = "/console/watches", operation_id = "watch_list", tag = "watches",
    responses((status = 200, body = WatchList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
) -> Result<axum::Json<WatchList>, Problem> {
    let private_allowed = api.engine.allows_private_webhooks();
    let rows = api
        .run(move |engine| list::run(engine, &caller.principal))
        .await?;
    Ok(axum::Json(WatchList {
        rows: rows.into_iter().map(Watch::from).collect(),
        private_allowed,
    }))
}

/// Makes a watch.
#[utoipa::path(post, path = "/console/watches", operation_id = "watch_create", tag = "watches",
    request_body = WatchRequest,
    responses((status = 201, body = Watch), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<WatchRequest>,
) -> Result<(StatusCode, axum::Json<Watch>), Problem> {
    let made = api
        .run(move |engine| create::run(engine, &caller.principal, request.fields))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(made.into())))
}

/// Reads a watch.
#[utoipa::path(get, path = "/console/watches/{id}", operation_id = "watch_read", tag = "watches",
    params(("id" = String, Path)),
    responses((status = 200, body = Watch), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Watch>, Problem> {
    let watch = api
        .run(move |engine| read::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(watch.into()))
}

/// Changes a watch, also pauses it or sets it going again (`/enabled`).
#[utoipa::path(patch, path = "/console/watches/{id}", operation_id = "watch_update", tag = "watches",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = Watch), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Watch>, Problem> {
    let input = update::Input {
        id,
        changes: request.changes,
    };
    let watch = api
        .run(move |engine| update::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(watch.into()))
}

/// Deletes a watch, with everything that was to be sent to it.
#[utoipa::path(delete, path = "/console/watches/{id}", operation_id = "watch_delete", tag = "watches",
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

/// Shows what a template makes of the caller's own account.
#[utoipa::path(post, path = "/console/watches/preview", operation_id = "watch_preview", tag = "watches",
    request_body = WatchPreviewRequest,
    responses((status = 200, body = WatchPreview), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn preview(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<WatchPreviewRequest>,
) -> Result<axum::Json<WatchPreview>, Problem> {
    let input = preview::Input {
        template: request.template,
        adds_previous: request.add_previous_data,
    };
    let body = api
        .run(move |engine| preview::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(WatchPreview { body }))
}

/// Tells a watch of a change that nobody made, to try it.
#[utoipa::path(post, path = "/console/watches/{id}/test", operation_id = "watch_test", tag = "watches",
    params(("id" = String, Path)),
    responses((status = 201, body = DeliveryMade), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn test(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<(StatusCode, axum::Json<DeliveryMade>), Problem> {
    let delivery = api
        .run(move |engine| test::run(engine, &caller.principal, id))
        .await?;
    let made = DeliveryMade {
        id: delivery.to_string(),
    };
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Lists what was sent to a watch in the last ten days, and what is to be sent.
#[utoipa::path(get, path = "/console/watches/{id}/deliveries", operation_id = "delivery_list", tag = "watches",
    params(("id" = String, Path)),
    responses((status = 200, body = DeliveryList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn deliveries(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<DeliveryList>, Problem> {
    let rows = api
        .run(move |engine| requests::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(DeliveryList {
        rows: rows.iter().map(shown).collect(),
    }))
}

/// Reads a delivery with what was sent and what came back.
#[utoipa::path(get, path = "/console/watches/{id}/deliveries/{delivery_id}", operation_id = "delivery_read", tag = "watches",
    params(("id" = String, Path), ("delivery_id" = String, Path)),
    responses((status = 200, body = DeliveryDetail), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delivery(
    State(api): State<Api>,
    caller: Caller,
    PathDelivery(watch_id, delivery_id): PathDelivery,
) -> Result<axum::Json<DeliveryDetail>, Problem> {
    let input = request::Input {
        watch_id,
        delivery_id,
    };
    let found = api
        .run(move |engine| request::run(engine, &caller.principal, input))
        .await?;
    let log = found.log.as_ref().map(|log| &log.fields);
    let body = log.and_then(|log| log.get("response")?.get("body")?.as_str());
    Ok(axum::Json(DeliveryDetail {
        delivery: shown(&found),
        request: log.and_then(|log| log.get("request").cloned()),
        answer_body: body.map(str::to_owned),
    }))
}

/// Sends something again, under the same id and with the same content.
#[utoipa::path(post, path = "/console/watches/{id}/deliveries/{delivery_id}/replay", operation_id = "delivery_replay", tag = "watches",
    params(("id" = String, Path), ("delivery_id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn replay(
    State(api): State<Api>,
    caller: Caller,
    PathDelivery(watch_id, delivery_id): PathDelivery,
) -> Result<StatusCode, Problem> {
    let input = replay::Input {
        watch_id,
        delivery_id,
    };
    api.run(move |engine| replay::run(engine, &caller.principal, input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
