//! Many users at once: bulk edits and imports, each with a trial that changes nothing.

use super::shapes::{Change, Document};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::users::{bulk, import};
use cordboard_model::Id;
use cordboard_model::merge::Edit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Changes to many users.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// Only say what would happen.
    dry_run: bool,
    /// At most 1000.
    edits: Vec<BulkEdit>,
}

/// The changes to one of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkEdit {
    /// The user.
    #[schema(value_type = String)]
    id: Id,
    #[schema(value_type = Vec<Change>)]
    changes: Vec<Edit>,
}

/// What happens, or would happen.
#[derive(Serialize, ToSchema)]
pub struct BulkAnswer {
    pub(super) rows: Vec<BulkRow>,
}

/// What happens to one of them.
#[derive(Serialize, ToSchema)]
pub struct BulkRow {
    id: String,
    name: String,
    /// What changes, each with what was there; empty when it is so already, or when it is refused.
    changes: Vec<BulkChange>,
    /// Why nothing changes; null when nothing speaks against it.
    problem: Option<Problem>,
}

/// One place that changes.
#[derive(Serialize, ToSchema)]
pub struct BulkChange {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Value>,
}

impl From<bulk::Row> for BulkRow {
    fn from(row: bulk::Row) -> Self {
        let change = |change: bulk::Changed| BulkChange {
            path: change.path,
            from: change.from,
            to: change.to,
        };
        Self {
            id: row.id.to_string(),
            name: row.name,
            changes: row.changes.into_iter().map(change).collect(),
            problem: row.refused.map(Problem::from),
        }
    }
}

/// New users.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    /// Only say what would happen.
    dry_run: bool,
    /// At most 1000.
    lines: Vec<ImportLine>,
    /// In a dry run, how many lines of the same list that were asked about before fit: they take room, too.
    #[serde(default)]
    ahead: u64,
}

/// One new user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportLine {
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    password: Option<String>,
}

/// What becomes of the lines, in their order.
#[derive(Serialize, ToSchema)]
pub struct ImportAnswer {
    rows: Vec<ImportRow>,
}

/// What becomes of one line.
#[derive(Serialize, ToSchema)]
pub struct ImportRow {
    /// The new user; null in a trial, and when he is refused.
    id: Option<String>,
    name: String,
    /// Why he is not added; null when nothing speaks against it.
    problem: Option<Problem>,
}

/// Changes many users of an account, or says what would change. What is refused for one does not keep the others.
#[utoipa::path(post, path = "/console/accounts/{id}/users/bulk", operation_id = "user_bulk", tag = "users",
    params(("id" = String, Path)), request_body = BulkRequest,
    responses((status = 200, body = BulkAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn edit(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<BulkRequest>,
) -> Result<axum::Json<BulkAnswer>, Problem> {
    let edits = request.edits.into_iter();
    let input = bulk::Input {
        account_id,
        edits: edits.map(|edit| (edit.id, edit.changes)).collect(),
        is_trial: request.dry_run,
    };
    let rows = api
        .run(move |engine| bulk::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(BulkAnswer {
        rows: rows.into_iter().map(BulkRow::from).collect(),
    }))
}

/// Adds many users to an account, or says what would become of every line. What is wrong with one does not keep the
/// others.
#[utoipa::path(post, path = "/console/accounts/{id}/users/import", operation_id = "user_import", tag = "users",
    params(("id" = String, Path)), request_body = ImportRequest,
    responses((status = 200, body = ImportAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn import(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<ImportRequest>,
) -> Result<axum::Json<ImportAnswer>, Problem> {
    let line = |line: ImportLine| import::Line {
        fields: line.fields,
        password: line.password,
    };
    let input = import::Input {
        account_id,
        lines: request.lines.into_iter().map(line).collect(),
        is_trial: request.dry_run,
        ahead: request.ahead,
    };
    let rows = api
        .run(move |engine| import::run(engine, &caller.principal, input))
        .await?;
    let row = |row: import::Row| ImportRow {
        id: row.id.map(|id| id.to_string()),
        name: row.name,
        problem: row.refused.map(Problem::from),
    };
    Ok(axum::Json(ImportAnswer {
        rows: rows.into_iter().map(row).collect(),
    }))
}
