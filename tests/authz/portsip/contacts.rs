//! Contacts, of ones own and of the tenant.

use super::Row;
use serde_json::json;

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
];
