//! Meeting rooms at a kiosk.

use crate::body::{Json, PathId};
use crate::caller::AtKiosk;
use crate::console::meetings::{CommandRequest, InvitationRequest, command};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::kiosks::meetings;
use cordboard_engine::meetings::{conduct, find_by_id, invite};
use serde::Serialize;
use utoipa::ToSchema;

/// The meeting rooms of the office.
#[derive(Serialize, ToSchema)]
pub struct KioskRooms {
    /// By subject.
    rows: Vec<KioskRoom>,
}

/// A room with what goes on in it.
#[derive(Serialize, ToSchema)]
pub struct KioskRoom {
    id: String,
    subject: String,
    /// The number to call.
    extension_number: String,
    owner: String,
    /// `OFFLINE`, `ONLINE` or `ON_CALL`.
    status: String,
    locked: bool,
    muted: bool,
    recording: bool,
    participants: Vec<KioskSeat>,
}

/// Somebody in a room.
#[derive(Serialize, ToSchema)]
pub struct KioskSeat {
    id: String,
    name: String,
    number: String,
    muted: bool,
}

/// Lists the meeting rooms of the office.
#[utoipa::path(get, path = "/console/kiosk/meetings", operation_id = "kiosk_meetings", tag = "kiosk",
    responses((status = 200, body = KioskRooms), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    kiosk: AtKiosk,
) -> Result<axum::Json<KioskRooms>, Problem> {
    let found = api
        .run(move |engine| meetings::run(engine, &kiosk.principal))
        .await?;
    let rows = found.into_iter().map(|(row, room)| KioskRoom {
        id: row.record.id.to_string(),
        subject: row.record.text("subject").to_owned(),
        extension_number: row.record.text("extension_number").to_owned(),
        owner: row.owner,
        status: room.status.name().to_owned(),
        locked: room.flags.locked,
        muted: room.flags.muted,
        recording: room.flags.recording,
        participants: room
            .participants
            .iter()
            .map(|who| KioskSeat {
                id: who.leg().to_string(),
                name: who.display_name().to_owned(),
                number: who.number().to_owned(),
                muted: who.muted(),
            })
            .collect(),
    });
    Ok(axum::Json(KioskRooms {
        rows: rows.collect(),
    }))
}

/// Does something in a room.
#[utoipa::path(post, path = "/console/kiosk/meetings/{id}/commands", operation_id = "kiosk_meeting_command", tag = "kiosk",
    params(("id" = String, Path)), request_body = CommandRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn run(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(id): PathId,
    Json(request): Json<CommandRequest>,
) -> Result<StatusCode, Problem> {
    let command = command(request)
        .ok_or_else(|| Problem::malformed("say with `participant_id` whom it is about"))?;
    api.run(move |engine| {
        let place = find_by_id(engine, &kiosk.principal, id)?;
        conduct::run(engine, &kiosk.principal, conduct::Input { place, command })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Rings somebody, who joins the room when he answers.
#[utoipa::path(post, path = "/console/kiosk/meetings/{id}/invitations", operation_id = "kiosk_meeting_invite", tag = "kiosk",
    params(("id" = String, Path)), request_body = InvitationRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn invite(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(id): PathId,
    Json(request): Json<InvitationRequest>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let place = find_by_id(engine, &kiosk.principal, id)?;
        let number = request.number;
        invite::run(engine, &kiosk.principal, invite::Input { place, number })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
