//! The rows for lists, records, roles and what an account is to those around it.

use crate::table::Row;
use serde_json::json;

pub const RECORDS: &[Row] = &[
    Row {
        operation: "list_window",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/lists/group", f.account),
                Some(json!({ "from": 0, "count": 10 })),
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "record_create",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/records/group", f.account),
                Some(json!({ "fields": { "name": "New" } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "record_read",
        request: |_, fresh| {
            (
                "GET",
                format!("/console/records/group/{}", fresh.group),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "record_update",
        request: |_, fresh| {
            (
                "PATCH",
                format!("/console/records/group/{}", fresh.group),
                Some(json!({ "changes": [{ "path": "/description", "to": "hello" }] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "record_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/records/group/{}", fresh.group),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "record_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/records/group/{}/restore", fresh.deleted_group),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "role_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/roles", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "role_create",
        request: |f, fresh| {
            let name = format!("New {}", fresh.group);
            (
                "POST",
                format!("/console/accounts/{}/roles", f.account),
                Some(json!({ "name": name, "permissions": { "general": { "meeting": true } } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "role_update",
        request: |f, fresh| {
            (
                "PUT",
                format!("/console/accounts/{}/roles/{}", f.account, fresh.role).replace(' ', "%20"),
                Some(json!({ "description": "hello", "permissions": {} })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "role_delete",
        request: |f, fresh| {
            (
                "DELETE",
                format!("/console/accounts/{}/roles/{}", f.account, fresh.role).replace(' ', "%20"),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "user_set_role",
        request: |_, fresh| {
            (
                "PUT",
                format!("/console/users/{}/role", fresh.user),
                Some(json!({ "role_name": fresh.role })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "api_key_read",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/api-key", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "api_key_renew",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/api-key", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "account_set_reseller",
        request: |_, fresh| {
            (
                "PUT",
                format!("/console/accounts/{}/reseller", fresh.child),
                Some(json!({ "is_reseller": true })),
            )
        },
        // Only those who look after the whole installation.
        expected: [401, 404, 404, 404, 404, 403, 204],
    },
];
