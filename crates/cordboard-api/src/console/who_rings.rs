//! "Who rings?": what happens to a call, before it happens.

use super::shapes::time;
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State as Shared;
use chrono::{DateTime, FixedOffset, Utc};
use cordboard_engine::forwarding::{week, who_rings};
use cordboard_model::call_rules::{Answer, Final, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoRingsRequest {
    /// The caller's number; empty or `anonymous` without one.
    caller: String,
    /// When (RFC 3339 with an offset); now when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<DateTime<FixedOffset>>,
    /// In which state the user is; worked out when absent.
    state: Option<State>,
}

/// Tells what happens to a call to the user, step by step.
#[utoipa::path(post, path = "/console/users/{id}/who-rings", operation_id = "who_rings", tag = "forwarding",
    params(("id" = String, Path)), request_body = WhoRingsRequest,
    responses((status = 200, body = Answer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn ask(
    Shared(api): Shared<Api>,
    caller: Caller,
    PathId(user_id): PathId,
    Json(request): Json<WhoRingsRequest>,
) -> Result<axum::Json<Answer>, Problem> {
    let input = who_rings::Input {
        user_id,
        caller: request.caller,
        at: request.at.map(|at| at.with_timezone(&Utc)),
        state: request.state,
    };
    Ok(axum::Json(
        api.run(move |engine| who_rings::run(engine, &caller.principal, input))
            .await?,
    ))
}

/// The week.
#[derive(Serialize, ToSchema)]
pub struct WhoRingsWeek {
    /// Seven days of 48 half hours, from Monday midnight on, as clocks show them in the zone.
    slots: Vec<WeekSlot>,
    timezone: String,
}

/// What happens to a call in half an hour.
#[derive(Serialize, ToSchema)]
pub struct WeekSlot {
    /// When it begins (RFC 3339).
    at: String,
    /// Who rings, in order; empty: nobody.
    rings: Vec<String>,
    /// Where the call ends when nobody answers.
    #[serde(rename = "final")]
    ends: Final,
    /// The number or name where it ends; empty when hung up.
    target: String,
}

/// Tells what would happen to a call in every half hour of a week.
#[utoipa::path(post, path = "/console/users/{id}/who-rings/week", operation_id = "who_rings_week", tag = "forwarding",
    params(("id" = String, Path)), request_body = WhoRingsRequest,
    responses((status = 200, body = WhoRingsWeek), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn ask_week(
    Shared(api): Shared<Api>,
    caller: Caller,
    PathId(user_id): PathId,
    Json(request): Json<WhoRingsRequest>,
) -> Result<axum::Json<WhoRingsWeek>, Problem> {
    let input = week::Input {
        user_id,
        caller: request.caller,
        at: request.at.map(|at| at.with_timezone(&Utc)),
        state: request.state,
    };
    let found = api
        .run(move |engine| week::run(engine, &caller.principal, &input))
        .await?;
    let slot = |slot: week::Slot| WeekSlot {
        at: time(slot.at.timestamp_millis()),
        rings: slot.rings,
        ends: slot.ends,
        target: slot.target,
    };
    Ok(axum::Json(WhoRingsWeek {
        slots: found.slots.into_iter().map(slot).collect(),
        timezone: found.timezone,
    }))
}
