//! What belongs to a person.

use super::{Fresh, Row};
use serde_json::{Value, json};

/// A phone with an address of its own.
fn phone(fresh: &Fresh) -> Value {
    json!({
        "mac": fresh.user[20..], "filename": "t", "vendor": "Yealink", "model": "T46S", "password": "w3b",
        "language": "GERMAN", "transfer": "BLIND", "timezone": "UTC", "codecs": [], "interface": "WEB_DOMAIN",
        "preferred_transport": "UDP",
    })
}

pub const ROWS: &[Row] = &[
    Row {
        operation: "contacts.list",
        request: |_, _| ("GET", "/api/user/contacts".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "contacts.create",
        request: |_, _| {
            (
                "POST",
                "/api/user/contacts".into(),
                Some(json!({ "name": "Aunt" })),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "contacts.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/contacts/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "contacts.update",
        request: |_, _| {
            (
                "POST",
                "/api/user/contacts/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "contacts.favorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/contacts/00000000000000000000000000000000/favorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "contacts.unfavorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/contacts/00000000000000000000000000000000/unfavorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "contacts.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/contacts/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "contacts.token",
        request: |_, _| ("POST", "/api/user/contacts/sync_tokens".into(), None),
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "contacts.diff",
        request: |_, _| ("POST", "/api/user/contacts/sync_tokens/x/diff".into(), None),
        expected: [401, 403, 403, 403, 403, 403, 403],
    },
    Row {
        operation: "business_contacts.token",
        request: |_, _| {
            (
                "POST",
                "/api/user/business_contacts/sync_tokens".into(),
                None,
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "business_contacts.diff",
        request: |_, _| {
            (
                "POST",
                "/api/user/business_contacts/sync_tokens/x/diff".into(),
                None,
            )
        },
        expected: [401, 403, 403, 403, 403, 403, 403],
    },
    Row {
        operation: "business_contacts.favorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/business_contacts/00000000000000000000000000000000/favorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "business_contacts.unfavorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/business_contacts/00000000000000000000000000000000/unfavorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "extension_contacts.token",
        request: |_, _| {
            (
                "POST",
                "/api/user/extension_contacts/sync_tokens".into(),
                None,
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "extension_contacts.diff",
        request: |_, _| {
            (
                "POST",
                "/api/user/extension_contacts/sync_tokens/x/diff".into(),
                None,
            )
        },
        expected: [401, 403, 403, 403, 403, 403, 403],
    },
    Row {
        operation: "extension_contacts.favorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/extension_contacts/00000000000000000000000000000000/favorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "extension_contacts.unfavorite",
        request: |_, _| {
            (
                "POST",
                "/api/user/extension_contacts/00000000000000000000000000000000/unfavorite".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
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
