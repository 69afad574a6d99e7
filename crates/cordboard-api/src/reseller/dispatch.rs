//! From the HTTP request to the HTTP response: route, key and token, body, and only then the operation.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::request::{Request, Unreadable};
use super::routes;
use crate::caller::LocalOwner;
use crate::router::Shaped;
use crate::state::Api;
use crate::table::body::read;
use crate::table::lookup::Found;
use crate::table::shape;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, Request as Http, StatusCode, header};
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
    let answered = tokio::task::spawn_blocking(move || {
        let address = (parts.uri.path(), parts.uri.query().unwrap_or_default());
        let request = Request::read(parts.method, address, parts.headers, body);
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

fn render(answer: Answer) -> Response {
    let mut response = Response::new(match &answer.body {
        None => Body::empty(),
        Some(value) => Body::from(serde_json::to_vec(value).unwrap_or_default()),
    });
    *response.status_mut() = answer.status;
    if answer.body.is_some() {
        let kind = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

fn refusal(failure: &Failure) -> Response {
    let mut response = render(Answer::ok(failure.document()));
    *response.status_mut() = failure.status;
    if let Some(seconds) = failure.retry_after_s {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
