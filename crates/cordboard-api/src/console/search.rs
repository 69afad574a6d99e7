//! Search over the caller's part of the tree.

use crate::body::Params;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::search;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The question.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// What was typed; every word must begin a word of the record.
    q: String,
    /// How many rows, at most 100.
    limit: Option<usize>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub struct SearchAnswer {
    rows: Vec<SearchRow>,
    /// There may be more: there are more than the limit, or the search ended before it had seen everything.
    truncated: bool,
}

/// Something found.
#[derive(Serialize, ToSchema)]
pub struct SearchRow {
    /// `account` or `user`.
    kind: &'static str,
    id: String,
    account_id: String,
    label: String,
    /// Where it is: the accounts above, or extension and account.
    detail: String,
}

/// Finds accounts and users by the beginnings of words.
#[utoipa::path(get, path = "/console/search", operation_id = "search", tag = "search", params(SearchParams),
    responses((status = 200, body = SearchAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn find(
    State(api): State<Api>,
    caller: Caller,
    Params(params): Params<SearchParams>,
) -> Result<axum::Json<SearchAnswer>, Problem> {
    let input = search::Input {
        text: params.q,
        limit: params.limit.unwrap_or(20),
        only: None,
    };
    let found = api
        .run(move |engine| search::run(engine, &caller.principal, input))
        .await?;
    let rows = found
        .rows
        .into_iter()
        .map(|row| SearchRow {
            kind: row.kind.name(),
            id: row.id.to_string(),
            account_id: row.account_id.to_string(),
            label: row.label,
            detail: row.detail,
        })
        .collect();
    Ok(axum::Json(SearchAnswer {
        rows,
        truncated: found.truncated,
    }))
}
