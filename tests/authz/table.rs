//! The table: every operation with what each caller gets.

use crate::fixture::{Fixture, Fresh};
use serde_json::{Value, json};

/// A request, and what each of the callers gets.
pub struct Row {
    pub operation: &'static str,
    pub request: fn(&Fixture, &Fresh) -> (&'static str, String, Option<Value>),
    pub expected: [u16; 7],
}

fn name_change() -> Option<Value> {
    Some(json!({ "changes": [{ "path": "/notes", "to": "hello" }] }))
}

pub const TABLE: &[Row] = &[
    Row {
        operation: "installation_read",
        request: |_, _| ("GET", "/console/installation".into(), None),
        expected: [200; 7],
    },
    Row {
        operation: "installation_create",
        request: |_, _| {
            (
                "POST",
                "/console/installation".into(),
                Some(json!({ "organisation": "X", "realm": "x.example" })),
            )
        },
        expected: [409; 7],
    },
    Row {
        operation: "session_create",
        request: |_, _| {
            (
                "POST",
                "/console/session".into(),
                Some(json!({ "username": "admin", "password": "correct horse" })),
            )
        },
        expected: [200; 7],
    },
    Row {
        operation: "session_read",
        request: |_, _| ("GET", "/console/session".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "lock_read",
        request: |_, _| ("GET", "/console/session/lock".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "lock_choose",
        request: |_, _| {
            (
                "PUT",
                "/console/session/lock".into(),
                Some(json!({ "password": "left for lunch" })),
            )
        },
        expected: [401, 403, 403, 403, 403, 403, 403],
    },
    Row {
        operation: "lock_close",
        request: |_, _| ("POST", "/console/session/lock".into(), None),
        expected: [401, 204, 204, 204, 204, 204, 204],
    },
    // Right behind it, since nothing else is looked at in between.
    Row {
        operation: "lock_open",
        request: |_, _| {
            (
                "POST",
                "/console/session/unlock".into(),
                Some(json!({ "password": crate::office::PASSWORD })),
            )
        },
        expected: [401, 204, 204, 204, 204, 204, 204],
    },
    Row {
        operation: "settings_read",
        request: |_, _| ("GET", "/console/settings".into(), None),
        expected: [401, 403, 403, 403, 403, 403, 200],
    },
    Row {
        operation: "settings_update",
        request: |_, _| {
            let change = json!({ "path": "/allow_move", "to": "superduper_admin" });
            (
                "PATCH",
                "/console/settings".into(),
                Some(json!({ "changes": [change] })),
            )
        },
        expected: [401, 403, 403, 403, 403, 403, 200],
    },
    Row {
        operation: "tree_window",
        request: |f, _| {
            (
                "POST",
                "/console/tree/window".into(),
                Some(json!({ "root": f.account, "from": 0, "count": 10 })),
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "account_create",
        request: |f, fresh| {
            // A name that was not given away for the caller before.
            let name = format!("New {}", fresh.child);
            (
                "POST",
                "/console/accounts".into(),
                Some(json!({ "parent_id": f.account, "fields": { "name": name } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "account_read",
        request: |f, _| ("GET", format!("/console/accounts/{}", f.account), None),
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "account_update",
        request: |f, _| {
            (
                "PATCH",
                format!("/console/accounts/{}", f.account),
                name_change(),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "account_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/accounts/{}?with_subtree=true", fresh.child),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 204, 204],
    },
    Row {
        operation: "account_move",
        request: |f, fresh| {
            (
                "POST",
                format!("/console/accounts/{}/move", fresh.child),
                Some(json!({ "parent_id": f.child })),
            )
        },
        // The person does not even see the account below his own.
        expected: [401, 404, 404, 404, 404, 200, 200],
    },
    Row {
        operation: "account_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/accounts/{}/restore", fresh.deleted_account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 200, 200],
    },
    Row {
        operation: "user_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/users", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "user_create",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/users", f.account),
                Some(json!({ "fields": { "first_name": "New" } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "user_read",
        request: |f, _| ("GET", format!("/console/users/{}", f.colleague), None),
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_update",
        request: |f, _| {
            (
                "PATCH",
                format!("/console/users/{}", f.colleague),
                name_change(),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_delete",
        request: |_, fresh| ("DELETE", format!("/console/users/{}", fresh.user), None),
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "user_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/users/{}/restore", fresh.deleted_user),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_set_password",
        request: |f, _| {
            (
                "PUT",
                format!("/console/users/{}/password", f.colleague),
                Some(json!({ "password": "another horse" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "forwarding_read",
        request: |f, _| {
            (
                "GET",
                format!("/console/users/{}/forwarding", f.colleague),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "forwarding_update",
        request: |f, _| {
            let changes = json!([{ "path": "/office_hours", "to": { "mode": "account" } }]);
            (
                "PATCH",
                format!("/console/users/{}/forwarding", f.colleague),
                Some(json!({ "changes": changes })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "who_rings",
        request: |f, _| {
            (
                "POST",
                format!("/console/users/{}/who-rings", f.colleague),
                Some(json!({ "caller": "1" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "holiday_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/holidays", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "holiday_create",
        request: |f, _| {
            let fields =
                json!({ "name": "Day", "from_date": "2026-06-01", "to_date": "2026-06-02" });
            (
                "POST",
                format!("/console/accounts/{}/holidays", f.account),
                Some(fields),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "holiday_update",
        request: |_, fresh| {
            (
                "PATCH",
                format!("/console/holidays/{}", fresh.holiday),
                Some(json!({ "changes": [{ "path": "/name", "from": "Fair", "to": "Feast" }] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "holiday_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/holidays/{}", fresh.holiday),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "holiday_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/holidays/{}/restore", fresh.holiday),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "search",
        request: |_, _| ("GET", "/console/search?q=pia".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "audit_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/audit?account_id={}", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "audit_window",
        request: |f, _| {
            let span = json!({ "since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z",
                "rows": { "from": 0, "count": 1 } });
            let path = format!("/console/audit/window?account_id={}", f.account);
            ("POST", path, Some(span))
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    // The last one, since nobody is signed in after it.
    Row {
        operation: "session_delete",
        request: |_, _| ("DELETE", "/console/session".into(), None),
        expected: [204; 7],
    },
];
