//! From the HTTP request to the HTTP response: route, key and token, body, and only then the operation.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::request::{Request, Unreadable};
use super::routes;
use crate::caller::LocalOwner;
use crate::once::Refusal;
use crate::state::Api;
use crate::table::body::read;
use crate::table::lookup::Found;
use crate::table::{reply, shape};
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request as Http, StatusCode};
use axum::response::Response;
use cordboard_engine::clients::sign_in;
use cordboard_engine::{Engine, Error, Principal};
use std::sync::Arc;

/// Answers one request of the dialect.
pub(crate) async fn dispatch(State(api): State<Api>, http: Http<Body>) -> Response {
    let (parts, body) = http.into_parts();
    let local = parts.extensions.get::<LocalOwner>().is_some();
    let body = read(body).await;
    let engine = Arc::clone(&api.engine);
    let respond = move || {
        let address = (parts.uri.path(), parts.uri.query().unwrap_or_default());
        let request = Request::read(parts.method, address, parts.headers, body);
        respond(&engine, &request, local)
    };
    reply::on_a_thread(respond, |stopped| refusal(&Failure::inside(stopped))).await
}

/// Refuses a request before anything of it was looked at.
pub(crate) fn refuse(refused: Refusal) -> Response {
    refusal(&match refused {
        Refusal::Key(refused) => Failure::new(refused.status, refused.text),
        Refusal::Engine(error) => Failure::from(error),
    })
}

fn respond(engine: &Engine, request: &Request, local: bool) -> Response {
    let response = match run(engine, request, local) {
        Ok(answer) => render(&answer),
        Err(failure) => refusal(&failure),
    };
    reply::finish(
        response,
        &request.method,
        &routes::methods(&request.segments),
    )
}

fn run(engine: &Engine, request: &Request, local: bool) -> Result<Answer, Failure> {
    let (route, params) = match routes::find(&request.method, &request.segments) {
        Found::Operation(route, params) => (route, params),
        Found::OtherMethod => {
            let message = "this address does not take this method";
            return Err(Failure::new(StatusCode::METHOD_NOT_ALLOWED, message));
        }
        Found::Nothing => return Err(Failure::not_found("address")),
    };
    let shown = sign_in::Input {
        api_key: request.credential("apiKey"),
        token: request.credential("token"),
        bearer: request.bearer(),
    };
    let principal = match sign_in::run(engine, shown) {
        Err(Error::Unauthenticated) if local => Principal::Owner,
        known => known?,
    };
    let body = match &request.body {
        Ok(body) => body,
        Err(Unreadable::TooLarge) => {
            let max = crate::body::BODY_MAX;
            let message = format!("a body may have at most {max} bytes");
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Err(Unreadable::NoJson(text)) => {
            return Err(Failure::new(StatusCode::BAD_REQUEST, text.as_str()));
        }
    };
    let wrong = shape::check(route.body, body);
    if !wrong.is_empty() {
        // Who may not do it at all is told so before what is wrong with the body.
        cordboard_engine::clients::reseller_of(engine, &principal)?;
        return Err(Failure::violations(wrong));
    }
    (route.handler)(&Call {
        engine,
        principal,
        request,
        body,
        params,
    })
}

fn render(answer: &Answer) -> Response {
    match &answer.body {
        None => reply::empty(answer.status),
        Some(value) => reply::json(answer.status, value),
    }
}

fn refusal(failure: &Failure) -> Response {
    let mut response = reply::json(failure.status, &failure.document());
    reply::retry_after(&mut response, failure.retry_after_s);
    response
}
