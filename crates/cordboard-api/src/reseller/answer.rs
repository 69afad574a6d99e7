//! What an operation answers when it did what was asked.

use axum::http::StatusCode;
use serde_json::Value;

/// An answer, not yet rendered.
#[derive(Debug)]
pub(super) struct Answer {
    /// 200, or 204 after deleting.
    pub(super) status: StatusCode,
    /// The object; nothing after deleting.
    pub(super) body: Option<Value>,
}

impl Answer {
    /// 200 with this object.
    pub(super) fn ok(value: impl Into<Value>) -> Self {
        Self {
            status: StatusCode::OK,
            body: Some(value.into()),
        }
    }

    /// 204: something was taken away.
    pub(super) fn gone() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            body: None,
        }
    }
}
