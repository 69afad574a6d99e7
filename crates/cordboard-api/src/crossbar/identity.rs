//! Who calls: the ways in which a token is shown, in Kazoo's order. Cookies are none of them.

use super::request::Request;
use cordboard_engine::sessions::resolve::{self, Resolved};
use cordboard_engine::{Engine, Principal};
use serde_json::Value;

/// What a request shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A token.
    Token(String),
    /// What stands behind `Basic`, still encoded.
    Basic(String),
}

/// What the request shows: the header `X-Auth-Token`, the value `auth_token`, the header `Authorization`, the value
/// `authorization`. Empty ones, and the word that JavaScript prints for nothing, count as absent.
pub(super) fn shown(request: &Request) -> Option<Shown> {
    let token = |text: &str| usable(text).map(|text| Shown::Token(text.to_owned()));
    let value = |key| match request.value(key)?.as_ref() {
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    request
        .header("x-auth-token")
        .and_then(token)
        .or_else(|| value("auth_token").and_then(|text| token(&text)))
        .or_else(|| request.header("authorization").and_then(authorization))
        .or_else(|| value("authorization").and_then(|text| authorization(&text)))
}

fn usable(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty() && *text != "undefined" && *text != "null")
}

fn authorization(text: &str) -> Option<Shown> {
    let (scheme, rest) = text.trim().split_once(' ')?;
    let rest = usable(rest)?.to_owned();
    if scheme.eq_ignore_ascii_case("bearer") {
        Some(Shown::Token(rest))
    } else if scheme.eq_ignore_ascii_case("basic") {
        Some(Shown::Basic(rest))
    } else {
        None
    }
}

/// Who calls, and the token that told it.
pub(super) fn resolve(
    engine: &Engine,
    request: &Request,
) -> cordboard_engine::Result<(Resolved, Option<String>)> {
    let nobody = Resolved {
        principal: Principal::Anonymous,
        expires_ms: None,
    };
    let Some(Shown::Token(token)) = shown(request) else {
        return Ok((nobody, None));
    };
    let resolved = resolve::run(engine, &token)?;
    if resolved.principal == Principal::Anonymous
        || !is_of_named_account(engine, request, &resolved)
    {
        return Ok((nobody, None));
    }
    Ok((resolved, Some(token)))
}

/// A client may say for which account its token is; another one is refused.
fn is_of_named_account(engine: &Engine, request: &Request, resolved: &Resolved) -> bool {
    let Some(named) = request.header("x-auth-account-id").and_then(usable) else {
        return true;
    };
    let own = cordboard_engine::authorise::scope(&engine.tree(), &resolved.principal);
    own.is_ok_and(|own| named.parse() == Ok(own))
}
