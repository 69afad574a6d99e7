//! The HTTP response around what an operation of a dialect answered.
//!
//! Knows no dialect: neither what its answers hold nor how its errors look.

use crate::once::carried;
use crate::router::Shaped;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// Answers on a thread that may block. `stopped` says what is answered for an operation that panicked, which has said
/// why in the log.
pub(crate) async fn on_a_thread<Respond, Stopped>(respond: Respond, stopped: Stopped) -> Response
where
    Respond: FnOnce() -> Response + Send + 'static,
    Stopped: FnOnce(&tokio::task::JoinError) -> Response,
{
    let answered = tokio::task::spawn_blocking(carried(respond)).await;
    let mut response = answered.unwrap_or_else(|error| stopped(&error));
    response.extensions_mut().insert(Shaped);
    response
}

/// A response with a JSON document.
pub(crate) fn json(status: StatusCode, document: &Value) -> Response {
    let text = serde_json::to_vec(document).unwrap_or_default();
    content(status, "application/json", text)
}

/// A response with content of another type. A type that cannot stand in a header is left out.
pub(crate) fn content(status: StatusCode, mime: &str, bytes: impl Into<Bytes>) -> Response {
    let mut response = empty(status);
    *response.body_mut() = Body::from(bytes.into());
    if let Ok(mime) = HeaderValue::from_str(mime) {
        response.headers_mut().insert(header::CONTENT_TYPE, mime);
    }
    response
}

/// A response with nothing in it.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Says when to come back, if that is known, in seconds.
pub(crate) fn retry_after(response: &mut Response, seconds: Option<u64>) {
    if let Some(seconds) = seconds {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
}

/// What HTTP asks of every response to `method`: a refused one names those that are `allowed`, and `HEAD` has no body.
pub(crate) fn finish(mut response: Response, method: &Method, allowed: &str) -> Response {
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Ok(allowed) = HeaderValue::from_str(allowed)
    {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}
