//! What an operation of the dialect answers when it did what was asked.

use axum::body::Bytes;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;

/// An answer, not yet rendered.
#[derive(Debug)]
pub(super) struct Answer {
    /// 200, or 201 after creating.
    pub(super) status: StatusCode,
    /// The envelope's `data`.
    pub(super) data: Value,
    /// What clients of Kazoo 5 look for beside the data.
    pub(super) metadata: Option<Map<String, Value>>,
    /// The `rev` of the record that `data` shows.
    pub(super) rev: Option<u64>,
    /// The page, for lists that come in pages.
    pub(super) page: Option<Page>,
    /// What the login bucket has left.
    pub(super) tokens: Option<Tokens>,
    /// A token to put into the envelope instead of the caller's own.
    pub(super) token: Option<String>,
    /// What is sent.
    pub(super) body: Body,
    /// The id of what was made; `Location` is the request's path with it behind.
    pub(super) made: Option<String>,
}

/// What is sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// The envelope; for lists CSV, when the client wants that.
    Json,
    /// The envelope around rows that are written already, in the place of [`Answer::data`].
    Rows(Vec<Arc<[u8]>>),
    /// Other content instead of an envelope.
    Content {
        /// Its content type.
        mime: String,
        /// Under which name a browser would save it.
        file_name: Option<String>,
        /// The content.
        bytes: Bytes,
    },
}

/// Where a page stands in its list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// How many items this page has.
    pub(super) page_size: usize,
    /// The key with which the page was asked for.
    pub(super) start_key: Option<String>,
    /// The key of the next page, if there is one.
    pub(super) next_start_key: Option<String>,
}

/// The login bucket after a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Tokens {
    /// What this request cost.
    pub(super) consumed: u32,
    /// What is left.
    pub(super) remaining: u32,
}

impl From<cordboard_engine::bucket::Tokens> for Tokens {
    fn from(tokens: cordboard_engine::bucket::Tokens) -> Self {
        Self {
            consumed: tokens.consumed,
            remaining: tokens.remaining,
        }
    }
}

impl Answer {
    /// 200 with this data.
    pub(super) fn ok(data: Value) -> Self {
        Self {
            status: StatusCode::OK,
            data,
            metadata: None,
            rev: None,
            page: None,
            tokens: None,
            token: None,
            body: Body::Json,
            made: None,
        }
    }

    /// Content that is no JSON.
    pub(super) fn content(mime: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let mut answer = Self::ok(Value::Null);
        answer.body = Body::Content {
            mime: mime.into(),
            file_name: None,
            bytes: bytes.into(),
        };
        answer
    }

    /// Names the file that a browser would save the content in.
    pub(super) fn named(mut self, name: &str) -> Self {
        if let Body::Content { file_name, .. } = &mut self.body {
            *file_name = Some(name.to_owned());
        }
        self
    }

    /// 201, and where the new record is.
    pub(super) fn created(mut self, id: impl ToString) -> Self {
        self.status = StatusCode::CREATED;
        self.made = Some(id.to_string());
        self
    }

    /// 201 for what has no place of its own.
    pub(super) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The data show one record, as this commit wrote it.
    pub(super) fn revision(mut self, rev: u64) -> Self {
        self.rev = Some(rev);
        self
    }

    /// What stands beside the data.
    pub(super) fn metadata(mut self, metadata: Map<String, Value>) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// The token of a login.
    pub(super) fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// What the login bucket has left.
    pub(super) fn tokens(mut self, tokens: Tokens) -> Self {
        self.tokens = Some(tokens);
        self
    }
}
