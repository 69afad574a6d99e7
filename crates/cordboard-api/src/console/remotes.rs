//! Servers elsewhere whose people are kept in this file too: naming them, seeing what would be done, doing it.
//!
//! This file is asked in the server's own dialect, through the same surface as anybody else, in the caller's name.

mod here;
pub mod shapes;

use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::{Error, remotes};
use here::Here;
use shapes::{
    RemoteAccounts, RemoteAdd, RemoteList, RemoteLook, RemoteOrder, RemotePlan, RemoteRun,
    RemoteSession, RemoteShown,
};
use std::sync::Arc;

type Answer<T> = Result<axum::Json<T>, Problem>;

/// Lists the servers.
#[utoipa::path(get, path = "/console/remotes", operation_id = "remote_list", tag = "remotes",
    responses((status = 200, body = RemoteList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(State(api): State<Api>, caller: Caller) -> Answer<RemoteList> {
    let list = api.run(move |engine| {
        let found = remotes::list::run(engine, &caller.principal)?;
        RemoteList::of(engine, &found)
    });
    Ok(axum::Json(list.await?))
}

/// Signs in to a server that is not kept yet, and lists the accounts to choose from. The password is not kept.
#[utoipa::path(post, path = "/console/remotes/accounts", operation_id = "remote_look", tag = "remotes",
    request_body = RemoteLook,
    responses((status = 200, body = RemoteAccounts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn look(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<RemoteLook>,
) -> Answer<RemoteAccounts> {
    let opened = api.remotes.look(caller.principal, &request.into()).await?;
    Ok(axum::Json(opened.into()))
}

/// Signs in to a server and keeps it. Nothing is pulled yet.
#[utoipa::path(post, path = "/console/remotes", operation_id = "remote_add", tag = "remotes",
    request_body = RemoteAdd,
    responses((status = 201, body = RemoteShown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn add(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<RemoteAdd>,
) -> Result<(StatusCode, axum::Json<RemoteShown>), Problem> {
    let (sign_in, place) = request.parts()?;
    let added = api.remotes.add(caller.principal, sign_in, place).await?;
    let shown = api
        .run(move |engine| RemoteShown::of(engine, &added))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(shown)))
}

/// Shows a server with what was done lately.
#[utoipa::path(get, path = "/console/remotes/{id}", operation_id = "remote_read", tag = "remotes",
    params(("id" = String, Path)),
    responses((status = 200, body = RemoteShown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Answer<RemoteShown> {
    let shown = api.run(move |engine| {
        let found = remotes::read::run(engine, &caller.principal, id)?;
        RemoteShown::of(engine, &found)
    });
    Ok(axum::Json(shown.await?))
}

/// Forgets a server. What was pulled from it stays here.
#[utoipa::path(delete, path = "/console/remotes/{id}", operation_id = "remote_remove", tag = "remotes",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn remove(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| remotes::remove::run(engine, &caller.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs in to a server again.
#[utoipa::path(post, path = "/console/remotes/{id}/session", operation_id = "remote_sign_in", tag = "remotes",
    params(("id" = String, Path)), request_body = RemoteSession,
    responses((status = 200, body = RemoteShown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn sign_in(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<RemoteSession>,
) -> Answer<RemoteShown> {
    let signed_in = api
        .remotes
        .sign_in(caller.principal, id, request.username, request.password)
        .await?;
    let shown = api.run(move |engine| RemoteShown::of(engine, &signed_in));
    Ok(axum::Json(shown.await?))
}

/// This file, for one run.
async fn here(api: &Api, caller: &Caller, id: cordboard_model::Id) -> Result<Here, Problem> {
    let principal = caller.principal;
    let acting = api.run(move |engine| {
        let remote = remotes::read::run(engine, &principal, id)?;
        remotes::acting(engine, &principal, remote.here)
    });
    Ok(Here::new(api.clone(), acting.await?))
}

/// Says what a pull and a push would do, field by field. Nothing is changed on either side.
#[utoipa::path(post, path = "/console/remotes/{id}/plan", operation_id = "remote_plan", tag = "remotes",
    params(("id" = String, Path)),
    responses((status = 200, body = RemotePlan), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn plan(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Answer<RemotePlan> {
    let here = here(&api, &caller, id).await?;
    let plan = api.remotes.plan(caller.principal, id, &here).await?;
    Ok(axum::Json(RemotePlan::of(&plan)))
}

/// Pulls or pushes, exactly as the plan said that was seen. What cannot be done is told record by record; the rest is
/// done.
#[utoipa::path(post, path = "/console/remotes/{id}/runs", operation_id = "remote_run", tag = "remotes",
    params(("id" = String, Path)), request_body = RemoteOrder,
    responses((status = 200, body = RemoteRun), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn run(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<RemoteOrder>,
) -> Answer<RemoteRun> {
    let here = here(&api, &caller, id).await?;
    let (remotes, principal) = (Arc::clone(&api.remotes), caller.principal);
    // It goes on when the caller's connection breaks off.
    let running =
        tokio::spawn(async move { remotes.run(principal, id, &here, &request.into()).await });
    let run = running.await.map_err(Error::internal)??;
    Ok(axum::Json(RemoteRun::of(&run)))
}
