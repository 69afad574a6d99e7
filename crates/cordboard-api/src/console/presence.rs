//! What a person says about himself in one word, "do not disturb" included, and the note beside it.

use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::presence::set::{self, Presence};
use cordboard_engine::users::place;
use serde::Deserialize;
use utoipa::ToSchema;

/// What somebody says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceSaid {
    /// As before when absent.
    pub(super) presence: Option<PresenceName>,
    /// The note beside it: as before when absent, none when empty.
    pub(super) note: Option<String>,
}

/// What people say.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PresenceName {
    /// Is there.
    Available,
    /// Is away.
    Away,
    /// Is at lunch.
    Lunch,
    /// Is on a business trip.
    BusinessTrip,
    /// Wants no calls.
    DoNotDisturb,
}

impl From<PresenceName> for Presence {
    fn from(name: PresenceName) -> Self {
        match name {
            PresenceName::Available => Presence::Available,
            PresenceName::Away => Presence::Away,
            PresenceName::Lunch => Presence::Lunch,
            PresenceName::BusinessTrip => Presence::BusinessTrip,
            PresenceName::DoNotDisturb => Presence::DoNotDisturb,
        }
    }
}

/// Sets what a user says, and the note beside it. Another word than "do not disturb" takes that back.
#[utoipa::path(put, path = "/console/users/{id}/presence", operation_id = "user_set_presence", tag = "users",
    params(("id" = String, Path)), request_body = PresenceSaid,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(said): Json<PresenceSaid>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let input = set::Input {
            user: place(engine, &caller.principal, id)?,
            presence: said.presence.map(Presence::from),
            note: said.note,
        };
        set::run(engine, &caller.principal, input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
