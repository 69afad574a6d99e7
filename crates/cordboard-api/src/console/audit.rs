//! What was done, by whom, and when.

use super::logs::{LogRequest, LogWindow, span};
use super::shapes::{Place, time};
use crate::body::{Json, Params};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use cordboard_engine::{audit, lists};
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditParams {
    /// The account whose subtree is meant; the top of what the caller may see when absent.
    #[param(value_type = Option<String>)]
    account_id: Option<Id>,
    /// The `next` of the page before.
    before: Option<u64>,
    /// How many rows, at most 200.
    limit: Option<usize>,
}

/// A page of the audit, newest first.
#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    rows: Vec<AuditEntry>,
    /// What to send as `before` for the next page; null on the last one.
    next: Option<u64>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    seq: u64,
    at: String,
    /// Who did it; null for the owner at his own computer and for the program itself.
    actor: Option<Place>,
    verb: String,
    /// What the record was called at that time.
    label: String,
    kind: Option<&'static str>,
    id: Option<String>,
    detail: Value,
}

impl From<audit::Row> for AuditEntry {
    fn from(row: audit::Row) -> Self {
        Self {
            seq: row.change.seq,
            at: time(row.change.at_ms),
            actor: row.actor.map(|(id, name)| Place {
                id: id.to_string(),
                name,
            }),
            verb: row.change.verb,
            label: row.label,
            kind: row.about.map(|(kind, _)| kind.name()),
            id: row.about.map(|(_, id)| id.to_string()),
            detail: row.change.detail,
        }
    }
}

/// Lists what was done in an account and below it.
#[utoipa::path(get, path = "/console/audit", operation_id = "audit_list", tag = "audit", params(AuditParams),
    responses((status = 200, body = AuditPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    Params(params): Params<AuditParams>,
) -> Result<axum::Json<AuditPage>, Problem> {
    let input = audit::Input {
        account_id: params.account_id,
        before: params.before,
        limit: params.limit.unwrap_or(50),
    };
    let (rows, next) = api
        .run(move |engine| audit::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(AuditPage {
        rows: rows.into_iter().map(AuditEntry::from).collect(),
        next,
    }))
}

/// Which part of the tree.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartParams {
    /// The account whose subtree is meant; the top of what the caller may see when absent.
    #[param(value_type = Option<String>)]
    account_id: Option<Id>,
}

/// Reads a window of what was done in a span of time in an account and below it, the newest first. Columns: `at`,
/// `label`, `verb`, `kind`, `account`, `actor`, and the ids behind them.
#[utoipa::path(post, path = "/console/audit/window", operation_id = "audit_window", tag = "audit", params(PartParams),
    request_body = LogRequest,
    responses((status = 200, body = LogWindow), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn window(
    State(api): State<Api>,
    caller: Caller,
    Params(part): Params<PartParams>,
    Json(request): Json<LogRequest>,
) -> Result<axum::Json<LogWindow>, Problem> {
    let input = lists::audit::Input {
        account_id: part.account_id,
        span: span(&request.since, &request.until).map_err(Problem::malformed)?,
        rows: request.rows.into(),
    };
    let found = api
        .run(move |engine| lists::audit::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(found.into()))
}
