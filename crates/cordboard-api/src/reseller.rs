//! `/api/2.0/resellers`: the reseller dialect, for clients that were written for the Agendize resellers API.
//!
//! Responsible for shapes only: reading requests, routing them by one table, checking bodies against the shapes that
//! the table declares, and rendering objects and errors. What may be done, and what it means, is the engine's. Who
//! calls is told by a key and a token; cookies are never looked at here.

mod accounts;
mod answer;
mod call;
mod dispatch;
mod failure;
mod keys;
pub(crate) mod openapi;
mod profiles;
mod request;
mod routes;
mod watches;

pub(crate) use dispatch::{dispatch, refuse};

use crate::state::Api;
use axum::Router;
use axum::routing::any;

/// True when this path is of the dialect, however many slashes it has.
pub(crate) fn owns(path: &str) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.next() == Some("api") && segments.next() == Some("2.0")
}

/// The dialect's addresses; all of them are read by [`dispatch`].
pub(crate) fn routes() -> Router<Api> {
    Router::new()
        .route("/api/2.0", any(dispatch))
        .route("/api/2.0/", any(dispatch))
        .route("/api/2.0/{*path}", any(dispatch))
}
