//! The lock of the owner's screen, before everything that the program would do in his name: he shows no token that a
//! surface could look at, so that it is looked at once, for all of them.

use crate::caller::LocalOwner;
use crate::once::Refusal;
use crate::state::Api;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use cordboard_engine::{Error, screen_lock};

/// The operations of the lock itself, which are this computer's own also while a server stands in for its copy.
pub(crate) const LOCK: [&str; 2] = ["/console/session/lock", "/console/session/unlock"];

pub(crate) async fn refuse(State(api): State<Api>, request: Request, next: Next) -> Response {
    let is_owner = request.extensions().get::<LocalOwner>().is_some();
    if is_owner && screen_lock::owner_is_locked(&api.engine) && !is_open(&request) {
        let refusal = Refusal::Engine(Error::ScreenLocked);
        return refusal.in_shape(&api, request.uri().path(), request.headers());
    }
    next.run(request).await
}

/// What a locked owner may ask: how the lock stands, and to open it. Choosing another password is not among it.
fn is_open(request: &Request) -> bool {
    LOCK.contains(&request.uri().path()) && request.method() != Method::PUT
}
