//! `/sync/blobs`: bytes that records name, in pieces, so that what was broken off goes on where it was (S-56 to S-63).

use super::signed_in;
use crate::body::Params;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordboard_engine::Error;
use cordboard_engine::blobs;
use cordboard_model::{Id, Kind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Through which record the bytes are read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Through {
    /// The record's kind, such as `user`.
    kind: String,
    /// The record that names the bytes.
    id: String,
}

/// How far it is.
#[derive(Serialize, ToSchema)]
pub(super) struct Came {
    /// How many of the bytes are there.
    received: usize,
}

/// Fetches bytes that a record names, by their SHA-256: from the first byte that `Range` names on, at most 256 KiB.
#[utoipa::path(get, path = "/sync/blobs/{digest}", operation_id = "sync_blob_read", tag = "sync",
    params(("digest" = String, Path), Through),
    responses((status = 206, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn read(
    State(api): State<Api>,
    caller: Caller,
    Path(digest): Path<String>,
    Params(through): Params<Through>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let principal = signed_in(&caller)?;
    let unknown = || Problem::from(Error::NotFound("blob"));
    let input = blobs::read::Input {
        kind: through.kind.parse::<Kind>().map_err(|_| unknown())?,
        id: through.id.parse::<Id>().map_err(|_| unknown())?,
        digest,
        from: first(&headers).unwrap_or(0),
    };
    let from = input.from;
    let found = api
        .run(move |engine| blobs::read::run(engine, &principal, &input))
        .await?;
    let Some(last) = from
        .checked_add(found.bytes.len())
        .and_then(|end| end.checked_sub(1))
    else {
        return Ok(beyond(found.total));
    };
    if found.bytes.is_empty() {
        return Ok(beyond(found.total));
    }
    let range = format!("bytes {from}-{last}/{}", found.total);
    let headers = [
        (header::CONTENT_TYPE, found.mime),
        (header::CONTENT_RANGE, range),
    ];
    Ok((
        StatusCode::PARTIAL_CONTENT,
        headers,
        Body::from(found.bytes),
    )
        .into_response())
}

fn beyond(total: usize) -> Response {
    let range = [(header::CONTENT_RANGE, format!("bytes */{total}"))];
    (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response()
}

/// The first byte that is asked for: `bytes=17-`.
fn first(headers: &HeaderMap) -> Option<usize> {
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    range
        .strip_prefix("bytes=")?
        .split('-')
        .next()?
        .parse()
        .ok()
}

/// Sends a piece of bytes that a record is to name, as `Content-Range` says (`bytes 0-9/20`); without a body it asks how many came
/// (`bytes */20`). A piece that is not the next one has no effect.
#[utoipa::path(put, path = "/sync/blobs/{digest}", operation_id = "sync_blob_write", tag = "sync",
    params(("digest" = String, Path)), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Came), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn write(
    State(api): State<Api>,
    caller: Caller,
    Path(digest): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<axum::Json<Came>, Problem> {
    let principal = signed_in(&caller)?;
    let (from, total) = sent(&headers).ok_or_else(|| {
        Problem::malformed(
            "say with Content-Range which bytes these are: bytes 0-9/20, or bytes */20",
        )
    })?;
    let input = blobs::write::Input {
        digest,
        total,
        from,
        bytes: bytes.to_vec(),
    };
    let done = api.run(move |engine| blobs::write::run(engine, &principal, &input));
    Ok(axum::Json(Came {
        received: done.await?,
    }))
}

/// The first byte and how many there are in all.
fn sent(headers: &HeaderMap) -> Option<(usize, usize)> {
    let range = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (span, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let from = match span {
        "*" => 0,
        span => span.split('-').next()?.parse().ok()?,
    };
    Some((from, total.parse().ok()?))
}
