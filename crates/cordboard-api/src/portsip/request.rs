//! A request of the dialect.

use crate::table::address::{pairs, segments};
use crate::table::strict_json;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, header};
use cordboard_model::Fields;
use serde_json::Value;
use std::net::IpAddr;

/// What was asked.
pub(super) struct Request {
    /// The method.
    pub(super) method: Method,
    /// The path below `/api`, decoded; no segment is empty.
    pub(super) segments: Vec<String>,
    /// The query, decoded, in its order.
    pub(super) query: Vec<(String, String)>,
    /// The body's object; empty when there is none.
    pub(super) body: Fields,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body as it came.
    pub(super) raw: Bytes,
    /// From which address the request came, when it came over a socket.
    pub(super) client: Option<IpAddr>,
    /// What is wrong with the body. It is said after everything that comes before it in the order of checks.
    pub(super) unreadable: Option<Unreadable>,
}

/// Why the body cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is longer than [`crate::body::BODY_MAX`].
    TooLarge,
    /// It is no JSON object; the text says where.
    NoJson(String),
}

/// What the HTTP layer hands over.
pub(super) struct Received {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    /// `None`: it was too long and thrown away.
    pub(super) body: Option<Bytes>,
    pub(super) client: Option<IpAddr>,
}

impl Request {
    /// Reads what came. It never fails: what is wrong is noted.
    pub(super) fn read(received: Received) -> Self {
        let read = match &received.body {
            None => Err(Unreadable::TooLarge),
            Some(raw) => object(&received.headers, raw),
        };
        let unreadable = read.as_ref().err().cloned();
        Self {
            method: received.method,
            segments: segments(&received.path),
            query: pairs(&received.query),
            body: read.unwrap_or_default(),
            headers: received.headers,
            raw: received.body.unwrap_or_default(),
            client: received.client,
            unreadable,
        }
    }

    /// The last value of a parameter behind the `?`, with or without a `$` before its name.
    pub(super) fn parameter(&self, key: &str) -> Option<&str> {
        self.query
            .iter()
            .rev()
            .find(|(name, _)| name.strip_prefix('$').unwrap_or(name) == key)
            .map(|(_, value)| value.as_str())
    }

    /// A header as text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The token behind `Bearer`.
    pub(super) fn token(&self) -> Option<&str> {
        bearer(self.header("authorization")?)
    }
}

/// The token behind `Bearer` in the text of a header.
pub(super) fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
}

/// The object in a body. Bytes that are meant to be stored are left alone; a form holds texts.
fn object(headers: &HeaderMap, raw: &Bytes) -> Result<Fields, Unreadable> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let text = raw.trim_ascii();
    let is_form = kind == "application/x-www-form-urlencoded" && !text.starts_with(b"{");
    if text.is_empty() || kind == "application/octet-stream" {
        return Ok(Fields::new());
    }
    if is_form {
        let form = pairs(&String::from_utf8_lossy(text));
        return Ok(form
            .into_iter()
            .map(|(key, value)| (key, Value::from(value)))
            .collect());
    }
    match strict_json::parse(text).map_err(Unreadable::NoJson)? {
        Value::Object(body) => Ok(body),
        Value::Null => Ok(Fields::new()),
        _ => Err(Unreadable::NoJson("the body is a JSON object".to_owned())),
    }
}
