//! `/api`: the PortSIP dialect, for clients that were written for the PortSIP PBX.
//!
//! Responsible for shapes only: reading requests, routing them by one table, checking bodies against the shapes that
//! the table declares, projecting records to the dialect's objects and back, and rendering errors. What may be done,
//! and what it means, is the engine's. Cookies are never looked at here: who calls is told by a token alone.
//!
//! One request is one [`dispatch`]: it reads the body, and the rest runs on one thread that may block.

mod agents;
mod answer;
mod auth;
mod blobs;
mod call;
mod caller_ids;
mod calls;
mod contacts;
mod dispatch;
mod document;
mod entries;
mod failure;
mod greetings;
mod groups;
mod holidays;
mod list;
mod meetings;
mod messages;
pub(crate) mod openapi;
mod person;
mod phones;
mod recordings;
mod request;
mod roles;
mod routes;
mod speed_dials;
mod status;
mod teams;
mod time;
mod users;
mod wsi;

pub(crate) use dispatch::{dispatch, refuse};

use crate::table::shape;

use crate::state::Api;
use axum::Router;
use axum::routing::any;

/// What stands below `/api` and belongs to another dialect.
const OTHERS: [&str; 1] = ["2.0"];

/// True when this path is of the dialect, however many slashes it has.
pub(crate) fn owns(path: &str) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.next() == Some("api")
        && segments
            .next()
            .is_none_or(|second| !OTHERS.contains(&second))
}

/// The dialect's addresses; all of them are read by [`dispatch`].
pub(crate) fn routes() -> Router<Api> {
    Router::new()
        .route("/api", any(dispatch))
        .route("/api/", any(dispatch))
        .route("/api/{*path}", any(dispatch))
        .merge(wsi::routes())
}
