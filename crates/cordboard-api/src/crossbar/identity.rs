//! Who calls: the ways in which a token is shown, in Kazoo's order. Cookies are none of them.

use super::request::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordboard_engine::digests::{Digest, Method};
use cordboard_engine::sessions::resolve::{self, Resolved};
use cordboard_engine::sessions::resolve_digest;
use cordboard_engine::{Engine, Principal};
use cordboard_model::Id;
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
    let (resolved, token) = match shown(request) {
        Some(Shown::Token(token)) => (resolve::run(engine, &token)?, Some(token)),
        Some(Shown::Basic(encoded)) => (basic(engine, request, &encoded)?, None),
        None => (resolve::ANONYMOUS, None),
    };
    if resolved.principal == Principal::Anonymous
        || !is_of_named_account(engine, request, &resolved)
    {
        return Ok((resolve::ANONYMOUS, None));
    }
    Ok((resolved, token))
}

/// Who it is behind `Basic`: base64 of an account's id, a colon, and a digest of user name and password.
fn basic(engine: &Engine, request: &Request, encoded: &str) -> cordboard_engine::Result<Resolved> {
    let Some((account_id, digest)) = account_and_digest(encoded) else {
        return Ok(resolve::ANONYMOUS);
    };
    let input = resolve_digest::Input {
        account_id,
        digest,
        client: request.client,
    };
    resolve_digest::run(engine, input)
}

fn account_and_digest(encoded: &str) -> Option<(Id, Digest)> {
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (account_id, digest) = text.split_once(':')?;
    let digest = Method::ALL
        .into_iter()
        .find_map(|method| Digest::parse(method, digest))?;
    Some((account_id.parse().ok()?, digest))
}

/// A client may say for which account its token is; another one is refused.
pub(super) fn is_of_named_account(engine: &Engine, request: &Request, resolved: &Resolved) -> bool {
    let Some(named) = request.header("x-auth-account-id").and_then(usable) else {
        return true;
    };
    let own = cordboard_engine::authorise::scope(&engine.tree(), &resolved.principal);
    own.is_ok_and(|own| named.parse() == Ok(own))
}
