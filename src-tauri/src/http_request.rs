//! The one command through which the page talks to the engine: a framed HTTP request in, a framed answer out,
//! by way of the engine's router in this process. No port is opened.
//!
//! Who asks is said by the shell, as a request extension. Nothing the page writes can change that: headers that
//! name an identity or an origin are dropped on the way.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, Method, Request, StatusCode, Uri, header};
use http_body_util::BodyExt;
use tauri::State;
use tauri::ipc::{InvokeBody, Response};
use tower::ServiceExt;

use crate::frame::{self, RequestHead, ResponseHead};
use crate::office::Office;

/// The largest body that is carried to the engine, in bytes. The engine refuses larger ones as well; here the
/// refusal costs no copy.
const BODY_BYTES_MAX: usize = 8_000_000;

/// Headers that say who asks or from where. In this window only the shell says that.
const IDENTITY_HEADERS: &[HeaderName] = &[
    header::AUTHORIZATION,
    header::COOKIE,
    header::FORWARDED,
    header::HOST,
    header::ORIGIN,
    header::PROXY_AUTHORIZATION,
    header::REFERER,
];

/// Answers one framed request of the page. Fails only when the bytes are no request at all.
#[tauri::command]
pub(crate) async fn http_request(
    request: tauri::ipc::Request<'_>,
    office: State<'_, Office>,
) -> Result<Response, String> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err("a request is sent as bytes".to_owned());
    };
    let (head, body) = frame::decode_request(bytes).map_err(|error| error.to_string())?;
    let (head, body) = answer(office.router(), head, body).await;
    frame::encode_response(&head, &body)
        .map(Response::new)
        .map_err(|error| error.to_string())
}

/// Asks the router as the owner of this computer's office file.
async fn answer(router: Router, head: RequestHead, body: &[u8]) -> (ResponseHead, Vec<u8>) {
    if body.len() > BODY_BYTES_MAX {
        return problem(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The body is over 8,000,000 bytes.",
        );
    }
    let request = match to_request(head, body) {
        Ok(request) => request,
        Err(detail) => return problem(StatusCode::BAD_REQUEST, "malformed", detail),
    };
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let (parts, body) = response.into_parts();
    if is_event_stream(&parts.headers) {
        // Such an answer never ends, and would be kept in memory until it does.
        let detail = "In the window events come through subscribe_events.";
        return problem(StatusCode::NOT_ACCEPTABLE, "malformed", detail);
    }
    match body.collect().await {
        Ok(collected) => (to_head(&parts), collected.to_bytes().to_vec()),
        Err(error) => {
            tracing::error!(%error, "an answer of the engine broke off");
            let detail = "The answer broke off.";
            problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
        }
    }
}

/// The request as the router knows it, or what is wrong with it.
fn to_request(head: RequestHead, body: &[u8]) -> Result<Request<Body>, &'static str> {
    if !head.path.starts_with('/') || head.path.starts_with("//") {
        return Err("A path begins with one slash.");
    }
    let uri: Uri = head.path.parse().map_err(|_| "The path cannot be read.")?;
    let method: Method = head
        .method
        .parse()
        .map_err(|_| "The method cannot be read.")?;
    let mut builder = Request::builder().method(method).uri(uri);
    for (name, value) in head.headers {
        let name: HeaderName = name
            .parse()
            .map_err(|_| "A header's name cannot be read.")?;
        if !IDENTITY_HEADERS.contains(&name) && !name.as_str().starts_with("x-forwarded-") {
            builder = builder.header(name, value);
        }
    }
    let mut request = builder
        .body(Body::from(body.to_vec()))
        .map_err(|_| "A header cannot be read.")?;
    Office::vouch_for_owner(&mut request);
    Ok(request)
}

fn is_event_stream(headers: &header::HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn to_head(parts: &axum::http::response::Parts) -> ResponseHead {
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    ResponseHead {
        status: parts.status.as_u16(),
        headers: headers.collect(),
    }
}

/// A problem document (RFC 9457) for what the shell itself refuses, in the engine's own shape.
fn problem(status: StatusCode, code: &str, detail: &str) -> (ResponseHead, Vec<u8>) {
    let body = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "code": code,
        "detail": detail,
    });
    let kind = (
        "content-type".to_owned(),
        "application/problem+json".to_owned(),
    );
    let head = ResponseHead {
        status: status.as_u16(),
        headers: vec![kind],
    };
    (head, body.to_string().into_bytes())
}

#[cfg(test)]
mod tests;
