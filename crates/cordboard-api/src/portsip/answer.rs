//! What an operation answers when it did what was asked.

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

/// An answer, not yet rendered.
#[derive(Debug)]
pub(super) struct Answer {
    /// 200, 201 after creating, 204 after destroying.
    pub(super) status: StatusCode,
    /// What is sent.
    pub(super) body: Body,
    /// Further headers.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// What is sent.
#[derive(Debug)]
pub(super) enum Body {
    /// Nothing.
    Empty,
    /// An object.
    Json(Value),
    /// Other content.
    Content {
        /// Its content type.
        mime: String,
        /// The content.
        bytes: Bytes,
    },
}

impl Answer {
    fn new(status: StatusCode, body: Body) -> Self {
        Self {
            status,
            body,
            headers: Vec::new(),
        }
    }

    /// 200 with this object.
    pub(super) fn ok(value: Value) -> Self {
        Self::new(StatusCode::OK, Body::Json(value))
    }

    /// 200 without content: a change was made.
    pub(super) fn done() -> Self {
        Self::new(StatusCode::OK, Body::Empty)
    }

    /// 201 with this object.
    pub(super) fn created(value: Value) -> Self {
        Self::new(StatusCode::CREATED, Body::Json(value))
    }

    /// 201 with `{id}`.
    pub(super) fn made(id: impl ToString) -> Self {
        Self::created(serde_json::json!({ "id": id.to_string() }))
    }

    /// 204: something was taken away.
    pub(super) fn gone() -> Self {
        Self::new(StatusCode::NO_CONTENT, Body::Empty)
    }

    /// Another status without content.
    pub(super) fn bare(status: StatusCode) -> Self {
        Self::new(status, Body::Empty)
    }

    /// 200 with content that is no JSON.
    pub(super) fn content(mime: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let (mime, bytes) = (mime.into(), bytes.into());
        Self::new(StatusCode::OK, Body::Content { mime, bytes })
    }

    /// Adds a header; a value that cannot be one is left out.
    pub(super) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }
}
