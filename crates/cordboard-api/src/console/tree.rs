//! Windows of the account tree.

use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::accounts::window;
use cordboard_engine::feed;
use cordboard_engine::tree::window::{Open, Row};
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The default state of a node.
#[derive(Debug, Default, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpenState {
    /// Closed unless toggled.
    #[default]
    None,
    /// Open unless toggled.
    All,
}

/// Which rows are wanted, of a tree as if it were drawn in full.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowRequest {
    /// The top row; the top of what the caller may see when absent.
    #[schema(value_type = Option<String>)]
    root: Option<Id>,
    #[serde(default)]
    open: OpenState,
    /// The nodes in the other state.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    toggled: Vec<Id>,
    /// Only accounts whose name contains this, and those above them.
    filter: Option<String>,
    /// An account whose row number is wanted; what lies above it counts as open.
    #[schema(value_type = Option<String>)]
    reveal: Option<Id>,
    /// The first row, from 0.
    from: usize,
    /// How many rows, at most 500.
    count: usize,
}

/// The rows.
#[derive(Serialize, ToSchema)]
pub struct WindowAnswer {
    /// The number of the newest change when the rows were read.
    seq: u64,
    /// How many rows there are in all.
    total: usize,
    /// With a filter: how many accounts match.
    matched: Option<usize>,
    /// The row of the account to reveal.
    revealed: Option<usize>,
    rows: Vec<TreeRow>,
}

/// One row.
#[derive(Serialize, ToSchema)]
pub struct TreeRow {
    id: String,
    name: String,
    /// 0 for the top row.
    depth: u32,
    parent_id: Option<String>,
    /// Its place among the shown siblings, from 1.
    posinset: u32,
    /// How many siblings are shown.
    setsize: u32,
    child_count: u32,
    descendants_count: u32,
    expanded: bool,
    enabled: bool,
    is_reseller: bool,
    /// It matches the filter itself.
    matched: bool,
}

impl From<Row> for TreeRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            depth: row.depth,
            parent_id: row.parent_id.map(|id| id.to_string()),
            posinset: row.posinset,
            setsize: row.setsize,
            child_count: row.child_count,
            descendants_count: row.descendants_count,
            expanded: row.expanded,
            enabled: row.enabled,
            is_reseller: row.is_reseller,
            matched: row.matched,
        }
    }
}

/// Gives a window of the account tree.
#[utoipa::path(post, path = "/console/tree/window", operation_id = "tree_window", tag = "accounts",
    request_body = WindowRequest,
    responses((status = 200, body = WindowAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn window(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<WindowRequest>,
) -> Result<axum::Json<WindowAnswer>, Problem> {
    let input = window::Input {
        root: request.root,
        open: match request.open {
            OpenState::None => Open::None,
            OpenState::All => Open::All,
        },
        toggled: request.toggled,
        filter: request.filter,
        reveal: request.reveal,
        from: request.from,
        count: request.count,
    };
    let answer = api
        .run(move |engine| {
            let seq = feed::latest(engine);
            let window = window::run(engine, &caller.principal, input)?;
            Ok(WindowAnswer {
                seq,
                total: window.total,
                matched: window.matched,
                revealed: window.revealed,
                rows: window.rows.into_iter().map(TreeRow::from).collect(),
            })
        })
        .await?;
    Ok(axum::Json(answer))
}
