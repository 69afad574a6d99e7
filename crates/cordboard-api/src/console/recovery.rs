//! Getting back in without the password: asking for a link, and the page that takes it.
//!
//! Numbers of links come in bodies, never in addresses, which end up in logs.

use super::session::{SessionAnswer, with_cookie};
use crate::body::Json;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use cordboard_engine::account_hint::AccountHint;
use cordboard_engine::recovery::{look, set_password, start};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use utoipa::ToSchema;

/// Who forgot his password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryRequest {
    /// `anna`, or `anna@acme.example`.
    username: String,
    /// The account's realm or name.
    realm: Option<String>,
    /// The page that takes the link: of a server in the settings, or on this machine.
    page: String,
}

/// A link that is looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryLinkRequest {
    /// The number in the link.
    reset_id: String,
}

/// Whose link it is.
#[derive(Serialize, ToSchema)]
pub struct RecoveryLink {
    username: String,
    name: String,
    account_name: String,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoveryPasswordRequest {
    /// The number in the link.
    reset_id: String,
    password: String,
}

/// Where a client is, if it came over a socket.
pub struct Client(Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(known.map(|known| known.0.ip())))
    }
}

/// Sends a link, if there is a user to send it to; the answer does not tell.
#[utoipa::path(post, path = "/console/recovery", operation_id = "recovery_start", tag = "session",
    request_body = RecoveryRequest,
    responses((status = 202), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn start(
    State(api): State<Api>,
    Client(client): Client,
    Json(request): Json<RecoveryRequest>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let realm = request.realm.filter(|realm| !realm.trim().is_empty());
        let account = realm.map(|realm| AccountHint {
            name: Some(realm.clone()),
            realm: Some(realm),
            ..AccountHint::default()
        });
        let input = start::Input {
            account,
            username: request.username,
            ui_url: request.page,
            client,
        };
        start::run(engine, input).map(drop)
    })
    .await?;
    Ok(StatusCode::ACCEPTED)
}

/// Tells whose link it is. The link stays good.
#[utoipa::path(post, path = "/console/recovery/link", operation_id = "recovery_look", tag = "session",
    request_body = RecoveryLinkRequest,
    responses((status = 200, body = RecoveryLink), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn look(
    State(api): State<Api>,
    Json(request): Json<RecoveryLinkRequest>,
) -> Result<axum::Json<RecoveryLink>, Problem> {
    let known = api
        .run(move |engine| look::run(engine, &request.reset_id))
        .await?;
    Ok(axum::Json(RecoveryLink {
        username: known.username,
        name: known.name,
        account_name: known.account_name,
    }))
}

/// Sets a new password and signs in. A password that is refused leaves the link as it was.
#[utoipa::path(post, path = "/console/recovery/password", operation_id = "recovery_set_password", tag = "session",
    request_body = RecoveryPasswordRequest,
    responses((status = 200, body = SessionAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set_password(
    State(api): State<Api>,
    Json(request): Json<RecoveryPasswordRequest>,
) -> Result<Response, Problem> {
    let input = set_password::Input {
        reset_id: request.reset_id,
        password: request.password,
    };
    let opened = api
        .run(move |engine| set_password::run(engine, &input))
        .await?;
    let secure = api.options.secure_cookies;
    Ok(with_cookie(StatusCode::OK, opened, secure))
}
