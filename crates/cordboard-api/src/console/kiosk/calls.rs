//! Calls at a kiosk: those at its line, those that are parked, and everything that is done with them.

use crate::body::{Json, PathId};
use crate::caller::AtKiosk;
use crate::console::shapes::time;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::kiosks::call::{Input, Target, Wish};
use cordboard_engine::kiosks::calls::{Idle, Output};
use cordboard_engine::kiosks::{call, calls, play};
use cordboard_model::switchboard::{Asked, Call, Party, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The calls of a kiosk.
#[derive(Serialize, ToSchema)]
pub struct KioskCalls {
    /// The engine's clock (RFC 3339), for timers on a device whose own is wrong.
    now: String,
    /// Why there can be none: `no_plane` or `no_line`.
    idle: Option<&'static str>,
    /// Those at the line, in the order in which they came.
    calls: Vec<KioskCall>,
    /// Those that are parked in the office.
    parked: Vec<KioskCall>,
}

/// A call.
#[derive(Serialize, ToSchema)]
pub struct KioskCall {
    id: String,
    /// The other side: the original caller, or whom the desk called.
    party: KioskParty,
    /// Whether the desk called.
    outgoing: bool,
    /// `ringing`, `dialling`, `talking`, `held`, `asking` (a colleague, while the caller waits), `handed_on` (comes back
    /// when nobody answers) or `parked`.
    stage: &'static str,
    /// The colleague who is asked, or to whom it is handed on.
    asked: Option<KioskParty>,
    /// Whether he has answered.
    answered: bool,
    /// Where it is parked.
    slot: Option<u16>,
    /// When it came (RFC 3339).
    began: String,
    /// Since when the stage lasts (RFC 3339).
    since: String,
    /// Who did not take it, when it came back.
    came_back_from: Option<KioskParty>,
    /// Why: `no_answer`, `busy` or `unreachable`.
    came_back: Option<&'static str>,
}

/// One side of a call.
#[derive(Serialize, ToSchema)]
pub struct KioskParty {
    number: String,
    name: String,
    user_id: Option<String>,
}

impl From<&Party> for KioskParty {
    fn from(party: &Party) -> Self {
        Self {
            number: party.number.clone(),
            name: party.name.clone(),
            user_id: party.user_id.map(|id| id.to_string()),
        }
    }
}

impl From<Call> for KioskCall {
    fn from(call: Call) -> Self {
        let asked = call.asked();
        Self {
            id: call.id.to_string(),
            party: (&call.party).into(),
            outgoing: call.outgoing,
            stage: match &call.stage {
                Stage::Ringing => "ringing",
                Stage::Dialling => "dialling",
                Stage::Talking => "talking",
                Stage::Held => "held",
                Stage::Asking(_) => "asking",
                Stage::HandedOn(_) => "handed_on",
                Stage::Parked(_) => "parked",
            },
            answered: asked.is_some_and(|Asked { answered, .. }| *answered),
            asked: asked.map(|asked| (&asked.whom).into()),
            slot: call.slot(),
            began: time(call.began_ms),
            since: time(call.since_ms),
            came_back_from: call.came_back.as_ref().map(|(whom, _)| whom.into()),
            came_back: call.came_back.map(|(_, why)| why.name()),
        }
    }
}

impl From<Output> for KioskCalls {
    fn from(found: Output) -> Self {
        Self {
            now: time(found.now_ms),
            idle: found.idle.map(|why| match why {
                Idle::NoPlane => "no_plane",
                Idle::NoLine => "no_line",
            }),
            calls: found.calls.into_iter().map(KioskCall::from).collect(),
            parked: found.parked.into_iter().map(KioskCall::from).collect(),
        }
    }
}

/// Whom to call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskDial {
    /// An extension of the account, or a number outside.
    number: String,
}

/// What to do with a call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskCommand {
    command: KioskCommandName,
    /// To whom, for those that hand the call on: an extension of the account, or a number outside.
    number: Option<String>,
    /// Ring his own phones, whatever his forwarding says.
    #[serde(default)]
    through: bool,
}

/// What can be done with a call.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KioskCommandName {
    /// Answer it.
    Answer,
    /// Let the caller wait.
    Hold,
    /// Talk with him again.
    Resume,
    /// End it, or refuse it.
    HangUp,
    /// Hand it on for good.
    Blind,
    /// Hand it on; it comes back when nobody answers.
    Safe,
    /// Ask a colleague first.
    Ask,
    /// Connect the caller with the colleague who was asked.
    Complete,
    /// Take the caller back.
    Cancel,
    /// Let him speak to somebody's mailbox.
    Voicemail,
    /// Park it.
    Park,
    /// Take a parked call.
    Retrieve,
}

/// Who seems to call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskPlay {
    number: String,
    #[serde(default)]
    name: String,
}

fn wish(request: KioskCommand) -> Option<Wish> {
    let through = request.through;
    let target = request.number.map(|number| Target { number, through });
    Some(match request.command {
        KioskCommandName::Answer => Wish::Answer,
        KioskCommandName::Hold => Wish::Hold,
        KioskCommandName::Resume => Wish::Resume,
        KioskCommandName::HangUp => Wish::HangUp,
        KioskCommandName::Complete => Wish::Complete,
        KioskCommandName::Cancel => Wish::Cancel,
        KioskCommandName::Park => Wish::Park,
        KioskCommandName::Retrieve => Wish::Retrieve,
        KioskCommandName::Blind => Wish::Blind(target?),
        KioskCommandName::Safe => Wish::Safe(target?),
        KioskCommandName::Ask => Wish::Ask(target?),
        KioskCommandName::Voicemail => Wish::Voicemail(target?),
    })
}

/// Lists the calls at the kiosk's line and those that are parked.
#[utoipa::path(get, path = "/console/kiosk/calls", operation_id = "kiosk_calls", tag = "kiosk",
    responses((status = 200, body = KioskCalls), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    kiosk: AtKiosk,
) -> Result<axum::Json<KioskCalls>, Problem> {
    let found = api
        .run(move |engine| calls::run(engine, &kiosk.principal))
        .await?;
    Ok(axum::Json(found.into()))
}

/// Calls somebody.
#[utoipa::path(post, path = "/console/kiosk/calls", operation_id = "kiosk_dial", tag = "kiosk",
    request_body = KioskDial,
    responses((status = 201, body = KioskCalls), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn dial(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskDial>,
) -> Result<(StatusCode, axum::Json<KioskCalls>), Problem> {
    let found = api
        .run(move |engine| call::run(engine, &kiosk.principal, Input::Dial(request.number)))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(found.into())))
}

/// Does something with a call, and answers how all of them are then.
#[utoipa::path(post, path = "/console/kiosk/calls/{id}/commands", operation_id = "kiosk_call_command", tag = "kiosk",
    params(("id" = String, Path)), request_body = KioskCommand,
    responses((status = 200, body = KioskCalls), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn run(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(id): PathId,
    Json(request): Json<KioskCommand>,
) -> Result<axum::Json<KioskCalls>, Problem> {
    let wish = wish(request).ok_or_else(|| Problem::malformed("say with `number` to whom"))?;
    let found = api
        .run(move |engine| call::run(engine, &kiosk.principal, Input::With(id, wish)))
        .await?;
    Ok(axum::Json(found.into()))
}

/// Plays a call from outside, where phones are simulated.
#[utoipa::path(post, path = "/console/kiosk/simulation", operation_id = "kiosk_play", tag = "kiosk",
    request_body = KioskPlay,
    responses((status = 200, body = KioskCalls), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn play(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskPlay>,
) -> Result<axum::Json<KioskCalls>, Problem> {
    let input = play::Input {
        number: request.number,
        name: request.name,
    };
    let found = api
        .run(move |engine| play::run(engine, &kiosk.principal, &input))
        .await?;
    Ok(axum::Json(found.into()))
}
