//! One of the two that are kept in step, as something that is asked in the dialect.

use crate::failure::Failure;
use hyper::{Method, StatusCode};
use serde_json::Value;
use std::future::Future;

/// A request.
#[derive(Debug, Clone)]
pub struct Question {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with `/`.
    pub path: String,
    /// The JSON body.
    pub body: Option<Value>,
}

impl Question {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            body: None,
        }
    }

    pub(crate) fn with(method: Method, path: impl Into<String>, body: Value) -> Self {
        Self {
            method,
            path: path.into(),
            body: Some(body),
        }
    }
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The JSON body; null when there is none.
    pub body: Value,
}

/// Whoever answers in a dialect: the server elsewhere, or this file.
pub trait Side: Send + Sync {
    /// Asks one thing. A status that says no is an answer.
    fn ask(&self, question: Question) -> impl Future<Output = Result<Answer, Failure>> + Send;
}
