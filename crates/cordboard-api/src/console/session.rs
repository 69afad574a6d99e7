//! Signing in and out.

use super::shapes::{Place, time_or_none};
use crate::body::Json;
use crate::caller::{AtLock, COOKIE, Caller};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordboard_engine::sessions::{self, Method, Session, sign_in};
use cordboard_model::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// `anna`, or `anna@acme.example`.
    username: String,
    /// The account's realm or name.
    realm: Option<String>,
    password: String,
}

/// The caller's session.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionAnswer {
    /// The token; only in the answer to signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// When it ends (RFC 3339).
    expires: Option<String>,
    /// The signed-in user; null for the owner at his own computer and for an account's API key.
    user: Option<SignedIn>,
    /// The top of what he may see.
    account: Place,
    /// `owner`, `admin` or `user`.
    role: &'static str,
}

/// The signed-in user.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    id: String,
    account_id: String,
    username: String,
    display_name: String,
}

impl SessionAnswer {
    /// The session as an answer, with its token when it is new.
    pub fn of(session: Session, token: Option<String>) -> Self {
        Self {
            token,
            expires: time_or_none(session.expires_ms),
            role: session.role.map_or("owner", Role::name),
            user: session.user.map(|user| SignedIn {
                id: user.id.to_string(),
                account_id: user.account_id.to_string(),
                username: user.username,
                display_name: user.display_name,
            }),
            account: Place {
                id: session.account_id.to_string(),
                name: session.account_name,
            },
        }
    }
}

/// The answer that opens a session, with the cookie for browsers.
pub fn with_cookie(status: StatusCode, opened: sign_in::Output, secure: bool) -> Response {
    let age = sessions::LIFETIME_MS / 1000;
    let cookie = cookie(&opened.token, age, secure);
    let mut response = (
        status,
        axum::Json(SessionAnswer::of(opened.session, Some(opened.token))),
    )
        .into_response();
    response.headers_mut().extend(cookie);
    response
}

fn cookie(token: &str, age_s: i64, secure: bool) -> Option<(header::HeaderName, HeaderValue)> {
    let flag = if secure { "; Secure" } else { "" };
    let text =
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age_s}{flag}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some((header::SET_COOKIE, value))
}

/// Opens a session.
#[utoipa::path(post, path = "/console/session", operation_id = "session_create", tag = "session",
    request_body = SignInRequest,
    responses((status = 200, body = SessionAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn sign_in(
    State(api): State<Api>,
    Json(request): Json<SignInRequest>,
) -> Result<Response, Problem> {
    let input = sign_in::Input {
        username: request.username,
        realm: request.realm,
        password: request.password,
        method: Method::Console,
    };
    let opened = api.run(move |engine| sign_in::run(engine, input)).await?;
    Ok(with_cookie(
        StatusCode::OK,
        opened,
        api.options.secure_cookies,
    ))
}

/// Tells who is signed in.
#[utoipa::path(get, path = "/console/session", operation_id = "session_read", tag = "session",
    responses((status = 200, body = SessionAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
) -> Result<axum::Json<SessionAnswer>, Problem> {
    let session = api
        .run(move |engine| sessions::whoami::run(engine, &caller.principal, caller.expires_ms))
        .await?;
    Ok(axum::Json(SessionAnswer::of(session, None)))
}

/// Ends the caller's session.
#[utoipa::path(delete, path = "/console/session", operation_id = "session_delete", tag = "session",
    responses((status = 204)))]
pub async fn sign_out(State(api): State<Api>, AtLock(caller): AtLock) -> Result<Response, Problem> {
    if let Some(token) = caller.token {
        api.run(move |engine| sessions::sign_out::run(engine, &token))
            .await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response
        .headers_mut()
        .extend(cookie("", 0, api.options.secure_cookies));
    Ok(response)
}
