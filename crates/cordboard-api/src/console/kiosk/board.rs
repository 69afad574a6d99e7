//! The presence board: everybody, some people again, a photo; presence, notes.

use crate::body::{Json, PathId};
use crate::caller::AtKiosk;
use crate::console::presence::PresenceSaid;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordboard_engine::files::picture;
use cordboard_engine::kiosks::people::{Doing, Forward, Tile};
use cordboard_engine::kiosks::{board, note, people, photo, set_presence};
use cordboard_engine::presence::set::Presence;
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use utoipa::ToSchema;

/// Everybody of the office.
#[derive(Serialize, ToSchema)]
pub struct KioskBoard {
    /// Where to go on with the feed.
    seq: u64,
    /// By name.
    people: Vec<KioskPerson>,
}

/// Some people of the board.
#[derive(Serialize, ToSchema)]
pub struct KioskPeople {
    /// Those of them who are on the board.
    people: Vec<KioskPerson>,
}

/// Somebody on the board.
#[derive(Serialize, ToSchema)]
pub struct KioskPerson {
    id: String,
    name: String,
    extension_number: String,
    department: String,
    job_title: String,
    mobile: String,
    email: String,
    /// What he says: `available`, `away`, `lunch`, `business_trip` or `do_not_disturb`.
    presence: String,
    /// The note beside it.
    note: String,
    /// What he does with his phones: `idle`, `ringing` or `talking`.
    call: &'static str,
    /// Whether one of his phones can be reached; null where nothing tells.
    registered: Option<bool>,
    /// Where calls to him go now instead of his own phones; null when they ring there.
    forwards: Option<KioskForward>,
    /// Changes with his photo; null without one.
    photo: Option<String>,
}

/// Where calls go that do not ring at the person's own phones.
#[derive(Serialize, ToSchema)]
pub struct KioskForward {
    /// `number`, `voicemail` or `hang_up`.
    to: &'static str,
    /// The number, for `number`.
    number: String,
    /// The colleague's name, if it is one.
    name: String,
}

impl From<Tile> for KioskPerson {
    fn from(tile: Tile) -> Self {
        let user = &tile.user;
        let text = |key: &str| user.text(key).to_owned();
        let switch = user.fields.get("do_not_disturb");
        let disturbed = switch.and_then(|switch| switch.get("enabled")?.as_bool());
        let presence = match (disturbed, user.text("presence")) {
            (Some(true), _) => "do_not_disturb",
            (_, "") => "available",
            (_, presence) => presence,
        };
        let photo = user
            .fields
            .get("photo")
            .map(|photo| mark(photo.to_string().as_bytes()));
        Self {
            id: user.id.to_string(),
            name: user.label(),
            extension_number: text("extension_number"),
            department: text("department"),
            job_title: text("job_title"),
            mobile: text("mobile"),
            email: text("email"),
            presence: presence.to_owned(),
            note: text("presence_note"),
            call: match tile.call {
                Doing::Idle => "idle",
                Doing::Ringing => "ringing",
                Doing::Talking => "talking",
            },
            registered: tile.registered,
            forwards: tile.forwards.map(|forward| {
                let (to, number, name) = match forward {
                    Forward::To { number, name } => ("number", number, name),
                    Forward::Voicemail => ("voicemail", String::new(), String::new()),
                    Forward::HangUp => ("hang_up", String::new(), String::new()),
                };
                KioskForward { to, number, name }
            }),
            photo,
        }
    }
}

/// Which people to read again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskPeopleRequest {
    /// At most 500.
    #[schema(value_type = Vec<String>)]
    ids: Vec<Id>,
}

/// A note for a colleague.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskNote {
    text: String,
    /// The number of somebody who called for him; may be absent.
    #[serde(default)]
    caller: String,
    /// And his name.
    #[serde(default)]
    caller_name: String,
}

/// A note that was left.
#[derive(Serialize, ToSchema)]
pub struct KioskNoteLeft {
    id: String,
}

/// Tells one version of something from another.
fn mark(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Reads the whole board. With `If-None-Match` of the answer before, 304 when nothing differs.
#[utoipa::path(get, path = "/console/kiosk/board", operation_id = "kiosk_board", tag = "kiosk",
    responses((status = 200, body = KioskBoard), (status = 304, description = "As before"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    kiosk: AtKiosk,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = api
        .run(move |engine| board::run(engine, &kiosk.principal))
        .await?;
    let people: Vec<KioskPerson> = found.people.into_iter().map(KioskPerson::from).collect();
    let shown = KioskBoard {
        seq: found.seq,
        people,
    };
    // Over the people alone: the number moves with every change of the installation.
    let tag = mark(&serde_json::to_vec(&shown.people).unwrap_or_default());
    let tag = format!("\"{tag}\"");
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok());
    let mut response = match known == Some(tag.as_str()) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => axum::Json(shown).into_response(),
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Reads some people of the board again.
#[utoipa::path(post, path = "/console/kiosk/people", operation_id = "kiosk_people", tag = "kiosk",
    request_body = KioskPeopleRequest,
    responses((status = 200, body = KioskPeople), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read_people(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskPeopleRequest>,
) -> Result<axum::Json<KioskPeople>, Problem> {
    let found = api
        .run(move |engine| people::run(engine, &kiosk.principal, &request.ids))
        .await?;
    let people = found.into_iter().map(KioskPerson::from).collect();
    Ok(axum::Json(KioskPeople { people }))
}

/// Reads somebody's photo.
#[utoipa::path(get, path = "/console/kiosk/people/{id}/photo", operation_id = "kiosk_photo", tag = "kiosk",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "image/*"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn photo(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let found = api
        .run(move |engine| photo::run(engine, &kiosk.principal, id))
        .await?;
    let mime = picture::mime(&found.bytes).unwrap_or("application/octet-stream");
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    );
    Ok(([(header::CONTENT_TYPE, mime), policy], found.bytes).into_response())
}

/// Sets what a colleague says, and the note beside it.
#[utoipa::path(put, path = "/console/kiosk/people/{id}/presence", operation_id = "kiosk_presence", tag = "kiosk",
    params(("id" = String, Path)), request_body = PresenceSaid,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set_presence(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(user_id): PathId,
    Json(request): Json<PresenceSaid>,
) -> Result<StatusCode, Problem> {
    let input = set_presence::Input {
        user_id,
        note: request.note,
        presence: request.presence.map(Presence::from),
    };
    api.run(move |engine| set_presence::run(engine, &kiosk.principal, &input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves a note for a colleague, among his messages.
#[utoipa::path(post, path = "/console/kiosk/people/{id}/notes", operation_id = "kiosk_note", tag = "kiosk",
    params(("id" = String, Path)), request_body = KioskNote,
    responses((status = 201, body = KioskNoteLeft), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn leave_note(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(user_id): PathId,
    Json(request): Json<KioskNote>,
) -> Result<(StatusCode, axum::Json<KioskNoteLeft>), Problem> {
    let input = note::Input {
        user_id,
        text: request.text,
        caller: request.caller,
        caller_name: request.caller_name,
    };
    let id = api
        .run(move |engine| note::run(engine, &kiosk.principal, &input))
        .await?;
    let left = KioskNoteLeft { id: id.to_string() };
    Ok((StatusCode::CREATED, axum::Json(left)))
}
