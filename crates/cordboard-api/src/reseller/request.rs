//! A request of the dialect.

use crate::table::address::{pairs, segments};
use crate::table::strict_json;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use cordboard_model::Fields;
use serde_json::Value;

/// What was asked.
pub(super) struct Request {
    /// The method.
    pub(super) method: Method,
    /// The path below `/api`, decoded; no segment is empty.
    pub(super) segments: Vec<String>,
    /// The query, decoded, in its order.
    pub(super) query: Vec<(String, String)>,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body's object, or what is wrong with the body; that is said after everything that comes before it in the
    /// order of checks.
    pub(super) body: Result<Fields, Unreadable>,
}

/// Why the body cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is longer than [`crate::body::BODY_MAX`].
    TooLarge,
    /// It is no JSON object; the text says where.
    NoJson(String),
}

impl Request {
    /// Reads what came: method, path, query, headers, and the body unless it was too long. It never fails.
    pub(super) fn read(
        method: Method,
        (path, query): (&str, &str),
        headers: HeaderMap,
        body: Option<Bytes>,
    ) -> Self {
        Self {
            method,
            segments: segments(path),
            query: pairs(query),
            headers,
            body: match body {
                None => Err(Unreadable::TooLarge),
                Some(raw) => object(raw.trim_ascii()),
            },
        }
    }

    /// The last value of a parameter behind the `?`.
    pub(super) fn parameter(&self, key: &str) -> Option<&str> {
        let mut query = self.query.iter().rev();
        let found = query.find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }

    /// A header as text, without blanks around it; empty ones count as absent.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?.to_str().ok()?.trim();
        Some(value).filter(|value| !value.is_empty())
    }

    /// A credential: the header of this name, else the parameter.
    pub(super) fn credential(&self, name: &str) -> Option<&str> {
        let parameter = self.parameter(name).map(str::trim);
        self.header(name)
            .or(parameter.filter(|value| !value.is_empty()))
    }

    /// The token behind `Bearer`.
    pub(super) fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        Some(token.trim())
            .filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
    }

    /// The host that the client called, without a port.
    pub(super) fn host(&self) -> &str {
        let host = self.header("host").unwrap_or_default();
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
            _ => host,
        }
    }
}

fn object(raw: &[u8]) -> Result<Fields, Unreadable> {
    if raw.is_empty() {
        return Ok(Fields::new());
    }
    match strict_json::parse(raw).map_err(Unreadable::NoJson)? {
        Value::Object(body) => Ok(body),
        _ => Err(Unreadable::NoJson("the body is a JSON object".to_owned())),
    }
}
