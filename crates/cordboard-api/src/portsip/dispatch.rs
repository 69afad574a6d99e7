//! From the HTTP request to the HTTP response: route, token, permissions, body, and only then the operation.

use super::answer::{Answer, Body as Sent};
use super::call::Call;
use super::failure::Failure;
use super::request::{Received, Request, Unreadable};
use super::routes::{self, Access, Route};
use super::shape;
use crate::caller::LocalOwner;
use crate::router::Shaped;
use crate::state::Api;
use crate::table::body::read;
use crate::table::lookup::Found;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, Method, Request as Http, StatusCode, header};
use axum::response::Response;
use cordboard_engine::sessions::resolve;
use cordboard_engine::{Engine, Principal};
use std::net::SocketAddr;
use std::sync::Arc;

/// Answers one request of the dialect.
pub(crate) async fn dispatch(State(api): State<Api>, http: Http<Body>) -> Response {
    let (parts, body) = http.into_parts();
    let local = parts.extensions.get::<LocalOwner>().is_some();
    let client = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let received = Received {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        client: client.map(|ConnectInfo(address)| address.ip()),
        headers: parts.headers,
        body: read(body).await,
    };
    let engine = Arc::clone(&api.engine);
    let answered = tokio::task::spawn_blocking(move || {
        let request = Request::read(received);
        respond(&engine, &request, local)
    });
    // An operation that panicked has said why in the log.
    let mut response = answered
        .await
        .unwrap_or_else(|stopped| refusal(&Failure::inside(&stopped)));
    response.extensions_mut().insert(Shaped);
    response
}

fn respond(engine: &Engine, request: &Request, local: bool) -> Response {
    let mut response = match run(engine, request, local) {
        Ok(answer) => render(answer),
        Err(failure) => refusal(&failure),
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Ok(allowed) = HeaderValue::from_str(&routes::methods(&request.segments))
    {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    if request.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

fn run(engine: &Engine, request: &Request, local: bool) -> Result<Answer, Failure> {
    let (route, params) = match routes::find(&request.method, &request.segments) {
        Found::Operation(route, params) => (route, params),
        Found::OtherMethod => return Err(Failure::method()),
        Found::Nothing => return Err(Failure::not_found("address")),
    };
    let resolved = match request.token() {
        Some(token) => resolve::run(engine, token)?,
        None => resolve::ANONYMOUS,
    };
    let principal = match resolved.principal {
        Principal::Anonymous if local => Principal::Owner,
        known => known,
    };
    let call = Call {
        engine,
        principal,
        request,
        held: resolved.held,
        params,
    };
    admit(&call, route)?;
    match &request.unreadable {
        Some(Unreadable::TooLarge) => return Err(Failure::too_large()),
        Some(Unreadable::NoJson(text)) => return Err(Failure::body(text.clone())),
        None => {}
    }
    let wrong = shape::check(route.body, &request.body);
    if !wrong.is_empty() {
        return Err(Failure::violations(wrong));
    }
    (route.handler)(&call)
}

fn admit(call: &Call<'_>, route: &Route) -> Result<(), Failure> {
    if route.access == Access::Public {
        return Ok(());
    }
    if call.principal == Principal::Anonymous {
        return Err(Failure::unauthorized());
    }
    route
        .needs()
        .iter()
        .try_for_each(|needed| call.needs(*needed))
}

fn render(answer: Answer) -> Response {
    let (kind, body) = match answer.body {
        Sent::Empty => (None, Body::empty()),
        Sent::Json(value) => {
            let text = serde_json::to_vec(&value).unwrap_or_default();
            (Some("application/json".to_owned()), Body::from(text))
        }
        Sent::Content { mime, bytes } => (Some(mime), Body::from(bytes)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    if let Some(kind) = kind.and_then(|kind| HeaderValue::from_str(&kind).ok()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    for (name, value) in answer.headers {
        headers.insert(name, value);
    }
    response
}

/// The response to what is not done.
pub(super) fn refusal(failure: &Failure) -> Response {
    let mut response = render(Answer::ok(failure.document()));
    *response.status_mut() = failure.status;
    let headers = response.headers_mut();
    if let Some(seconds) = failure.retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if failure.status == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        headers.insert(header::WWW_AUTHENTICATE, scheme);
    }
    response
}
