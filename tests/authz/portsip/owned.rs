//! What belongs to a person, by himself.

use super::{Fresh, Row};
use serde_json::{Value, json};

/// A phone with an address of its own.
pub(super) fn phone(fresh: &Fresh) -> Value {
    json!({
        "mac": fresh.user[20..], "filename": "t", "vendor": "Yealink", "model": "T46S", "password": "w3b",
        "language": "GERMAN", "transfer": "BLIND", "timezone": "UTC", "codecs": [], "interface": "WEB_DOMAIN",
        "preferred_transport": "UDP",
    })
}

pub const ROWS: &[Row] = &[
    Row {
        operation: "greetings.list",
        request: |_, _| ("GET", "/api/user/greetings".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "greetings.create",
        request: |_, _| {
            (
                "POST",
                "/api/user/greetings".into(),
                Some(json!({ "file_id": "x" })),
            )
        },
        expected: [401, 400, 400, 400, 400, 400, 400],
    },
    Row {
        operation: "greetings.enable",
        request: |_, _| {
            (
                "POST",
                "/api/user/greetings/00000000000000000000000000000000/enable".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "greetings.disable",
        request: |_, _| {
            (
                "POST",
                "/api/user/greetings/00000000000000000000000000000000/disable".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "greetings.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/greetings/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "phones.list",
        request: |_, _| ("GET", "/api/user/phones".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "phones.create",
        request: |_, fresh| ("POST", "/api/user/phones".into(), Some(phone(fresh))),
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "phones.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/phones/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "phones.update",
        request: |_, _| {
            (
                "POST",
                "/api/user/phones/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "phones.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/phones/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "holidays.list",
        request: |_, _| ("GET", "/api/user/holidays".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "holidays.create",
        request: |_, _| {
            (
                "POST",
                "/api/user/holidays".into(),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "holidays.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/holidays/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "holidays.update",
        request: |_, _| {
            (
                "POST",
                "/api/user/holidays/00000000000000000000000000000000".into(),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "holidays.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/holidays/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "global_holidays.list",
        request: |_, _| ("GET", "/api/user/global_holidays".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "global_holidays.choose",
        request: |_, _| {
            (
                "POST",
                "/api/user/global_holidays".into(),
                Some(json!({ "items": [] })),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
];
