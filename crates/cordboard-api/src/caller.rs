//! Who calls: the owner whom the desktop shell vouches for, or the holder of a session token.

use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cordboard_engine::sessions::resolve::Resolved;
use cordboard_engine::{Engine, Error, Principal, kiosks, sessions};

/// The name of the session cookie.
pub const COOKIE: &str = "cordboard_session";

/// Put into a request's extensions by the desktop shell: this is the owner in front of his own file. It cannot
/// come over a socket, since extensions are no part of HTTP.
#[derive(Debug, Clone, Copy)]
pub struct LocalOwner;

/// Put into a request that this program makes itself: as whom it is answered. As [`LocalOwner`], it cannot come over a
/// socket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Acting(pub(crate) Principal);

/// Whom the program itself vouches for, where a dialect's caller shows no token.
pub(crate) fn vouched(extensions: &Extensions) -> Principal {
    let owner = extensions.get::<LocalOwner>().map(|_| Principal::Owner);
    let acting = extensions
        .get::<Acting>()
        .map(|Acting(principal)| *principal);
    acting.or(owner).unwrap_or(Principal::Anonymous)
}

/// The caller of a handler.
#[derive(Clone)]
pub struct Caller {
    /// Who it is.
    pub principal: Principal,
    /// The token he showed, if any.
    pub token: Option<String>,
    /// When his session ends, in milliseconds since the epoch.
    pub expires_ms: Option<i64>,
}

impl FromRequestParts<Api> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        who_calls(parts, api, sessions::resolve::run).await
    }
}

/// The caller of the few operations that are open to him while his screen is locked.
pub struct AtLock(pub Caller);

impl FromRequestParts<Api> for AtLock {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let caller = who_calls(parts, api, sessions::resolve::at_lock).await?;
        Ok(Self(caller))
    }
}

/// Who calls, by the session that `resolve` finds. That the owner's screen is not locked was looked at before.
async fn who_calls(
    parts: &Parts,
    api: &Api,
    resolve: fn(&Engine, &str) -> cordboard_engine::Result<Resolved>,
) -> Result<Caller, Problem> {
    let without_token = |principal| Caller {
        principal,
        token: None,
        expires_ms: None,
    };
    if parts.extensions.get::<LocalOwner>().is_some() {
        return Ok(without_token(Principal::Owner));
    }
    let Some(token) = token(&parts.headers) else {
        return Ok(without_token(Principal::Anonymous));
    };
    let shown = token.clone();
    let resolved = api.run(move |engine| resolve(engine, &shown)).await?;
    Ok(Caller {
        principal: resolved.principal,
        token: Some(token),
        expires_ms: resolved.expires_ms,
    })
}

/// The token of a request: the bearer token, else the cookie.
pub fn token(headers: &HeaderMap) -> Option<String> {
    bearer(headers).or_else(|| cookie(headers, COOKIE))
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().to_owned())
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, token)| token.to_owned())
}

/// The cookie of an enrolled kiosk. It is only sent to the kiosk's own operations, so that it never meets a person's.
pub const KIOSK_COOKIE: &str = "cordboard_kiosk";

/// The caller of an operation of a kiosk: nobody else gets to its handler.
pub struct AtKiosk {
    /// The kiosk.
    pub principal: Principal,
    /// Its token.
    pub token: String,
}

impl FromRequestParts<Api> for AtKiosk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let shown = bearer(&parts.headers).or_else(|| cookie(&parts.headers, KIOSK_COOKIE));
        if let Some(token) = shown {
            let asked = token.clone();
            let principal = api
                .run(move |engine| kiosks::resolve::run(engine, &asked))
                .await?;
            if principal != Principal::Anonymous {
                return Ok(Self { principal, token });
            }
        }
        let other = Caller::from_request_parts(parts, api).await?;
        match other.principal {
            Principal::Anonymous => Err(Problem::from(Error::Unauthenticated)),
            _ => Err(Problem::from(Error::Forbidden(
                "only an enrolled kiosk does this",
            ))),
        }
    }
}

/// Refuses requests that a page of another site makes the browser send.
pub async fn refuse_other_sites(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let local = request.extensions().get::<LocalOwner>().is_some();
    // There nobody is known by a cookie, so that a page of another site can only do what its own token allows.
    let path = request.uri().path();
    let by_token =
        crate::crossbar::owns(path) || crate::portsip::owns(path) || crate::reseller::owns(path);
    if !safe && !local && !by_token && comes_from_elsewhere(request.headers()) {
        let detail = "this request comes from a page of another site";
        return Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).into_response();
    }
    next.run(request).await
}

fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
    };
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => false,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_none_or(|(_, site)| !site.eq_ignore_ascii_case(host)),
        (Some(_), None) => true,
    }
}
