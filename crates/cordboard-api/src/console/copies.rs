//! This computer's copy of an office elsewhere: the connection, what waits to be sent, and what waits for a person.
//!
//! Only the owner in front of the computer asks here: nobody else's copy is in the file.

pub mod shapes;

use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use cordboard_engine::replica::OfficeCopy;
use cordboard_engine::{Error, Principal};
use cordboard_link::{Connection, SignIn};
use cordboard_sync::client::Choice;
use shapes::{
    Choose, ConflictList, ConnectRequest, CopyStatus, PauseRequest, SettleRequest, Settled,
    UnlockRequest, Waiting,
};
use std::sync::Arc;

type Answer<T> = Result<axum::Json<T>, Problem>;

fn owner(caller: &Caller) -> cordboard_engine::Result<()> {
    match caller.principal {
        Principal::Owner => Ok(()),
        Principal::Anonymous => Err(Error::Unauthenticated),
        _ => Err(Error::Forbidden(
            "only the owner of this computer's office file connects it to a server",
        )),
    }
}

fn connection(api: &Api, caller: &Caller) -> cordboard_engine::Result<Arc<Connection>> {
    owner(caller)?;
    let connection = api.options.connection.clone();
    connection.ok_or(Error::NotFound("connection"))
}

/// A place in the outbox or inbox.
fn place(no: &str) -> cordboard_engine::Result<u64> {
    no.parse().map_err(|_| Error::NotFound("entry"))
}

fn copy(api: &Api, caller: &Caller) -> cordboard_engine::Result<Arc<OfficeCopy>> {
    let copy = connection(api, caller)?.copy();
    copy.ok_or(Error::NotFound("connection"))
}

/// Tells how this computer and the server stand.
#[utoipa::path(get, path = "/console/sync", operation_id = "copy_read", tag = "copy",
    responses((status = 200, body = CopyStatus), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(State(api): State<Api>, caller: Caller) -> Answer<CopyStatus> {
    owner(&caller)?;
    let Some(connection) = api.options.connection.clone() else {
        return Ok(axum::Json(CopyStatus::unable()));
    };
    let status = api.run(move |_| {
        let keychain = connection.has_keychain();
        Ok(CopyStatus::of(connection.standing()?, keychain))
    });
    Ok(axum::Json(status.await?))
}

/// Connects this computer to a server, or signs in there again.
#[utoipa::path(post, path = "/console/sync/connection", operation_id = "copy_connect", tag = "copy",
    request_body = ConnectRequest,
    responses((status = 200, body = CopyStatus), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn connect(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<ConnectRequest>,
) -> Answer<CopyStatus> {
    let connection = connection(&api, &caller)?;
    let sign_in = SignIn {
        address: request.address,
        username: request.username,
        realm: request.realm,
        password: request.password,
        bring: request.bring,
        passphrase: request.passphrase,
    };
    connection.connect(sign_in).await?;
    read(State(api), caller).await
}

/// Opens the sign-in that lies sealed on this computer, after a start.
#[utoipa::path(post, path = "/console/sync/unlock", operation_id = "copy_unlock", tag = "copy",
    request_body = UnlockRequest,
    responses((status = 200, body = CopyStatus), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn unlock(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<UnlockRequest>,
) -> Answer<CopyStatus> {
    let connection = connection(&api, &caller)?;
    let opened = api.run(move |_| connection.unlock(&request.passphrase));
    opened.await?;
    read(State(api), caller).await
}

/// Holds the exchange with the server, or goes on with it.
#[utoipa::path(patch, path = "/console/sync", operation_id = "copy_pause", tag = "copy",
    request_body = PauseRequest,
    responses((status = 200, body = CopyStatus), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn pause(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<PauseRequest>,
) -> Answer<CopyStatus> {
    let connection = connection(&api, &caller)?;
    api.run(move |_| connection.pause(request.paused)).await?;
    read(State(api), caller).await
}

/// Meets the server now, without waiting for the next time.
#[utoipa::path(post, path = "/console/sync/now", operation_id = "copy_meet", tag = "copy",
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn meet(State(api): State<Api>, caller: Caller) -> Result<StatusCode, Problem> {
    let connection = connection(&api, &caller)?;
    api.run(move |_| connection.meet_now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists what was done here and is not settled, and what was refused and waits for a person.
#[utoipa::path(get, path = "/console/sync/outbox", operation_id = "copy_outbox", tag = "copy",
    responses((status = 200, body = Waiting), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn outbox(State(api): State<Api>, caller: Caller) -> Answer<Waiting> {
    let copy = copy(&api, &caller)?;
    let waiting = api.run(move |_| Waiting::of(&copy)).await?;
    Ok(axum::Json(waiting))
}

/// Takes back what was not sent yet, or lets go what was refused.
#[utoipa::path(delete, path = "/console/sync/outbox/{no}", operation_id = "copy_undo", tag = "copy",
    params(("no" = u64, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn undo(
    State(api): State<Api>,
    caller: Caller,
    Path(no): Path<String>,
) -> Result<StatusCode, Problem> {
    let (copy, no) = (copy(&api, &caller)?, place(&no)?);
    api.run(move |_| match copy.undo(no)? {
        true => Ok(()),
        false => Err(Error::Refused {
            code: "sent",
            detail: "it was sent already and cannot be taken back; change it again instead"
                .to_owned(),
        }),
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Does once more what the server refused.
#[utoipa::path(post, path = "/console/sync/outbox/{no}/again", operation_id = "copy_again", tag = "copy",
    params(("no" = u64, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn again(
    State(api): State<Api>,
    caller: Caller,
    Path(no): Path<String>,
) -> Result<StatusCode, Problem> {
    let (copy, no) = (copy(&api, &caller)?, place(&no)?);
    api.run(move |_| copy.again(no)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the open conflicts: what was there, what others made of it, and what was wanted here.
#[utoipa::path(get, path = "/console/sync/conflicts", operation_id = "copy_conflicts", tag = "copy",
    responses((status = 200, body = ConflictList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn conflicts(State(api): State<Api>, caller: Caller) -> Answer<ConflictList> {
    let copy = copy(&api, &caller)?;
    let list = api
        .run(move |engine| ConflictList::of(engine, &copy))
        .await?;
    Ok(axum::Json(list))
}

/// Settles a conflict. It can be undone for as long as it was not sent.
#[utoipa::path(post, path = "/console/sync/conflicts/{id}", operation_id = "copy_settle", tag = "copy",
    params(("id" = String, Path)), request_body = SettleRequest,
    responses((status = 200, body = Settled), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn settle(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<SettleRequest>,
) -> Answer<Settled> {
    let copy = copy(&api, &caller)?;
    let choice = match request.choice {
        Choose::Theirs => Choice::Theirs,
        Choose::Mine => Choice::Mine,
        Choose::Edited => Choice::Edited(request.value),
    };
    let no = api.run(move |_| copy.settle(id, &choice)).await?;
    Ok(axum::Json(Settled { no }))
}
