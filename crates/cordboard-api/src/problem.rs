//! Errors as problem documents (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordboard_engine::Error;
use cordboard_model::account_limits::LimitReached;
use cordboard_model::schema::Violation;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What went wrong, for programs (`code`) and for people (`detail`).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the kind of problem is told by `code`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable name of the problem.
    pub code: &'static str,
    /// What is wrong and what to do about it.
    pub detail: String,
    /// Which fields break which rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Which fields others changed meanwhile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<FieldClash>,
    /// Which limit of the account is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// Under this number the cause stands in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Seconds until another attempt makes sense; also sent as `Retry-After`.
    #[serde(skip)]
    pub retry_after_s: Option<u64>,
}

/// A field that breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer to the field.
    pub path: String,
    /// The rule's name.
    pub rule: String,
    /// What to do.
    pub detail: String,
}

/// A limit of an account, where there is no room for another record.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limit {
    /// Of what: a key of the account's `limits`.
    pub of: &'static str,
    /// How many there may be.
    pub limit: u64,
    /// How many there are.
    pub count: u64,
}

/// A field that somebody else changed meanwhile. Absent values are left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldClash {
    /// JSON pointer to the field.
    pub path: String,
    /// What the editor saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
    /// What the editor wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<Value>,
}

impl Problem {
    /// A problem without further parts.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            clashes: Vec::new(),
            limit: None,
            reference: None,
            retry_after_s: None,
        }
    }

    /// 400: the request cannot be read.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// 404 without saying more.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing here")
    }
}

fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Unauthenticated | Error::WrongPassword => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Conflict(_)
        | Error::Taken { .. }
        | Error::LimitReached(_)
        | Error::WouldCycle
        | Error::NotEmpty(_)
        | Error::AlreadyInstalled
        | Error::NotInstalled
        | Error::NoPlane
        | Error::Refused { .. } => StatusCode::CONFLICT,
        Error::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Locked | Error::ScreenLocked => StatusCode::LOCKED,
        Error::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Here a rule about a format has the name of the format, such as `timezone`.
fn rule_name(violation: &Violation) -> String {
    let format = match violation.rule.as_str() {
        "wrong_format" => violation.target.as_ref().and_then(Value::as_str),
        _ => None,
    };
    format.unwrap_or(&violation.rule).to_owned()
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let mut problem = Problem::new(status_of(&error), error.code(), error.to_string());
        match error {
            Error::Invalid(violations) => {
                problem.errors = violations
                    .into_iter()
                    .map(|v| FieldError {
                        rule: rule_name(&v),
                        path: v.path,
                        detail: v.detail,
                    })
                    .collect();
            }
            Error::Taken { path, detail } => {
                problem.errors = vec![FieldError {
                    path,
                    rule: "taken".to_owned(),
                    detail,
                }];
            }
            Error::Conflict(clashes) => {
                problem.clashes = clashes
                    .into_iter()
                    .map(|c| FieldClash {
                        path: c.path,
                        base: c.base,
                        theirs: c.theirs,
                        mine: c.mine,
                    })
                    .collect();
            }
            Error::LimitReached(LimitReached { key, limit, count }) => {
                let of = key;
                problem.limit = Some(Limit { of, limit, count });
            }
            Error::TooManyRequests { retry_after_s, .. } => {
                problem.retry_after_s = Some(retry_after_s)
            }
            Error::Internal(cause) => {
                let reference = cordboard_engine::sessions::fresh_token()
                    .chars()
                    .take(12)
                    .collect::<String>();
                tracing::error!(%reference, %cause, "a request failed inside");
                problem.detail =
                    format!("something failed inside; the log has the cause under {reference}");
                problem.reference = Some(reference);
            }
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
