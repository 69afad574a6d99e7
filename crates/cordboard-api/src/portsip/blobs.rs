//! `/blobs`: uploading files in pieces, and fetching them by their secret addresses.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::{Reply, Route};
use super::shape::ID;
use axum::http::StatusCode;
use cordboard_engine::files::fetch;
use cordboard_engine::uploads::{self, Ticket};

/// The header that proves the right to an upload.
const TOKEN: &str = "portsip-upload-token";

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::post("blobs/uploads", "uploads.begin", "Begin an upload", begin).query(&["filename", "temporary"]).replies(Reply::Bare(202)),
    Route::post("blobs/uploads/{id}/append", "uploads.append", "Append bytes to an upload", append).replies(Reply::Bare(203)),
    Route::post("blobs/uploads/{id}/complete", "uploads.complete", "Make a file of an upload", complete).query(&["digest"]).makes(ID),
    Route::get("blobs/uploads/{id}/status", "uploads.status", "How far an upload came", status).replies(Reply::Bare(204)),
    Route::post("blobs/uploads/{id}/destroy", "uploads.destroy", "Give up an upload", destroy).removes(),
    Route::get("blobs/{digest}", "blobs.read", "Fetch a file", read).public().replies(Reply::Content),
];

fn begin(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = uploads::begin::Input {
        account_id: call.account_id()?,
        file_name: call
            .request
            .parameter("filename")
            .unwrap_or("file")
            .to_owned(),
    };
    let ticket = uploads::begin::run(call.engine, &call.principal, input)?;
    let answer = Answer::bare(StatusCode::ACCEPTED)
        .header("portsip-upload-id", &ticket.id.to_string())
        .header(TOKEN, &ticket.token);
    Ok(ranged(answer, 0))
}

/// Says which bytes are there.
fn ranged(answer: Answer, size: usize) -> Answer {
    let range = match size.checked_sub(1) {
        None => "0-0".to_owned(),
        Some(last) => format!("0-{last}"),
    };
    answer.header("range", &range)
}

fn ticket(call: &Call<'_>) -> Result<Ticket, Failure> {
    Ok(Ticket {
        id: call.id("id", "upload")?,
        token: call.request.header(TOKEN).unwrap_or_default().to_owned(),
    })
}

fn append(call: &Call<'_>) -> Result<Answer, Failure> {
    let (ticket, piece) = (ticket(call)?, &call.request.raw);
    let size = uploads::append::run(call.engine, &call.principal, &ticket, piece)?;
    let answer = Answer::bare(StatusCode::NON_AUTHORITATIVE_INFORMATION);
    let id = ticket.id.to_string();
    Ok(ranged(answer.header("portsip-upload-id", &id), size))
}

fn complete(call: &Call<'_>) -> Result<Answer, Failure> {
    let last = (call.request.parameter("digest"), &*call.request.raw);
    let id = uploads::complete::run(call.engine, &call.principal, &ticket(call)?, last)?;
    Ok(Answer::made(id))
}

fn status(call: &Call<'_>) -> Result<Answer, Failure> {
    let size = uploads::status::run(call.engine, &call.principal, &ticket(call)?)?;
    Ok(ranged(Answer::gone(), size))
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    uploads::destroy::run(call.engine, &call.principal, &ticket(call)?)?;
    Ok(Answer::gone())
}

/// Nobody signs in for it, so browsers are told to run nothing of it.
fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let file = fetch::run(call.engine, call.param("digest"))?;
    let name: String = file
        .name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    Ok(Answer::content(file.mime, file.bytes)
        .header(
            "content-disposition",
            &format!("inline; filename=\"{name}\""),
        )
        .header("content-security-policy", "sandbox; default-src 'none'"))
}
