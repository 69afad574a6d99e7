//! What an operation answers when it did not do what was asked: Kazoo's catalogue of errors.

use super::answer::Tokens;
use super::validation::{self, Invalid};
use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_model::account_limits::LimitReached;
use cordboard_model::schema::Violation;
use serde_json::{Value, json};

/// A refusal, not yet rendered.
#[derive(Debug)]
pub(super) struct Failure {
    /// The HTTP status; the envelope's `error` is its number as text.
    pub(super) status: StatusCode,
    /// The envelope's `message`: for programs an atom, or words where Kazoo has words.
    pub(super) message: String,
    /// What the envelope's `data` is made of.
    pub(super) detail: Box<Detail>,
    /// What the login bucket has left.
    pub(super) tokens: Option<Tokens>,
}

/// What the envelope's `data` is made of.
#[derive(Debug)]
pub(super) enum Detail {
    /// This value.
    Data(Value),
    /// The thing that was not found; the id is taken from the path when the answer is rendered.
    Missing(&'static str),
    /// Rules that the submitted document breaks.
    Invalid(Invalid),
}

impl Failure {
    /// An error of Kazoo's catalogue: `atom` is the message, `text` stands under `data.message`.
    pub(super) fn system(status: StatusCode, atom: &str, text: &str) -> Self {
        Self::with_data(status, atom, json!({ "message": text }))
    }

    fn with_data(status: StatusCode, message: &str, data: Value) -> Self {
        Self {
            status,
            message: message.to_owned(),
            detail: Box::new(Detail::Data(data)),
            tokens: None,
        }
    }

    /// 404: what the path names does not exist, or not for this caller.
    pub(super) fn bad_identifier(cause: impl ToString) -> Self {
        let data = json!({ "message": "bad identifier", "cause": cause.to_string() });
        Self::with_data(StatusCode::NOT_FOUND, "bad_identifier", data)
    }

    /// 404: the dialect has no such resource.
    pub(super) fn not_found() -> Self {
        Self::system(StatusCode::NOT_FOUND, "not_found", "not found")
    }

    /// 404: the question cannot be answered, e.g. a page of no rows.
    pub(super) fn faulty_request(text: &str) -> Self {
        Self::system(StatusCode::NOT_FOUND, "faulty_request", text)
    }

    /// 405.
    pub(super) fn invalid_method() -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Self::system(status, "invalid_method", "method not allowed")
    }

    /// 403.
    pub(super) fn forbidden() -> Self {
        Self::system(StatusCode::FORBIDDEN, "forbidden", "forbidden")
    }

    /// 403, and why.
    pub(super) fn forbidden_because(cause: &str) -> Self {
        let data = json!({ "message": "forbidden", "cause": cause });
        Self::with_data(StatusCode::FORBIDDEN, "forbidden", data)
    }

    /// 401, always with the same body.
    pub(super) fn invalid_credentials() -> Self {
        let status = StatusCode::UNAUTHORIZED;
        Self::system(status, "invalid_credentials", "invalid credentials")
    }

    /// 423: the account is there and may not be used.
    pub(super) fn locked(reason: &str) -> Self {
        let message = format!("account {reason}");
        let data = json!({ "account": { reason: { "message": message } } });
        Self::with_data(StatusCode::LOCKED, "locked", data)
    }

    /// 429.
    pub(super) fn too_many_requests(tokens: Option<Tokens>) -> Self {
        let status = StatusCode::TOO_MANY_REQUESTS;
        Self {
            tokens,
            ..Self::system(status, "too_many_requests", "too many requests")
        }
    }

    /// 400: rules that the submitted document breaks.
    pub(super) fn invalid(invalid: Invalid) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message: "validation error".to_owned(),
            detail: Box::new(Detail::Invalid(invalid)),
            tokens: None,
        }
    }

    /// 400: one broken rule of one field, the field named by its dotted path.
    pub(super) fn field(field: &str, rule: &str, message: &str) -> Self {
        Self::invalid(Invalid::one(field, rule, json!({ "message": message })))
    }

    /// 400: one broken rule with all that stands beside its message.
    pub(super) fn field_with(field: &str, rule: &str, error: Value) -> Self {
        Self::invalid(Invalid::one(field, rule, error))
    }

    /// 400: the body is no JSON of the right shape.
    pub(super) fn body(message: &str, text: &str) -> Self {
        let mut failure = Self::field_with(
            "json",
            "invalid",
            json!({ "message": text, "target": "body" }),
        );
        failure.message = message.to_owned();
        failure
    }

    /// 413.
    pub(super) fn too_large() -> Self {
        let max = crate::body::BODY_MAX;
        let text = format!("Payload or Files must not be more than {max} bytes");
        let mut failure =
            Self::field_with("file", "maxSize", json!({ "message": text, "target": max }));
        failure.status = StatusCode::PAYLOAD_TOO_LARGE;
        failure
    }

    /// 400: several broken rules, as the engine found them.
    pub(super) fn violations(found: Vec<Violation>) -> Self {
        Self::invalid(validation::of(found))
    }

    /// 500 that names where in the log the cause stands.
    pub(super) fn inside(cause: &dyn std::fmt::Display) -> Self {
        let reference: String = cordboard_engine::sessions::fresh_token()
            .chars()
            .take(12)
            .collect();
        tracing::error!(%reference, %cause, "a request failed inside");
        let data = json!({ "message": "unspecified fault", "cause": reference });
        Self::with_data(StatusCode::INTERNAL_SERVER_ERROR, "unspecified_fault", data)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(found) => Self::violations(found),
            Error::Unauthenticated | Error::WrongPassword | Error::NotInstalled => {
                Self::invalid_credentials()
            }
            Error::Forbidden(cause) => Self::forbidden_because(cause),
            Error::NotFound(what) => Self {
                detail: Box::new(Detail::Missing(what)),
                ..Self::bad_identifier("")
            },
            Error::Conflict(_) | Error::AlreadyInstalled => Self::system(
                StatusCode::CONFLICT,
                "datastore_conflict",
                "conflicting documents",
            ),
            Error::Taken { path, .. } => Self::invalid(validation::taken(&path)),
            Error::LimitReached(LimitReached { key, limit, count }) => {
                let message = error.to_string();
                let data = json!({ "message": message, "of": key, "limit": limit, "count": count });
                Self::with_data(StatusCode::CONFLICT, error.code(), data)
            }
            Error::WouldCycle => Self::forbidden(),
            Error::NotEmpty(_) => Self::system(
                StatusCode::INTERNAL_SERVER_ERROR,
                "account_has_descendants",
                "account has descendants",
            ),
            Error::TooManyRequests { tokens, .. } => {
                Self::too_many_requests(tokens.map(Tokens::from))
            }
            Error::Locked => Self::locked("disabled"),
            Error::ScreenLocked => Self::locked("screen locked"),
            Error::NoPlane | Error::Refused { .. } => {
                let cause = json!({ "message": error.to_string() });
                Self::with_data(StatusCode::CONFLICT, error.code(), cause)
            }
            Error::StorageFull => Self::system(
                StatusCode::SERVICE_UNAVAILABLE,
                "datastore_fault",
                "datastore fatal error",
            ),
            Error::Internal(cause) => Self::inside(&cause),
        }
    }
}
