//! A request of the dialect, in all the forms in which clients send one.

use crate::table::address::{pairs, segments};
use crate::table::strict_json;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, header};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::net::IpAddr;

/// What was asked.
pub(super) struct Request {
    /// The method, after tunnelling through `verb`.
    pub(super) method: Method,
    /// The path behind the version, decoded; no segment is empty.
    pub(super) segments: Vec<String>,
    /// The query, decoded, in its order. A key may stand several times.
    pub(super) query: Vec<(String, String)>,
    /// The body beside its `data`; names in lower case with `_` for `-`.
    pub(super) envelope: Map<String, Value>,
    /// The body's `data`; an empty object when there is none.
    pub(super) data: Value,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body as it came.
    pub(super) raw: Bytes,
    /// The essence of the body's content type in lower case, or "".
    pub(super) content_type: String,
    /// From which address the request came, when it came over a socket.
    pub(super) client: Option<IpAddr>,
    /// Under which name the request is answered and logged.
    pub(super) request_id: String,
    /// What is wrong with the body. It is said after everything that comes before it in the order of checks.
    pub(super) unreadable: Option<Unreadable>,
}

/// Why the body cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is longer than [`crate::body::BODY_MAX`].
    TooLarge,
    /// It is no JSON; the text says where.
    NoJson(String),
    /// It is JSON without `data`.
    NoEnvelope,
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
    pub(super) request_id: String,
}

impl Request {
    /// Reads what came. It never fails: what is wrong is noted.
    pub(super) fn read(received: Received) -> Self {
        let too_large = received.body.is_none();
        let content_type = essence(&received.headers);
        let mut request = Self {
            method: received.method,
            segments: segments(&received.path),
            query: pairs(&received.query),
            envelope: Map::new(),
            data: Value::Object(Map::new()),
            headers: received.headers,
            raw: received.body.unwrap_or_default(),
            content_type,
            client: received.client,
            request_id: received.request_id,
            unreadable: too_large.then_some(Unreadable::TooLarge),
        };
        if request.has_json() {
            request.unreadable = request.open_envelope().err();
        }
        request.tunnel();
        request
    }

    /// Whether the body is to be read as JSON. curl says "form" when nobody tells it better.
    fn has_json(&self) -> bool {
        let kind = self.content_type.as_str();
        let is_json = kind.is_empty()
            || kind.ends_with("json")
            || kind == "application/x-www-form-urlencoded"
            || kind == "text/plain";
        is_json && self.unreadable.is_none() && !self.raw.trim_ascii().is_empty()
    }

    fn open_envelope(&mut self) -> Result<(), Unreadable> {
        let body = strict_json::parse(&self.raw).map_err(Unreadable::NoJson)?;
        let Value::Object(envelope) = body else {
            return Err(Unreadable::NoEnvelope);
        };
        let sent = !envelope.is_empty();
        self.envelope = envelope
            .into_iter()
            .map(|(key, value)| (key.to_lowercase().replace('-', "_"), value))
            .collect();
        match self.envelope.shift_remove("data") {
            Some(Value::Null) => {}
            Some(mut data) => {
                // It says who calls; kept in the document it would be a secret for everybody who reads that.
                let token = data
                    .as_object_mut()
                    .and_then(|data| data.shift_remove("auth_token"));
                if let Some(token) = token {
                    self.envelope.insert("auth_token".to_owned(), token);
                }
                self.data = data;
            }
            None if sent && self.carries() => return Err(Unreadable::NoEnvelope),
            None => {}
        }
        Ok(())
    }

    fn carries(&self) -> bool {
        matches!(self.method, Method::POST | Method::PUT | Method::PATCH)
    }

    /// A POST may name the method that is meant.
    fn tunnel(&mut self) {
        if self.method != Method::POST {
            return;
        }
        let verb = self
            .envelope
            .get("verb")
            .and_then(Value::as_str)
            .or_else(|| self.parameter("verb"));
        let meant = verb.and_then(|verb| verb.to_ascii_uppercase().parse().ok());
        let known = [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ];
        if let Some(meant) = meant.filter(|meant| known.contains(meant)) {
            self.method = meant;
        }
    }

    /// A request value: looked for in the data, then in the query, then beside the data.
    pub(super) fn value(&self, key: &str) -> Option<Cow<'_, Value>> {
        if let Some(value) = self.data.get(key) {
            return Some(Cow::Borrowed(value));
        }
        if let Some(text) = self.parameter(key) {
            return Some(Cow::Owned(Value::from(text)));
        }
        self.envelope.get(key).map(Cow::Borrowed)
    }

    /// The text of a request value.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.value(key)?.as_ref() {
            Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The boolean of a request value, also written as text.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        match self.value(key)?.as_ref() {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => truth(text),
            _ => None,
        }
    }

    /// The last value of a parameter behind the `?`.
    pub(super) fn parameter(&self, key: &str) -> Option<&str> {
        self.query
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// A header as text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// `true` or `false` as clients write them.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

fn essence(headers: &HeaderMap) -> String {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
