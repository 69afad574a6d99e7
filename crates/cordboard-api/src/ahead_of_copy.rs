//! Until the first picture of a copy is complete, the server answers for it: its owner can browse and work from the
//! first second, and hears nothing of the difference. After that the server answers for what a copy does not hold: calls,
//! recordings, messages, and what others did; and it gives the bytes that somebody looks at and that were not fetched yet.
//!
//! Only what the owner of this computer asks the console is passed on, with his own sign-in there.

use crate::body::BODY_MAX;
use crate::caller::LocalOwner;
use crate::owner_lock;
use crate::problem::Problem;
use crate::state::Api;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cordboard_engine::replica::Shown;
use cordboard_link::{Connection, Link};
use std::sync::Arc;

/// What this computer answers by itself: how the connection stands, the feed of its own file, and its screen's lock.
const OWN: [&str; 5] = [
    "/console/sync",
    "/console/events",
    "/console/openapi.json",
    owner_lock::LOCK[0],
    owner_lock::LOCK[1],
];

/// What begins the address of a file, before its secret.
const FILES: &str = "/api/blobs/";

/// What only the server knows, as the last parts of addresses below `/console`; `*` is any one part.
const ELSEWHERE: [&[&str]; 11] = [
    &["accounts", "*", "logs", "*"],
    &["accounts", "*", "call-hours"],
    &["audit"],
    &["audit", "window"],
    &["outbox"],
    &["outbox", "*"],
    &["outbox", "*", "link"],
    &["outbox", "*", "retry"],
    &["watches", "*", "deliveries"],
    &["watches", "*", "deliveries", "*"],
    &["watches", "*", "deliveries", "*", "replay"],
];

fn is_elsewhere(path: &str) -> bool {
    let Some(path) = path.strip_prefix("/console/") else {
        return false;
    };
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &&[&str]| {
        let mut pairs = pattern.iter().zip(&parts);
        pattern.len() == parts.len() && pairs.all(|(wanted, part)| *wanted == "*" || wanted == part)
    };
    ELSEWHERE.iter().any(fits)
}

pub(crate) async fn pass_on(State(api): State<Api>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_owner = request.extensions().get::<LocalOwner>().is_some();
    let is_own = OWN.iter().any(|own| path.starts_with(own));
    let Some(connection) = api.options.connection.clone() else {
        return next.run(request).await;
    };
    if !is_owner || is_own {
        return next.run(request).await;
    }
    if let Some(address) = path
        .strip_prefix(FILES)
        .filter(|_| request.method() == Method::GET)
    {
        let address = address.to_owned();
        return match file(&api, &connection, address).await {
            Ok(None) => next.run(request).await,
            Ok(Some(link)) => answered(&link, request, only_there).await,
            Err(problem) => problem.into_response(),
        };
    }
    if !path.starts_with("/console/") {
        return next.run(request).await;
    }
    let is_elsewhere = is_elsewhere(path);
    look_at_card(&connection, path).await;
    let asked = Arc::clone(&connection);
    match api.run(move |_| asked.stand_in()).await {
        Ok(None) if is_elsewhere && connection.copy().is_some() => match connection.link() {
            Some(link) => answered(&link, request, only_there).await,
            None => only_there().into_response(),
        },
        Ok(None) => next.run(request).await,
        Ok(Some(link)) => answered(&link, request, not_whole).await,
        Err(problem) => problem.into_response(),
    }
}

/// A business card holds the photo. One that cannot be fetched at the moment is left out.
async fn look_at_card(connection: &Connection, path: &str) {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let (Some(copy), ["console", "users", id, "card"]) = (connection.copy(), parts.as_slice())
    else {
        return;
    };
    let wanted = id
        .parse()
        .ok()
        .and_then(|id| copy.wants_of(id).ok().flatten());
    if let (Some(wanted), Some(link)) = (wanted, connection.link())
        && let Err(failure) = link.fetch(wanted).await
    {
        tracing::info!(%failure, "a photo was not fetched");
    }
}

/// Sees to it that a file can be answered: here, once its bytes were fetched, or by the server.
async fn file(
    api: &Api,
    connection: &Connection,
    address: String,
) -> Result<Option<Link>, Problem> {
    let Some(copy) = connection.copy() else {
        return Ok(None);
    };
    let shown = api.run(move |_| copy.shows(&address)).await?;
    let wanted = match shown {
        Shown::Here => return Ok(None),
        Shown::Wanted(wanted) => Some(wanted),
        Shown::Unknown => None,
    };
    let link = connection.link().ok_or_else(only_there)?;
    let Some(wanted) = wanted else {
        return Ok(Some(link));
    };
    link.fetch(wanted).await.map_err(|failure| {
        tracing::info!(%failure, "a file was not fetched");
        only_there()
    })?;
    Ok(None)
}

/// There is no way to the server, and the copy does not hold what is asked for.
fn only_there() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "only_on_server",
        "this lies on the server, which cannot be reached at the moment; everything else goes on here",
    )
}

/// There is no way to the server, and the first picture is not complete.
fn not_whole() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "server_unreachable",
        "the copy is not complete yet, and the server cannot be reached; it goes on by itself",
    )
}

async fn answered(link: &Link, request: Request, unreachable: fn() -> Problem) -> Response {
    let answer = ask(link, request, unreachable).await;
    answer.unwrap_or_else(|problem| problem.into_response())
}

async fn ask(
    link: &Link,
    request: Request,
    unreachable: fn() -> Problem,
) -> Result<Response, Problem> {
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
        unreachable()
    })?;
    let mut response = (passed.status, Body::from(passed.body)).into_response();
    if let Some(kind) = passed.content_type.and_then(|kind| kind.parse().ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    Ok(response)
}
