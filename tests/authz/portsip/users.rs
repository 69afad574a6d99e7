//! Users and oneself.

use super::Row;
use serde_json::{Value, json};

fn user(number: usize) -> Value {
    json!({
        "name": format!("n{number}"), "password": "another horse", "email": "a@b.example", "display_name": "N",
        "role": "StandardUser", "extension_number": (5000 + number).to_string(), "extension_password": "x",
        "voicemail_pin": "246813",
    })
}

pub const ROWS: &[Row] = &[
    Row {
        operation: "users.list",
        request: |_, _| ("GET", "/api/users".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "users.create",
        request: |_, fresh| ("POST", "/api/users".into(), Some(user(fresh.number))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "users.profiles.reset",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/profile?id={}", fresh.user),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.read",
        request: |_, fresh| ("GET", format!("/api/users/{}", fresh.user), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.update",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}", fresh.user),
                Some(json!({ "department": "x" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.destroy",
        request: |_, fresh| ("POST", format!("/api/users/{}/destroy", fresh.user), None),
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
    Row {
        operation: "users.password",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/password", fresh.user),
                Some(json!({ "password": "another horse" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.extension_password",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/extension_password", fresh.user),
                Some(json!({ "password": "x" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.role",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/role", fresh.user),
                Some(json!({ "role": "QueueManager" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.profile.reset",
        request: |_, fresh| ("POST", format!("/api/users/{}/profile", fresh.user), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.ms365.bind",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/ms365_binding", fresh.user),
                Some(json!({ "id": "x" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.ms365.unbind",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/ms365_binding/destroy", fresh.user),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
    Row {
        operation: "users.balance.read",
        request: |_, fresh| ("GET", format!("/api/users/{}/balance", fresh.user), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.balance.update",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/users/{}/balance", fresh.user),
                Some(json!({ "balance": 1.5 })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "user.read",
        request: |_, _| ("GET", "/api/user".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "user.update",
        request: |_, _| {
            (
                "POST",
                "/api/user".into(),
                Some(json!({ "department": "x" })),
            )
        },
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "user.password",
        request: |_, _| {
            (
                "POST",
                "/api/user/password".into(),
                Some(json!({ "old_password": "wrong", "new_password": "another horse" })),
            )
        },
        expected: [401, 400, 400, 400, 400, 400, 400],
    },
    Row {
        operation: "user.extension_password",
        request: |_, _| {
            (
                "POST",
                "/api/user/extension_password".into(),
                Some(json!({ "old_password": "", "new_password": "x" })),
            )
        },
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "user.balance.read",
        request: |_, _| ("GET", "/api/user/balance".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "user.profile.reset",
        request: |_, _| ("POST", "/api/user/profile".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
];
