//! The lock of the caller's screen. These are the only operations, beside signing out, that a locked caller gets to.

use crate::body::Json;
use crate::caller::{AtLock, Caller};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::screen_lock::{self, Who, choose, look};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The lock of the caller's screen.
#[derive(Serialize, ToSchema)]
pub struct ScreenLock {
    /// Whether it is locked now.
    locked: bool,
    /// Whether there is a password to unlock it with; without one it cannot be locked.
    lockable: bool,
    /// What the person at the screen is called; null for the owner at his own computer.
    person: Option<String>,
    /// Whether the owner's console begins locked.
    at_start: bool,
}

impl From<look::Output> for ScreenLock {
    fn from(lock: look::Output) -> Self {
        Self {
            locked: lock.locked,
            lockable: lock.lockable,
            person: lock.person,
            at_start: lock.at_start,
        }
    }
}

/// What the owner chooses for his lock. What is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LockChoice {
    /// The password so far; needed where there is one.
    current_password: Option<String>,
    /// The new password; an empty one takes the lock away.
    password: Option<String>,
    /// Whether the console begins locked.
    at_start: Option<bool>,
}

/// What was typed at the lock screen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenUnlock {
    password: String,
}

fn who(caller: Caller) -> Who {
    Who {
        principal: caller.principal,
        token: caller.token,
    }
}

/// Looks at the lock of the caller's screen, also while it is locked.
#[utoipa::path(get, path = "/console/session/lock", operation_id = "lock_read", tag = "session",
    responses((status = 200, body = ScreenLock), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    AtLock(caller): AtLock,
) -> Result<axum::Json<ScreenLock>, Problem> {
    let who = who(caller);
    let lock = api.run(move |engine| look::run(engine, &who)).await?;
    Ok(axum::Json(lock.into()))
}

/// Locks the caller's screen.
#[utoipa::path(post, path = "/console/session/lock", operation_id = "lock_close", tag = "session",
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn lock(State(api): State<Api>, AtLock(caller): AtLock) -> Result<StatusCode, Problem> {
    let who = who(caller);
    api.run(move |engine| screen_lock::lock::run(engine, &who))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Chooses the password of the owner's lock, and whether the console begins locked.
#[utoipa::path(put, path = "/console/session/lock", operation_id = "lock_choose", tag = "session",
    request_body = LockChoice,
    responses((status = 200, body = ScreenLock), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn choose(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<LockChoice>,
) -> Result<axum::Json<ScreenLock>, Problem> {
    let who = who(caller);
    let input = choose::Input {
        current: request.current_password,
        password: request.password,
        at_start: request.at_start,
    };
    let lock = api.run(move |engine| {
        choose::run(engine, &who, &input)?;
        look::run(engine, &who)
    });
    Ok(axum::Json(lock.await?.into()))
}

/// Unlocks the caller's screen with the password of whoever sits there.
#[utoipa::path(post, path = "/console/session/unlock", operation_id = "lock_open", tag = "session",
    request_body = ScreenUnlock,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn unlock(
    State(api): State<Api>,
    AtLock(caller): AtLock,
    Json(request): Json<ScreenUnlock>,
) -> Result<StatusCode, Problem> {
    let who = who(caller);
    api.run(move |engine| screen_lock::unlock::run(engine, &who, &request.password))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
