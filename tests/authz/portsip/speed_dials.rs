//! Speed dials, of ones own and of others.

use super::Row;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "speed_dial_8.list",
        request: |_, _| ("GET", "/api/user/speed_dial_8".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "speed_dial_8.create",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_8".into(),
                Some(json!({ "code": "2", "phone_number": "1" })),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "users.speed_dial_8.list",
        request: |f, _| ("GET", format!("/api/users/{}/speed_dial_8", f.person), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.speed_dial_8.create",
        request: |f, _| {
            (
                "POST",
                format!("/api/users/{}/speed_dial_8", f.person),
                Some(json!({ "code": "3", "phone_number": "1" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 201, 404],
    },
    Row {
        operation: "speed_dial_8.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/speed_dial_8/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_8.read",
        request: |f, _| {
            (
                "GET",
                format!(
                    "/api/users/{}/speed_dial_8/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "speed_dial_8.update",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_8/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_8.update",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/speed_dial_8/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "speed_dial_8.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_8/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_8.destroy",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/speed_dial_8/00000000000000000000000000000000/destroy",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "speed_dial_100.list",
        request: |_, _| ("GET", "/api/user/speed_dial_100".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "speed_dial_100.create",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_100".into(),
                Some(json!({ "code": "02", "phone_number": "1" })),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "users.speed_dial_100.list",
        request: |f, _| {
            (
                "GET",
                format!("/api/users/{}/speed_dial_100", f.person),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.speed_dial_100.create",
        request: |f, _| {
            (
                "POST",
                format!("/api/users/{}/speed_dial_100", f.person),
                Some(json!({ "code": "03", "phone_number": "1" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 201, 404],
    },
    Row {
        operation: "speed_dial_100.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/speed_dial_100/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_100.read",
        request: |f, _| {
            (
                "GET",
                format!(
                    "/api/users/{}/speed_dial_100/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "speed_dial_100.update",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_100/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_100.update",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/speed_dial_100/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "speed_dial_100.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/speed_dial_100/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.speed_dial_100.destroy",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/speed_dial_100/00000000000000000000000000000000/destroy",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
];
