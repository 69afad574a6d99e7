//! Until the first picture of a copy is complete, the server answers for it: its owner can browse and work from the
//! first second, and hears nothing of the difference.
//!
//! Only what the owner of this computer asks the console is passed on, with his own sign-in there.

use crate::body::BODY_MAX;
use crate::caller::LocalOwner;
use crate::problem::Problem;
use crate::state::Api;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cordboard_link::Link;

/// What this computer answers by itself: how the connection stands, and the feed of its own file.
const OWN: [&str; 3] = ["/console/sync", "/console/events", "/console/openapi.json"];

pub(crate) async fn pass_on(State(api): State<Api>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_owner = request.extensions().get::<LocalOwner>().is_some();
    let is_own = OWN.iter().any(|own| path.starts_with(own));
    let Some(connection) = api.options.connection.clone() else {
        return next.run(request).await;
    };
    if !is_owner || is_own || !path.starts_with("/console/") {
        return next.run(request).await;
    }
    match api.run(move |_| connection.stand_in()).await {
        Ok(None) => next.run(request).await,
        Ok(Some(link)) => ask(&link, request)
            .await
            .unwrap_or_else(|problem| problem.into_response()),
        Err(problem) => problem.into_response(),
    }
}

async fn ask(link: &Link, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await;
    let body = body.map_err(|_| Problem::malformed("the body cannot be read"))?;
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let passed = link
        .pass_on((parts.method, path), kind, body.to_vec())
        .await;
    let passed = passed.map_err(|failure| {
        tracing::info!(%failure, "the server does not answer for its copy");
        let detail =
            "the copy is not complete yet, and the server cannot be reached; it goes on by itself";
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "server_unreachable",
            detail,
        )
    })?;
    let mut response = (passed.status, Body::from(passed.body)).into_response();
    if let Some(kind) = passed.content_type.and_then(|kind| kind.parse().ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}
