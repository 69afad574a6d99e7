//! Windows of an account's lists.

use super::records::PathKind;
use super::shapes::Document;
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::lists::window::{self, Cells, Input, ROWS_MAX};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Which rows of the list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Narrowing {
    /// The first row.
    pub(super) from: usize,
    /// How many rows, at most 500.
    pub(super) count: usize,
    /// The column by which the rows are ordered; their names when absent.
    pub(super) sort: Option<String>,
    /// The other way round.
    #[serde(default)]
    pub(super) descending: bool,
    /// Words that must all be found in the row.
    #[serde(default)]
    pub(super) text: String,
    /// By column, the value it must have.
    #[serde(default)]
    pub(super) only: HashMap<String, Value>,
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

/// Reads a window of a list: `user`, `phone`, `group`, `ring_group`, `call_queue` or `contact` (of the whole account).
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
        from: request.from,
        count: request.count.min(ROWS_MAX),
        sort: request.sort,
        descending: request.descending,
        text: request.text,
        only: request.only,
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
