//! Signing in, and who one is.

use super::Row;
use crate::office::PASSWORD;
use serde_json::{Value, json};

/// Everybody may sign in; these go wrong for everybody alike.
fn nobody() -> Option<Value> {
    Some(json!({ "username": "nobody", "password": PASSWORD, "domain": "" }))
}

pub const ROWS: &[Row] = &[
    Row {
        operation: "auth.refresh",
        request: |_, _| {
            let body = json!({ "refresh_token": "x" });
            ("POST", "/api/auth/refresh_token".into(), Some(body))
        },
        expected: [400; 7],
    },
    Row {
        operation: "auth.user",
        request: |_, _| ("GET", "/api/auth/user".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "login.read",
        request: |_, _| ("GET", "/api/login".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "oauth.revoke",
        request: |_, _| {
            let body = json!({ "token": "x" });
            ("POST", "/api/login/oauth/revoke".into(), Some(body))
        },
        expected: [200; 7],
    },
    Row {
        operation: "auth.sign_in",
        request: |_, _| ("POST", "/api/auth/sign_in".into(), nobody()),
        expected: [400; 7],
    },
    Row {
        operation: "login.create",
        request: |_, _| ("POST", "/api/login".into(), nobody()),
        expected: [400; 7],
    },
    Row {
        operation: "oauth.token",
        request: |_, _| {
            let mut body = nobody();
            if let Some(body) = &mut body {
                body["grant_type"] = "password".into();
            }
            ("POST", "/api/login/oauth/token".into(), body)
        },
        expected: [400; 7],
    },
];
