//! Roles.

use super::Row;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "roles.list",
        request: |_, _| ("GET", "/api/roles".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "roles.create",
        request: |_, fresh| {
            (
                "POST",
                "/api/roles".into(),
                Some(json!({ "name": format!("n{}", fresh.number), "permissions": {} })),
            )
        },
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "roles.read",
        request: |_, fresh| ("GET", format!("/api/roles/{}", fresh.role), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "roles.update",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/roles/{}", fresh.role),
                Some(json!({ "description": "x" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "roles.destroy",
        request: |_, fresh| ("POST", format!("/api/roles/{}/destroy", fresh.role), None),
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
];
