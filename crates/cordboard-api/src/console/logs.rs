//! What happened in an account: its calls, recordings and messages.

use super::lists::{ListRow, Narrowing};
use super::records::PathKind;
use crate::body::{Json, Params, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use chrono::DateTime;
use cordboard_engine::lists::entry_log::Which;
use cordboard_engine::lists::{call_hours, log};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use utoipa::{IntoParams, ToSchema};

/// Which rows of the span.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogRequest {
    /// The beginning of the span (RFC 3339).
    pub(super) since: String,
    /// Its end (RFC 3339), not part of it.
    pub(super) until: String,
    pub(super) rows: Narrowing,
}

/// A window of the span.
#[derive(Serialize, ToSchema)]
pub struct LogWindow {
    /// How many entries the span has.
    total: usize,
    /// How many of them match.
    matched: usize,
    /// There were more in the span: only the newest ones are counted and shown.
    is_cut: bool,
    rows: Vec<ListRow>,
}

/// Which calls are counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SpanParams {
    /// The beginning of the span (RFC 3339).
    since: String,
    /// Its end (RFC 3339), not part of it.
    until: String,
}

/// The calls of a span by the hour of the day.
#[derive(Serialize, ToSchema)]
pub struct CallHours {
    /// 24 hours from midnight on, in the time zone.
    hours: Vec<CallHour>,
    timezone: String,
}

/// The calls of one hour of the day.
#[derive(Serialize, ToSchema)]
pub struct CallHour {
    /// Somebody answered.
    answered: u32,
    /// They came in and nobody answered.
    missed: u32,
    /// They went out and nobody answered.
    unanswered: u32,
}

impl From<log::Output> for LogWindow {
    fn from(found: log::Output) -> Self {
        Self {
            total: found.total,
            matched: found.matched,
            is_cut: found.is_cut,
            rows: found.rows.into_iter().map(ListRow::from).collect(),
        }
    }
}

/// The span between two times as in RFC 3339, or what is wrong with them.
pub(super) fn span(since: &str, until: &str) -> Result<Range<i64>, &'static str> {
    let at = |text: &str| DateTime::parse_from_rfc3339(text).map(|at| at.timestamp_millis());
    match (at(since), at(until)) {
        (Ok(since), Ok(until)) => Ok(since..until),
        _ => Err("`since` and `until` are times as in RFC 3339"),
    }
}

/// Reads a window of an account's `call`s, `recording`s or `message`s, the newest first. People without the right to
/// those of the whole account get their own.
#[utoipa::path(post, path = "/console/accounts/{id}/logs/{kind}", operation_id = "log_window", tag = "logs",
    params(("id" = String, Path), ("kind" = String, Path)), request_body = LogRequest,
    responses((status = 200, body = LogWindow), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn window(
    State(api): State<Api>,
    caller: Caller,
    PathKind(account_id, kind): PathKind,
    Json(request): Json<LogRequest>,
) -> Result<axum::Json<LogWindow>, Problem> {
    let span = span(&request.since, &request.until).map_err(Problem::malformed)?;
    let which = Which {
        kind,
        account_id,
        span,
    };
    let input = log::Input {
        which,
        rows: request.rows.into(),
    };
    let found = api
        .run(move |engine| log::run(engine, &caller.principal, &input))
        .await?;
    Ok(axum::Json(found.into()))
}

/// Counts an account's calls by the hour of the day and by how they went.
#[utoipa::path(get, path = "/console/accounts/{id}/call-hours", operation_id = "call_hours", tag = "logs",
    params(("id" = String, Path), SpanParams),
    responses((status = 200, body = CallHours), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn hours(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Params(params): Params<SpanParams>,
) -> Result<axum::Json<CallHours>, Problem> {
    let span = span(&params.since, &params.until).map_err(Problem::malformed)?;
    let input = call_hours::Input { account_id, span };
    let found = api
        .run(move |engine| call_hours::run(engine, &caller.principal, &input))
        .await?;
    let hour = |hour: &call_hours::Hour| CallHour {
        answered: hour.answered,
        missed: hour.missed,
        unanswered: hour.unanswered,
    };
    Ok(axum::Json(CallHours {
        hours: found.hours.iter().map(hour).collect(),
        timezone: found.timezone,
    }))
}
