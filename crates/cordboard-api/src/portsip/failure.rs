//! What an operation answers when it did not do what was asked: `{"errors": [{code, message, detail}]}`.

use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_model::account_limits::LimitReached;
use cordboard_model::broken_rule::BrokenRule;
use cordboard_model::filter::BadOption;
use cordboard_model::schema::Violation;
use serde_json::{Value, json};

/// A refusal, not yet rendered.
#[derive(Debug)]
pub(super) struct Failure {
    /// The HTTP status.
    pub(super) status: StatusCode,
    /// At least one error.
    pub(super) errors: Vec<Told>,
    /// Seconds until another attempt is worth it.
    pub(super) retry_after_s: Option<u64>,
}

/// One error.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    /// For programs, in upper case with `_`.
    pub(super) code: &'static str,
    /// For people.
    pub(super) message: String,
    /// For programs that want more, e.g. the field and the rule.
    pub(super) detail: Option<Value>,
}

impl Failure {
    /// One error without detail.
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let told = Told {
            code,
            message: message.into(),
            detail: None,
        };
        Self::of(status, vec![told])
    }

    fn of(status: StatusCode, errors: Vec<Told>) -> Self {
        Self {
            status,
            errors,
            retry_after_s: None,
        }
    }

    /// 404: there is no such address, or nothing of the caller's behind it.
    pub(super) fn not_found(what: &str) -> Self {
        let message = format!("there is no such {what} here");
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// 405.
    pub(super) fn method() -> Self {
        let message = "this address does not take this method";
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            message,
        )
    }

    /// 401: no token, or one that is no good.
    pub(super) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "sign in first")
    }

    /// 400, as the dialect answers a sign-in that failed.
    pub(super) fn sign_in() -> Self {
        let message = "the domain, the user name or the password is wrong";
        Self::new(StatusCode::BAD_REQUEST, "UNAUTHORIZED", message)
    }

    /// 403.
    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", message)
    }

    /// 400: the body cannot be read.
    pub(super) fn body(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATE_FAILED", message)
    }

    /// 400: one broken rule of one field.
    pub(super) fn field(field: &str, rule: &str, message: &str) -> Self {
        Self::violations(vec![Violation::new(format!("/{field}"), rule, message)])
    }

    /// 400: rules of one value that are broken.
    pub(super) fn broken(field: &str, rules: Vec<BrokenRule>) -> Self {
        let path = format!("/{field}");
        Self::violations(rules.into_iter().map(|rule| rule.at(&path)).collect())
    }

    /// 400: everything that is wrong with the body.
    pub(super) fn violations(found: Vec<Violation>) -> Self {
        let errors = found.into_iter().map(violation).collect();
        Self::of(StatusCode::BAD_REQUEST, errors)
    }

    /// 400: what is wrong with the query.
    pub(super) fn options(found: Vec<BadOption>) -> Self {
        let told = |bad: BadOption| Told {
            code: "VALIDATE_FAILED",
            message: bad.to_string(),
            detail: Some(json!({ "field": bad.option, "position": bad.position })),
        };
        let errors = found.into_iter().map(told).collect();
        Self::of(StatusCode::BAD_REQUEST, errors)
    }

    /// 409: what was asked for does not fit the state in which things are.
    fn refused(code: &str, message: String) -> Self {
        let code = match code {
            "meeting_stopped" => "MEETING_STOPPED",
            "meeting_locked" => "MEETING_LOCKED",
            "meeting_full" => "MEETING_FULL",
            _ => "REFUSED",
        };
        Self::new(StatusCode::CONFLICT, code, message)
    }

    /// 413.
    pub(super) fn too_large() -> Self {
        let max = crate::body::BODY_MAX;
        let told = Told {
            code: "TOO_LARGE",
            message: format!("a body may have at most {max} bytes"),
            detail: Some(json!({ "file": { "maxSize": { "target": max } } })),
        };
        Self::of(StatusCode::PAYLOAD_TOO_LARGE, vec![told])
    }

    /// 500 that names where in the log the cause stands.
    pub(super) fn inside(cause: &dyn std::fmt::Display) -> Self {
        let reference: String = cordboard_engine::sessions::fresh_token()
            .chars()
            .take(12)
            .collect();
        tracing::error!(%reference, %cause, "a request failed inside");
        let message = format!("something failed inside; the log says more under {reference}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "UNKNOWN", message)
    }

    /// The document.
    pub(super) fn document(&self) -> Value {
        let errors = self.errors.iter().map(|told| {
            let mut error = json!({ "code": told.code, "message": told.message });
            if let (Some(detail), Some(error)) = (&told.detail, error.as_object_mut()) {
                error.insert("detail".into(), detail.clone());
            }
            error
        });
        json!({ "errors": errors.collect::<Vec<_>>() })
    }
}

fn violation(found: Violation) -> Told {
    let field = found.path.trim_start_matches('/').replace('/', ".");
    let message = match field.as_str() {
        "" => found.detail,
        field => format!("{field}: {}", found.detail),
    };
    let mut detail = json!({ "field": field, "rule": found.rule });
    if let (Some(target), Some(detail)) = (found.target, detail.as_object_mut()) {
        detail.insert("target".into(), target);
    }
    Told {
        code: "VALIDATE_FAILED",
        message,
        detail: Some(detail),
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::Invalid(found) => Self::violations(found),
            Error::Unauthenticated | Error::NotInstalled => Self::unauthorized(),
            Error::WrongPassword | Error::Locked | Error::ScreenLocked => Self::sign_in(),
            Error::Forbidden(why) => Self::forbidden(why),
            Error::NotFound(what) => Self::not_found(what),
            Error::Conflict(_) | Error::AlreadyInstalled | Error::WouldCycle => {
                Self::new(StatusCode::CONFLICT, "CONFLICT", message)
            }
            Error::Taken { path, detail } => {
                let mut failure = Self::violations(vec![Violation::new(path, "unique", detail)]);
                failure.status = StatusCode::CONFLICT;
                failure
                    .errors
                    .iter_mut()
                    .for_each(|told| told.code = "ALREADY_EXISTS");
                failure
            }
            Error::LimitReached(LimitReached { key, limit, count }) => {
                let told = Told {
                    code: "LIMIT_REACHED",
                    message,
                    detail: Some(json!({ "of": key, "limit": limit, "count": count })),
                };
                Self::of(StatusCode::CONFLICT, vec![told])
            }
            Error::NotEmpty(_) => Self::new(StatusCode::CONFLICT, "IN_USE", message),
            Error::TooManyRequests { retry_after_s, .. } => Self {
                retry_after_s: Some(retry_after_s),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", message)
            },
            Error::StorageFull => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "STORAGE_FULL", message)
            }
            Error::NoPlane => Self::new(StatusCode::CONFLICT, "NO_PLANE", message),
            Error::Refused { code, .. } => Self::refused(code, message),
            Error::Internal(cause) => Self::inside(&cause),
        }
    }
}
