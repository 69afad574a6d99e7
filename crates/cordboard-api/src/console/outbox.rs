//! Letters: which wait, were sent, or could not be, for those who look after the installation.

use super::shapes::{time, time_or_none};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::mail::letter::Row;
use cordboard_engine::outbox::{discard, link, list, retry, test};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every tray with its newest letters.
#[derive(Serialize, ToSchema)]
pub struct Outbox {
    /// Whether a mail server is named in the settings. Without one letters wait.
    has_mail_server: bool,
    /// Waiting, parked and sent.
    trays: Vec<Tray>,
}

/// What lies in one tray.
#[derive(Serialize, ToSchema)]
pub struct Tray {
    /// `waiting`, `parked` or `sent`.
    name: &'static str,
    /// How many letters it holds.
    count: u64,
    /// The newest of them, newest first.
    letters: Vec<Letter>,
}

/// A letter, without what it says.
#[derive(Serialize, ToSchema)]
pub struct Letter {
    id: String,
    /// The address.
    to: String,
    /// `recovery`, `signup`, `invitation`, `update`, `cancellation` or `test`.
    sort: &'static str,
    subject: String,
    /// When it was written (RFC 3339).
    written: String,
    /// How often it was tried.
    attempts: u32,
    /// When it is tried again (RFC 3339), while it waits.
    next: Option<String>,
    /// When it was sent or parked (RFC 3339).
    ended: Option<String>,
    /// Until when it is of use (RFC 3339); for a link, how long it is good.
    useful_until: Option<String>,
    /// Why the last attempt failed: `unreachable`, `timeout`, `tls`, `login`, `busy`, `unable`, `sender`, `deferred`,
    /// `refused`, `address`, `unwritable`, `sealed`, `too_late`, `no_mail_server` or `broken`.
    reason: Option<String>,
    /// What the mail server said, if it said something.
    answer: Option<String>,
    /// Whether a link can be handed over in its place.
    has_link: bool,
}

impl From<Row> for Letter {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.to_string(),
            to: row.to,
            sort: row.sort.name(),
            subject: row.subject,
            written: time(row.written_ms),
            attempts: row.attempts,
            next: time_or_none(row.next_ms),
            ended: time_or_none(row.ended_ms),
            useful_until: time_or_none(row.useless_ms),
            reason: row.reason,
            answer: row.answer,
            has_link: row.has_link,
        }
    }
}

/// A link that stands in a letter.
#[derive(Serialize, ToSchema)]
pub struct LetterLink {
    /// Who has it signs in as the reader.
    link: String,
}

/// To whom a test letter goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestLetterRequest {
    to: String,
    /// The language, such as `de`; English when it is another one or absent.
    #[serde(default)]
    language: String,
}

/// A letter that was written.
#[derive(Serialize, ToSchema)]
pub struct LetterMade {
    id: String,
}

/// Lists the letters.
#[utoipa::path(get, path = "/console/outbox", operation_id = "outbox_list", tag = "outbox",
    responses((status = 200, body = Outbox), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(State(api): State<Api>, caller: Caller) -> Result<axum::Json<Outbox>, Problem> {
    let outbox = api
        .run(move |engine| {
            let trays = list::run(engine, &caller.principal)?;
            let trays = trays.into_iter().map(|lying| Tray {
                name: lying.tray.name(),
                count: lying.count,
                letters: lying.letters.into_iter().map(Letter::from).collect(),
            });
            Ok(Outbox {
                has_mail_server: engine.settings().smtp.is_some(),
                trays: trays.collect(),
            })
        })
        .await?;
    Ok(axum::Json(outbox))
}

/// Reads the link in a letter, to hand it over by other means. It is written down who did.
#[utoipa::path(post, path = "/console/outbox/{id}/link", operation_id = "letter_link", tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 200, body = LetterLink), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn link(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<LetterLink>, Problem> {
    let link = api
        .run(move |engine| link::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(LetterLink { link }))
}

/// Sends a letter now that waits or was parked.
#[utoipa::path(post, path = "/console/outbox/{id}/retry", operation_id = "letter_retry", tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn retry(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| retry::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Throws a letter away.
#[utoipa::path(delete, path = "/console/outbox/{id}", operation_id = "letter_discard", tag = "outbox",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn discard(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| discard::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a letter that shows whether the mail server works.
#[utoipa::path(post, path = "/console/outbox/test", operation_id = "letter_test", tag = "outbox",
    request_body = TestLetterRequest,
    responses((status = 201, body = LetterMade), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn test(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<TestLetterRequest>,
) -> Result<(StatusCode, axum::Json<LetterMade>), Problem> {
    let input = test::Input {
        to: request.to,
        language: request.language,
    };
    let id = api
        .run(move |engine| test::run(engine, &caller.principal, &input))
        .await?;
    let made = LetterMade { id: id.to_string() };
    Ok((StatusCode::CREATED, axum::Json(made)))
}
