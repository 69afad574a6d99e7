//! `/sync`: how copies of the office on other computers meet this one, as `docs/SYNC.md` specifies it. The words are
//! those of `cordboard-sync`; nothing is decided here.

mod blobs;

use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use cordboard_engine::{Error, Principal, sync};
use cordboard_sync::limits::PAGE_MAX;
use cordboard_sync::{Hello, HelloAnswer, PullAnswer, PullRequest, PushAnswer, PushRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where it begins.
pub const PREFIX: &str = "/sync";

/// Every address of the surface.
pub fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::default()
        .routes(routes!(hello))
        .routes(routes!(push))
        .routes(routes!(pull))
        .routes(routes!(snapshot))
        .routes(routes!(blobs::read, blobs::write))
}

type Answer<T> = Result<axum::Json<T>, Problem>;

/// Only somebody who signed in has a copy: the owner in front of this computer has the office itself.
fn signed_in(caller: &Caller) -> cordboard_engine::Result<Principal> {
    match caller.principal {
        Principal::Anonymous => Err(Error::Unauthenticated),
        principal => Ok(principal),
    }
}

/// A copy says hello (S-5 to S-7).
#[utoipa::path(post, path = "/sync/hello", operation_id = "sync_hello", tag = "sync",
    request_body = Hello,
    responses((status = 200, body = HelloAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn hello(
    State(api): State<Api>,
    caller: Caller,
    Json(hello): Json<Hello>,
) -> Answer<HelloAnswer> {
    let principal = signed_in(&caller)?;
    let answer = api.run(move |engine| sync::hello::run(engine, &principal, &hello));
    answer.await.map(axum::Json)
}

/// A copy hands over what was done on it (S-8 to S-33).
#[utoipa::path(post, path = "/sync/push", operation_id = "sync_push", tag = "sync",
    request_body = PushRequest,
    responses((status = 200, body = PushAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn push(
    State(api): State<Api>,
    caller: Caller,
    Json(push): Json<PushRequest>,
) -> Answer<PushAnswer> {
    let principal = signed_in(&caller)?;
    let answer = api.run(move |engine| sync::push::run(engine, &principal, &push));
    answer.await.map(axum::Json)
}

/// A copy asks what happened (S-34 to S-45).
#[utoipa::path(post, path = "/sync/pull", operation_id = "sync_pull", tag = "sync",
    request_body = PullRequest,
    responses((status = 200, body = PullAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn pull(
    State(api): State<Api>,
    caller: Caller,
    Json(pull): Json<PullRequest>,
) -> Result<Response, Problem> {
    told(api, &caller, pull).await
}

/// The answer as JSON. A page is long: room for it is made at once.
async fn told(api: Api, caller: &Caller, pull: PullRequest) -> Result<Response, Problem> {
    let principal = signed_in(caller)?;
    let body = api.run(move |engine| {
        let answer = sync::pull::run(engine, &principal, &pull)?;
        let mut body = Vec::with_capacity(answer.room());
        serde_json::to_writer(&mut body, &answer).map_err(Error::internal)?;
        Ok(body)
    });
    let body = body.await?;
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

/// First contact: the same, in the largest pages. It goes on where the token says, so it can be broken off.
#[utoipa::path(post, path = "/sync/snapshot", operation_id = "sync_snapshot", tag = "sync",
    request_body = PullRequest,
    responses((status = 200, body = PullAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn snapshot(
    State(api): State<Api>,
    caller: Caller,
    Json(pull): Json<PullRequest>,
) -> Result<Response, Problem> {
    let pull = PullRequest {
        limit: match pull.limit {
            0 => PAGE_MAX,
            limit => limit,
        },
        ..pull
    };
    told(api, &caller, pull).await
}
