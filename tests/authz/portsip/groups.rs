//! Groups.

use super::Row;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "groups.list",
        request: |_, _| ("GET", "/api/groups".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "groups.create",
        request: |_, _| ("POST", "/api/groups".into(), Some(json!({ "name": "n" }))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "groups.read",
        request: |_, fresh| ("GET", format!("/api/groups/{}", fresh.group), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "groups.update",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/groups/{}", fresh.group),
                Some(json!({ "name": "n" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "groups.destroy",
        request: |_, fresh| ("POST", format!("/api/groups/{}/destroy", fresh.group), None),
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
    Row {
        operation: "groups.members.list",
        request: |_, fresh| ("GET", format!("/api/groups/{}/members", fresh.group), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "groups.members.read",
        request: |_, fresh| {
            (
                "GET",
                format!("/api/groups/{}/members/{}", fresh.group, fresh.extension),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "groups.members.add",
        request: |_, fresh| {
            (
                "POST",
                format!("/api/groups/{}/members/{}", fresh.group, fresh.extension),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "groups.members.remove",
        request: |_, fresh| {
            (
                "POST",
                format!(
                    "/api/groups/{}/members/{}/destroy",
                    fresh.group, fresh.extension
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
];
