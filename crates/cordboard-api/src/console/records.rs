//! Phones, groups, ring groups, call queues and contacts of an account: one way to read and to edit them.

use super::shapes::{Document, EditRequest, time, time_or_none};
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use cordboard_engine::records::{Which, create, delete, read, restore, update};
use cordboard_model::{Id, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A record with what the caller may do.
#[derive(Serialize, ToSchema)]
pub struct Record {
    /// `phone`, `group`, `ring_group`, `call_queue` or `contact`.
    kind: &'static str,
    id: String,
    account_id: String,
    /// Changes with every write.
    rev: u64,
    created: String,
    modified: String,
    /// Set while it lies in the recycle bin.
    deleted: Option<String>,
    /// What people call it.
    label: String,
    /// The document; the kind's schema says what it may hold.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    /// What those people are called whom the document names by id.
    names: BTreeMap<String, String>,
    /// Whether the caller may change and delete it.
    may_edit: bool,
}

impl From<read::View> for Record {
    fn from(view: read::View) -> Self {
        let record = view.record;
        Self {
            kind: record.kind.name(),
            id: record.id.to_string(),
            account_id: record
                .account_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            rev: record.rev,
            created: time(record.created_ms),
            modified: time(record.modified_ms),
            deleted: time_or_none(record.deleted_ms),
            label: record.label(),
            fields: record.fields,
            names: view.names,
            may_edit: view.may_edit,
        }
    }
}

/// A new record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRecord {
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
}

/// The `{id}` and `{kind}` of a path. Text that is neither names nothing that exists.
pub struct PathKind(pub Id, pub Kind);

impl<S: Send + Sync> FromRequestParts<S> for PathKind {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Names {
            id: String,
            kind: String,
        }
        let Path(names) = Path::<Names>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        let id = names.id.parse().map_err(|_| Problem::not_found())?;
        let kind = names.kind.parse().map_err(|_| Problem::not_found())?;
        Ok(PathKind(id, kind))
    }
}

impl PathKind {
    const fn which(&self) -> Which {
        Which {
            kind: self.1,
            id: self.0,
        }
    }
}

/// Adds a record of this kind to an account.
#[utoipa::path(post, path = "/console/accounts/{id}/records/{kind}", operation_id = "record_create", tag = "records",
    params(("id" = String, Path), ("kind" = String, Path)), request_body = CreateRecord,
    responses((status = 201, body = Record), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    PathKind(account_id, kind): PathKind,
    Json(request): Json<CreateRecord>,
) -> Result<(StatusCode, axum::Json<Record>), Problem> {
    let input = create::Input {
        kind,
        account_id,
        fields: request.fields,
    };
    let view = api
        .run(move |engine| create::run(engine, &caller.principal, input))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(view.into())))
}

/// Reads a record.
#[utoipa::path(get, path = "/console/records/{kind}/{id}", operation_id = "record_read", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Record), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    path: PathKind,
) -> Result<axum::Json<Record>, Problem> {
    let view = api
        .run(move |engine| read::run(engine, &caller.principal, path.which()))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Changes a record.
#[utoipa::path(patch, path = "/console/records/{kind}/{id}", operation_id = "record_update", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = Record), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    path: PathKind,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Record>, Problem> {
    let input = update::Input {
        which: path.which(),
        changes: request.changes,
    };
    let view = api
        .run(move |engine| update::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Moves a record to the recycle bin.
#[utoipa::path(delete, path = "/console/records/{kind}/{id}", operation_id = "record_delete", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    path: PathKind,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| delete::run(engine, &caller.principal, path.which()))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a record back from the recycle bin.
#[utoipa::path(post, path = "/console/records/{kind}/{id}/restore", operation_id = "record_restore", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Record), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    path: PathKind,
) -> Result<axum::Json<Record>, Problem> {
    let view = api
        .run(move |engine| restore::run(engine, &caller.principal, path.which()))
        .await?;
    Ok(axum::Json(view.into()))
}
