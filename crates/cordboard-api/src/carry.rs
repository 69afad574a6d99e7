//! Carries the requests of a page that runs in a window to the router in the same program: no port is opened.
//!
//! Who asks is said by the shell, as a request extension. Nothing the page writes can change that: headers that
//! name an identity or an origin are dropped on the way. It knows no window, and decides nothing about who may ask.

use crate::LocalOwner;
use crate::body::BODY_MAX;
use crate::frame::{self, RequestHead, ResponseHead};
use crate::problem::Problem;
use crate::seat::Seat;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use tower::ServiceExt;

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

/// The body of an answer of status 200, for the shell itself.
pub async fn good_answer(
    router: Router,
    seat: Option<&Seat>,
    head: RequestHead,
    body: &str,
) -> Option<String> {
    let answer = answer(router, seat, head, body.as_bytes()).await;
    let good = answer.status() == StatusCode::OK;
    let bytes = answer.into_body().collect().await.ok()?.to_bytes();
    String::from_utf8(bytes.to_vec()).ok().filter(|_| good)
}

/// Asks the router as the owner of this computer's office file, or as its kiosk.
pub async fn answer(
    router: Router,
    seat: Option<&Seat>,
    head: RequestHead,
    body: &[u8],
) -> Response {
    if body.len() > BODY_MAX {
        let detail = "the body is over 8,000,000 bytes";
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail).into_response();
    }
    let request = match to_request(seat, head, body) {
        Ok(request) => request,
        Err(detail) => return Problem::malformed(detail).into_response(),
    };
    let Ok(response) = router.oneshot(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
        // Such an answer never ends, and would be collected until it does.
        let detail = "in the window events come through subscribe_events";
        return Problem::new(StatusCode::NOT_ACCEPTABLE, "malformed", detail).into_response();
    }
    response
}

/// The request as the router knows it, or what is wrong with it.
fn to_request(
    seat: Option<&Seat>,
    head: RequestHead,
    body: &[u8],
) -> Result<Request<Body>, &'static str> {
    if !head.path.starts_with('/') || head.path.starts_with("//") {
        return Err("a path begins with one slash");
    }
    let uri: Uri = head.path.parse().map_err(|_| "the path cannot be read")?;
    let method = Method::from_bytes(head.method.as_bytes());
    let mut builder = Request::builder().uri(uri);
    builder = builder.method(method.map_err(|_| "the method cannot be read")?);
    for (name, value) in head.headers {
        let name = HeaderName::try_from(name).map_err(|_| "a header's name cannot be read")?;
        if !IDENTITY_HEADERS.contains(&name) && !name.as_str().starts_with("x-forwarded-") {
            builder = builder.header(name, value);
        }
    }
    let request = builder.body(Body::from(body.to_vec()));
    let mut request = request.map_err(|_| "a header cannot be read")?;
    match seat {
        Some(seat) => seat.vouch(&mut request),
        None => drop(request.extensions_mut().insert(LocalOwner)),
    }
    Ok(request)
}

/// The whole answer as one frame.
pub async fn framed(response: Response) -> Result<Vec<u8>, axum::BoxError> {
    let (parts, body) = response.into_parts();
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    let head = ResponseHead {
        status: parts.status.as_u16(),
        headers: headers.collect(),
    };
    Ok(frame::encode_response(
        &head,
        &body.collect().await?.to_bytes(),
    )?)
}

#[cfg(test)]
#[path = "../../../tests/shell/carry.rs"]
mod tests;
