//! `/v2`: the Crossbar dialect, for clients that were written for Kazoo.
//!
//! Responsible for shapes only: reading the many forms a request may have, routing it by one table, projecting
//! records to Crossbar documents and back, and rendering envelopes and errors. What may be done, and what it
//! means, is the engine's. Cookies are never looked at here: who calls is told by a token in the request alone.
//!
//! One request is one [`dispatch`]: it reads the body, and the rest runs on one thread that may block.

mod accounts;
mod answer;
mod auth;
mod call;
mod change;
mod collection;
mod cors;
mod csv;
mod devices;
mod dispatch;
mod document;
mod envelope;
mod failure;
mod filter;
mod groups;
mod identity;
mod kept;
mod keys;
pub(crate) mod openapi;
mod outside;
mod request;
mod routes;
mod rows;
mod search;
mod users;
mod validation;

pub(crate) use dispatch::{dispatch, refuse};
pub(crate) use kept::Answers;

use crate::state::Api;
use axum::Router;
use axum::routing::any;

/// The names under which the dialect is served. `/v1` answers as `/v2` does, as in Kazoo 4.3.
const VERSIONS: [&str; 2] = ["v2", "v1"];

/// True when this path is of the dialect, however many slashes it has.
pub(crate) fn owns(path: &str) -> bool {
    path.split('/')
        .find(|segment| !segment.is_empty())
        .is_some_and(|first| VERSIONS.contains(&first))
}

/// The dialect's addresses; all of them are read by [`dispatch`].
pub(crate) fn routes() -> Router<Api> {
    VERSIONS.iter().fold(Router::new(), |router, version| {
        router
            .route(&format!("/{version}"), any(dispatch))
            .route(&format!("/{version}/"), any(dispatch))
            .route(&format!("/{version}/{{*path}}"), any(dispatch))
    })
}
