//! Windows of an account's lists.

use super::records::PathKind;
use super::shapes::Document;
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::lists::narrowing;
use cordboard_engine::lists::window::{self, Cells, Input};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Which rows of the list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Narrowing {
    /// The first row.
    from: usize,
    /// How many rows, at most 500.
    count: usize,
    /// The column by which the rows are ordered; when absent their names, or the newest first of what happened.
    sort: Option<String>,
    /// The other way round.
    #[serde(default)]
    descending: bool,
    /// Words that must all be found in the row.
    #[serde(default)]
    text: String,
    /// By column, the value it must have.
    #[serde(default)]
    only: HashMap<String, Value>,
}

impl From<Narrowing> for narrowing::Narrowing {
    fn from(asked: Narrowing) -> Self {
        Self {
            from: asked.from,
            count: asked.count,
            sort: asked.sort,
            descending: asked.descending,
            text: asked.text,
            only: asked.only,
        }
    }
}

/// A window of the list.
#[derive(Serialize, ToSchema)]
pub struct ListWindow {
    /// How many rows the list has.
    total: usize,
    /// How many of them match.
    matched: usize,
    rows: Vec<ListRow>,
}

/// A row of a list.
#[derive(Serialize, ToSchema)]
pub struct ListRow {
    id: String,
    /// By column, what is shown; every row has a `name`.
    #[schema(value_type = HashMap<String, Value>)]
    cells: Document,
}

impl From<Cells> for ListRow {
    fn from(row: Cells) -> Self {
        Self {
            id: row.id.to_string(),
            cells: row.cells,
        }
    }
}

/// Reads a window of a list: `user`, `phone`, `group`, `ring_group`, `call_queue`, `contact` (of the whole account) or `holiday`.
#[utoipa::path(post, path = "/console/accounts/{id}/lists/{kind}", operation_id = "list_window", tag = "lists",
    params(("id" = String, Path), ("kind" = String, Path)), request_body = Narrowing,
    responses((status = 200, body = ListWindow), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn window(
    State(api): State<Api>,
    caller: Caller,
    PathKind(account_id, kind): PathKind,
    Json(request): Json<Narrowing>,
) -> Result<axum::Json<ListWindow>, Problem> {
    let input = Input {
        account_id,
        kind,
        rows: request.into(),
    };
    let found = api
        .run(move |engine| window::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(ListWindow {
        total: found.total,
        matched: found.matched,
        rows: found.rows.into_iter().map(ListRow::from).collect(),
    }))
}
