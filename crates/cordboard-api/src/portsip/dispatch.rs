//! From the HTTP request to the HTTP response: route, token, permissions, body, and only then the operation.

use super::answer::{Answer, Body as Sent};
use super::call::Call;
use super::failure::Failure;
use super::request::{Received, Request, Unreadable};
use super::routes::{self, Access, Route};
use super::shape;
use crate::caller::vouched;
use crate::once::Refusal;
use crate::state::Api;
use crate::table::body::read;
use crate::table::lookup::Found;
use crate::table::reply;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, Request as Http, StatusCode, header};
use axum::response::Response;
use cordboard_engine::sessions::resolve;
use cordboard_engine::{Engine, Principal};
use std::net::SocketAddr;
use std::sync::Arc;

/// Answers one request of the dialect.
pub(crate) async fn dispatch(State(api): State<Api>, http: Http<Body>) -> Response {
    let (parts, body) = http.into_parts();
    let vouched = vouched(&parts.extensions);
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
    let respond = move || respond(&engine, &Request::read(received), vouched);
    reply::on_a_thread(respond, |stopped| refusal(&Failure::inside(stopped))).await
}

/// Refuses a request before anything of it was looked at.
pub(crate) fn refuse(refused: Refusal) -> Response {
    let refused = match refused {
        Refusal::Key(refused) => refused,
        Refusal::Engine(error) => return refusal(&Failure::from(error)),
    };
    let code = match refused.code {
        "key_reused" => "KEY_REUSED",
        "in_progress" => "IN_PROGRESS",
        "done_already" => "DONE_ALREADY",
        _ => "VALIDATE_FAILED",
    };
    refusal(&Failure::new(refused.status, code, refused.text))
}

fn respond(engine: &Engine, request: &Request, vouched: Principal) -> Response {
    let response = match run(engine, request, vouched) {
        Ok(answer) => render(answer),
        Err(failure) => refusal(&failure),
    };
    reply::finish(
        response,
        &request.method,
        &routes::methods(&request.segments),
    )
}

fn run(engine: &Engine, request: &Request, vouched: Principal) -> Result<Answer, Failure> {
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
        Principal::Anonymous => vouched,
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
    let mut response = match answer.body {
        Sent::Empty => reply::empty(answer.status),
        Sent::Json(value) => reply::json(answer.status, &value),
        Sent::Content { mime, bytes } => reply::content(answer.status, &mime, bytes),
    };
    response.headers_mut().extend(answer.headers);
    response
}

/// The response to what is not done.
pub(super) fn refusal(failure: &Failure) -> Response {
    let mut response = reply::json(failure.status, &failure.document());
    reply::retry_after(&mut response, failure.retry_after_s);
    if failure.status == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
    }
    response
}
