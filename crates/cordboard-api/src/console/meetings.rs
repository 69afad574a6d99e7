//! Meetings: the list, the rooms, and running one.

use super::shapes::{Document, EditRequest, time};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::meetings::{
    amend, conduct, create, delete, enter, find_by_id, invite, overview, restore,
};
use cordboard_model::Id;
use cordboard_model::meeting::{Command, Participant as Seated};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The meetings of an account.
#[derive(Serialize, ToSchema)]
pub struct MeetingList {
    /// By subject.
    rows: Vec<MeetingRow>,
}

/// A meeting in the list.
#[derive(Serialize, ToSchema)]
pub struct MeetingRow {
    id: String,
    subject: String,
    /// The number to call.
    extension_number: String,
    owner_id: String,
    owner: String,
    /// `audio` or `video`.
    mode: String,
    /// RFC 3339; null without a schedule.
    scheduled_start_at: Option<String>,
    /// RFC 3339; null without a schedule.
    scheduled_end_at: Option<String>,
    /// `OFFLINE`, `ONLINE` or `ON_CALL`.
    status: String,
    /// How many are in it.
    seated: usize,
}

/// A room with what goes on in it and what the caller may do there.
#[derive(Serialize, ToSchema)]
pub struct Meeting {
    id: String,
    account_id: String,
    rev: u64,
    modified: String,
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    /// `OFFLINE`, `ONLINE` or `ON_CALL`.
    status: String,
    locked: bool,
    muted: bool,
    recording: bool,
    /// Those in the room, in the order in which they joined.
    participants: Vec<Participant>,
    /// What those are called whom the document names by id.
    names: BTreeMap<String, String>,
    /// Whether the caller runs the room: opens, locks, mutes, invites.
    may_run: bool,
    /// Whether he changes and deletes it.
    may_configure: bool,
    /// Whether something is there that carries calls; without it nobody can be invited and nothing recorded.
    has_plane: bool,
}

/// Somebody in a room.
#[derive(Serialize, ToSchema)]
pub struct Participant {
    /// Of his leg; he gets another one when he comes back.
    id: String,
    name: String,
    number: String,
    /// The person of the account that he is, if he is one.
    user_id: Option<String>,
    muted: bool,
    /// He has the chair.
    chair: bool,
    /// His cell of the picture from 0; -1 when he is not shown.
    position: i8,
}

/// A new room.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMeeting {
    /// Whose room it is; the caller's when absent.
    #[schema(value_type = Option<String>)]
    owner_id: Option<Id>,
    /// At least `subject`, `mode` and `timezone`; the number is given out.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
}

/// What is to happen in a room.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandRequest {
    command: CommandName,
    /// To whom, for commands about one participant.
    #[schema(value_type = Option<String>)]
    participant_id: Option<Id>,
    /// For `arrange`: those who are shown, in order.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    participants: Vec<Id>,
}

/// What can be done in a room.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommandName {
    /// Open it.
    Start,
    /// Close it; everybody is dropped.
    Stop,
    /// Let nobody else in.
    Lock,
    /// Let people in again.
    Unlock,
    /// Mute everybody, also those who join later.
    Mute,
    /// Unmute everybody.
    Unmute,
    /// Record what is said.
    StartRecording,
    /// Stop recording.
    StopRecording,
    /// Mute one participant.
    MuteParticipant,
    /// Unmute one participant.
    UnmuteParticipant,
    /// Drop one participant.
    Kick,
    /// Give the chair to a participant.
    GiveChair,
    /// Show these participants in this order, and nobody else.
    Arrange,
}

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// An extension of the account, or a number outside.
    pub(super) number: String,
}

impl From<overview::Row> for MeetingRow {
    fn from(row: overview::Row) -> Self {
        let text = |key: &str| row.record.text(key).to_owned();
        let time = |key: &str| Some(text(key)).filter(|text| !text.is_empty());
        Self {
            id: row.record.id.to_string(),
            subject: text("subject"),
            extension_number: text("extension_number"),
            owner_id: text("owner_id"),
            mode: text("mode"),
            scheduled_start_at: time("scheduled_start_at"),
            scheduled_end_at: time("scheduled_end_at"),
            status: row.status.name().to_owned(),
            seated: row.seated,
            owner: row.owner,
        }
    }
}

impl From<enter::Output> for Meeting {
    fn from(found: enter::Output) -> Self {
        let (record, room) = (found.record, found.room);
        let chair = room.chairman;
        let participant = |who: &Seated| Participant {
            id: who.leg().to_string(),
            name: who.display_name().to_owned(),
            number: who.number().to_owned(),
            user_id: who.user_id().map(|id| id.to_string()),
            muted: who.muted(),
            chair: chair == Some(who.leg()),
            position: who.position(),
        };
        Self {
            id: record.id.to_string(),
            account_id: record
                .account_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            rev: record.rev,
            modified: time(record.modified_ms),
            fields: record.fields,
            status: room.status.name().to_owned(),
            locked: room.flags.locked,
            muted: room.flags.muted,
            recording: room.flags.recording,
            participants: room.participants.iter().map(participant).collect(),
            names: found.names,
            may_run: found.may_run,
            may_configure: found.may_configure,
            has_plane: found.has_plane,
        }
    }
}

pub(super) fn command(request: CommandRequest) -> Option<Command> {
    let one = request.participant_id;
    Some(match request.command {
        CommandName::Start => Command::Start,
        CommandName::Stop => Command::Stop,
        CommandName::Lock => Command::Lock,
        CommandName::Unlock => Command::Unlock,
        CommandName::Mute => Command::Mute,
        CommandName::Unmute => Command::Unmute,
        CommandName::StartRecording => Command::StartRecording,
        CommandName::StopRecording => Command::StopRecording,
        CommandName::MuteParticipant => Command::MuteParticipant(one?),
        CommandName::UnmuteParticipant => Command::UnmuteParticipant(one?),
        CommandName::Kick => Command::Kick(one?),
        CommandName::GiveChair => Command::GiveChair(one?),
        CommandName::Arrange => Command::Arrange(request.participants),
    })
}

/// Lists the meetings of an account.
#[utoipa::path(get, path = "/console/accounts/{id}/meetings", operation_id = "meeting_list", tag = "meetings",
    params(("id" = String, Path)),
    responses((status = 200, body = MeetingList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
) -> Result<axum::Json<MeetingList>, Problem> {
    let rows = api
        .run(move |engine| overview::run(engine, &caller.principal, account_id))
        .await?;
    Ok(axum::Json(MeetingList {
        rows: rows.into_iter().map(MeetingRow::from).collect(),
    }))
}

/// Makes a room. People make rooms for themselves, administrators for anybody of the account.
#[utoipa::path(post, path = "/console/accounts/{id}/meetings", operation_id = "meeting_create", tag = "meetings",
    params(("id" = String, Path)), request_body = CreateMeeting,
    responses((status = 201, body = Meeting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<CreateMeeting>,
) -> Result<(StatusCode, axum::Json<Meeting>), Problem> {
    let principal = caller.principal;
    // The owner of the file is no person of the account: he says for whom.
    let owner_id = request.owner_id.or(principal.actor()).unwrap_or_default();
    let input = create::Input {
        account_id,
        owner_id,
        fields: request.fields,
    };
    let made = api
        .run(move |engine| {
            let made = create::run(engine, &principal, input)?;
            enter::run(engine, &principal, made.id)
        })
        .await?;
    Ok((StatusCode::CREATED, axum::Json(made.into())))
}

/// Looks into a room.
#[utoipa::path(get, path = "/console/meetings/{id}", operation_id = "meeting_read", tag = "meetings",
    params(("id" = String, Path)),
    responses((status = 200, body = Meeting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Meeting>, Problem> {
    let found = api
        .run(move |engine| enter::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(found.into()))
}

/// Changes the settings of a room; an open one follows at once.
#[utoipa::path(patch, path = "/console/meetings/{id}", operation_id = "meeting_update", tag = "meetings",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = Meeting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Meeting>, Problem> {
    let input = amend::Input {
        id,
        changes: request.changes,
    };
    let found = api
        .run(move |engine| {
            amend::run(engine, &caller.principal, &input)?;
            enter::run(engine, &caller.principal, id)
        })
        .await?;
    Ok(axum::Json(found.into()))
}

/// Moves a meeting to the recycle bin; its room is closed.
#[utoipa::path(delete, path = "/console/meetings/{id}", operation_id = "meeting_delete", tag = "meetings",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let place = find_by_id(engine, &caller.principal, id)?;
        delete::run(engine, &caller.principal, place)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a meeting back from the recycle bin; its room is closed and empty.
#[utoipa::path(post, path = "/console/meetings/{id}/restore", operation_id = "meeting_restore", tag = "meetings",
    params(("id" = String, Path)),
    responses((status = 200, body = Meeting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Meeting>, Problem> {
    let found = api
        .run(move |engine| {
            restore::run(engine, &caller.principal, id)?;
            enter::run(engine, &caller.principal, id)
        })
        .await?;
    Ok(axum::Json(found.into()))
}

/// Does something in a room, and answers how it is then.
#[utoipa::path(post, path = "/console/meetings/{id}/commands", operation_id = "meeting_command", tag = "meetings",
    params(("id" = String, Path)), request_body = CommandRequest,
    responses((status = 200, body = Meeting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn run(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<CommandRequest>,
) -> Result<axum::Json<Meeting>, Problem> {
    let command = command(request)
        .ok_or_else(|| Problem::malformed("say with `participant_id` whom it is about"))?;
    let found = api
        .run(move |engine| {
            let place = find_by_id(engine, &caller.principal, id)?;
            conduct::run(engine, &caller.principal, conduct::Input { place, command })?;
            enter::run(engine, &caller.principal, id)
        })
        .await?;
    Ok(axum::Json(found.into()))
}

/// Rings somebody, who joins the room when he answers.
#[utoipa::path(post, path = "/console/meetings/{id}/invitations", operation_id = "meeting_invite", tag = "meetings",
    params(("id" = String, Path)), request_body = InvitationRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn invite(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<InvitationRequest>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let place = find_by_id(engine, &caller.principal, id)?;
        let number = request.number;
        invite::run(engine, &caller.principal, invite::Input { place, number })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
