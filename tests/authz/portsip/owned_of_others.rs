//! What belongs to a person, by those who manage users.

use super::Row;
use super::owned::phone;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "users.greetings.list",
        request: |f, _| ("GET", format!("/api/users/{}/greetings", f.person), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.greetings.create",
        request: |f, _| {
            (
                "POST",
                format!("/api/users/{}/greetings", f.person),
                Some(json!({ "file_id": "x" })),
            )
        },
        expected: [401, 404, 403, 404, 403, 400, 404],
    },
    Row {
        operation: "users.greetings.enable",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/greetings/00000000000000000000000000000000/enable",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.greetings.disable",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/greetings/00000000000000000000000000000000/disable",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.greetings.destroy",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/greetings/00000000000000000000000000000000/destroy",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.phones.list",
        request: |f, _| ("GET", format!("/api/users/{}/phones", f.person), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.phones.create",
        request: |f, fresh| {
            (
                "POST",
                format!("/api/users/{}/phones", f.person),
                Some(phone(fresh)),
            )
        },
        expected: [401, 404, 403, 404, 403, 201, 404],
    },
    Row {
        operation: "users.phones.read",
        request: |f, _| {
            (
                "GET",
                format!(
                    "/api/users/{}/phones/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.phones.update",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/phones/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.phones.destroy",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/phones/00000000000000000000000000000000/destroy",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.holidays.list",
        request: |f, _| ("GET", format!("/api/users/{}/holidays", f.person), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.holidays.create",
        request: |f, _| {
            (
                "POST",
                format!("/api/users/{}/holidays", f.person),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 404, 403, 404, 403, 201, 404],
    },
    Row {
        operation: "users.holidays.read",
        request: |f, _| {
            (
                "GET",
                format!(
                    "/api/users/{}/holidays/00000000000000000000000000000000",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.holidays.update",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/holidays/00000000000000000000000000000000",
                    f.person
                ),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.holidays.destroy",
        request: |f, _| {
            (
                "POST",
                format!(
                    "/api/users/{}/holidays/00000000000000000000000000000000/destroy",
                    f.person
                ),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.global_holidays.list",
        request: |f, _| {
            (
                "GET",
                format!("/api/users/{}/global_holidays", f.person),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    Row {
        operation: "users.global_holidays.choose",
        request: |f, _| {
            (
                "POST",
                format!("/api/users/{}/global_holidays", f.person),
                Some(json!({ "items": [] })),
            )
        },
        expected: [401, 404, 403, 404, 403, 201, 404],
    },
    Row {
        operation: "users.call_queues.list",
        request: |f, _| ("GET", format!("/api/users/{}/call_queues", f.person), None),
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
];
