//! What an operation answers when it did not do what was asked: `{fields, message, statusCode}`.

use axum::http::StatusCode;
use cordboard_engine::Error;
use cordboard_model::schema::Violation;
use serde_json::{Value, json};

/// Where the engine's fields stand in the dialect: how a path begins, and what stands there instead.
const NAMES: [(&str, &str); 24] = [
    ("/ui_url", "sendSignupEmail"),
    ("/resale/client_id", "resellerId"),
    ("/resale/profile_id", "profile.id"),
    ("/resale/currency", "currency"),
    ("/resale/domain", "domain"),
    ("/resale/tools", "tools"),
    ("/resale/white_label/logo_url", "whiteLabel.logoURL"),
    (
        "/resale/white_label/email_address",
        "whiteLabel.emailAddress",
    ),
    (
        "/resale/white_label/header_background_color",
        "whiteLabel.headerBackgroundColor",
    ),
    (
        "/resale/white_label/menu_background_color",
        "whiteLabel.menuBackgroundColor",
    ),
    ("/resale/white_label", "whiteLabel"),
    ("/resale/additional_users", "additionalUsers"),
    ("/resale/tags", "tags"),
    ("/resale/other/", ""),
    ("/name", "clientName"),
    ("/realm", "clientName"),
    ("/org", "organization"),
    ("/timezone", "preferences.timeZone"),
    ("/language", "preferences.language"),
    ("/display_name", "preferences.displayName"),
    ("/first_name", "firstName"),
    ("/last_name", "lastName"),
    ("/username", "email"),
    ("/email", "email"),
];

/// A refusal, not yet rendered.
#[derive(Debug)]
pub(super) struct Failure {
    /// The HTTP status.
    pub(super) status: StatusCode,
    /// The fields that it is about, in the dialect's words.
    pub(super) fields: Vec<String>,
    /// For people.
    pub(super) message: String,
    /// Seconds until another attempt is worth it.
    pub(super) retry_after_s: Option<u64>,
}

impl Failure {
    /// A refusal that is about no field.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            fields: Vec::new(),
            message: message.into(),
            retry_after_s: None,
        }
    }

    /// 404: there is no such address, or nothing of the caller's behind it.
    pub(super) fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("there is no such {what} here"),
        )
    }

    /// 400: one field breaks a rule.
    pub(super) fn field(field: &str, message: impl Into<String>) -> Self {
        Self {
            fields: vec![field.to_owned()],
            ..Self::new(StatusCode::BAD_REQUEST, message)
        }
    }

    /// 400: everything that is wrong with a body whose fields are named as the dialect names them.
    pub(super) fn violations(found: Vec<Violation>) -> Self {
        let told: Vec<(String, String)> = found
            .into_iter()
            .map(|violation| (dotted(&violation.path), violation.detail))
            .collect();
        Self::told(told)
    }

    fn told(told: Vec<(String, String)>) -> Self {
        let sentence = |(field, detail): &(String, String)| match field.as_str() {
            "" => detail.clone(),
            field => format!("{field}: {detail}"),
        };
        let sentences: Vec<String> = told.iter().map(sentence).collect();
        let mut fields: Vec<String> = told.into_iter().map(|(field, _)| field).collect();
        fields.retain(|field| !field.is_empty());
        fields.dedup();
        Self {
            fields,
            ..Self::new(StatusCode::BAD_REQUEST, sentences.join("; "))
        }
    }

    /// 500 that names where in the log the cause stands.
    pub(super) fn inside(cause: &dyn std::fmt::Display) -> Self {
        let reference: String = cordboard_engine::sessions::fresh_token()
            .chars()
            .take(12)
            .collect();
        tracing::error!(%reference, %cause, "a request failed inside");
        let message = format!("something failed inside; the log says more under {reference}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    /// The document.
    pub(super) fn document(&self) -> Value {
        json!({
            "fields": self.fields,
            "message": self.message,
            "statusCode": self.status.as_u16(),
        })
    }
}

/// The engine's path in the dialect's words.
fn named(path: &str) -> String {
    let found = NAMES
        .iter()
        .find_map(|(known, name)| Some(format!("{name}{}", dotted(path.strip_prefix(known)?))));
    found.unwrap_or_else(|| dotted(path))
}

/// `/tags/0/color` as `tags[0].color`.
fn dotted(path: &str) -> String {
    let mut dotted = String::new();
    for token in path.split('/').filter(|token| !token.is_empty()) {
        if token.bytes().all(|digit| digit.is_ascii_digit()) {
            dotted.push_str(&format!("[{token}]"));
        } else {
            if !dotted.is_empty() {
                dotted.push('.');
            }
            dotted.push_str(token);
        }
    }
    dotted
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::Invalid(found) => Self::told(
                found
                    .into_iter()
                    .map(|violation| (named(&violation.path), violation.detail))
                    .collect(),
            ),
            Error::Unauthenticated
            | Error::NotInstalled
            | Error::WrongPassword
            | Error::ScreenLocked
            | Error::Locked => Self::new(
                StatusCode::UNAUTHORIZED,
                "send the headers apiKey and token, both of one account",
            ),
            Error::Forbidden(why) => Self::new(StatusCode::FORBIDDEN, why),
            Error::NotFound(what) => Self::not_found(what),
            Error::Taken { path, detail } => Self {
                fields: vec![named(&path)],
                ..Self::new(StatusCode::CONFLICT, detail)
            },
            Error::Conflict(_)
            | Error::AlreadyInstalled
            | Error::WouldCycle
            | Error::LimitReached(_)
            | Error::NotEmpty(_)
            | Error::NoPlane
            | Error::Refused { .. } => Self::new(StatusCode::CONFLICT, message),
            Error::TooManyRequests { retry_after_s, .. } => Self {
                retry_after_s: Some(retry_after_s),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, message)
            },
            Error::StorageFull => Self::new(StatusCode::INSUFFICIENT_STORAGE, message),
            Error::Internal(cause) => Self::inside(&cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{dotted, named};

    #[test]
    fn fields_are_named_as_the_dialect_names_them() {
        assert_eq!(named("/resale/client_id"), "resellerId");
        assert_eq!(named("/resale/tools/1"), "tools[1]");
        assert_eq!(named("/tags/0/color"), "tags[0].color");
        assert_eq!(named("/password"), "password");
        assert_eq!(dotted("/tags/0/tag"), "tags[0].tag");
    }
}
