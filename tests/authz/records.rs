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
        operation: "who_rings_week",
        request: |f, _| {
            (
                "POST",
                format!("/console/users/{}/who-rings/week", f.colleague),
                Some(json!({ "caller": "1" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "kind_read",
        request: |_, _| ("GET", "/console/kinds/phone".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "log_window",
        request: |f, _| {
            let span = json!({ "since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z",
                "rows": { "from": 0, "count": 10 } });
            (
                "POST",
                format!("/console/accounts/{}/logs/call", f.account),
                Some(span),
            )
        },
        // A person gets his own.
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "call_hours",
        request: |f, _| {
            let span = "since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z";
            (
                "GET",
                format!("/console/accounts/{}/call-hours?{span}", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "user_bulk",
        request: |f, fresh| {
            let edit =
                json!({ "id": fresh.user, "changes": [{ "path": "/department", "to": "Sales" }] });
            (
                "POST",
                format!("/console/accounts/{}/users/bulk", f.account),
                Some(json!({ "dry_run": false, "edits": [edit] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_import",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/users/import", f.account),
                Some(
                    json!({ "dry_run": false, "lines": [{ "fields": { "first_name": "Ines" } }] }),
                ),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "meeting_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/meetings", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "meeting_create",
        request: |f, _| {
            let fields = json!({ "subject": "Plan", "mode": "audio", "timezone": "Europe/Berlin" });
            (
                "POST",
                format!("/console/accounts/{}/meetings", f.account),
                Some(json!({ "owner_id": f.colleague, "fields": fields })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "meeting_read",
        request: |_, fresh| ("GET", format!("/console/meetings/{}", fresh.meeting), None),
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "meeting_update",
        request: |_, fresh| {
            (
                "PATCH",
                format!("/console/meetings/{}", fresh.meeting),
                Some(json!({ "changes": [{ "path": "/room_pin", "to": "4711" }] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "meeting_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/meetings/{}", fresh.meeting),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "meeting_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/meetings/{}/restore", fresh.meeting),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "meeting_command",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/meetings/{}/commands", fresh.meeting),
                Some(json!({ "command": "start" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "meeting_invite",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/meetings/{}/invitations", fresh.meeting),
                Some(json!({ "number": "100" })),
            )
        },
        // The room is stopped, and there is nothing that could ring anybody.
        expected: [401, 404, 404, 404, 403, 409, 409],
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
                "PATCH",
                format!("/console/accounts/{}/roles/{}", f.account, fresh.role).replace(' ', "%20"),
                Some(json!({ "changes": [{ "path": "/description", "from": "", "to": "hello" }] })),
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
    Row {
        operation: "user_set_presence",
        request: |_, fresh| {
            (
                "PUT",
                format!("/console/users/{}/presence", fresh.user),
                Some(json!({ "presence": "away" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "user_set_photo",
        request: |_, fresh| ("PUT", format!("/console/users/{}/photo", fresh.user), None),
        // Those who may are told that nothing is no picture.
        expected: [401, 404, 404, 404, 403, 422, 422],
    },
    Row {
        operation: "user_remove_photo",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/users/{}/photo", fresh.user),
                None,
            )
        },
        // Those who may are told that there is none.
        expected: [401, 404, 404, 404, 403, 404, 404],
    },
    Row {
        operation: "user_card",
        request: |_, fresh| ("GET", format!("/console/users/{}/card", fresh.user), None),
        // A colleague's card is not his to take: it holds what only he and admins read.
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "phone_models",
        request: |_, _| ("GET", "/console/phone-models".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "phone_file",
        request: |_, fresh| ("GET", format!("/console/phones/{}/file", fresh.phone), None),
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "phone_import",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/phones/import", f.account),
                Some(json!({ "dry_run": false, "lines": [{ "text": "001565aabb01" }] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "phone_copy_keys",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/phones/{}/keys/copy", fresh.phone),
                Some(json!({ "dry_run": false, "to": [fresh.phone] })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "phone_softphone",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/phones/{}/softphone", fresh.phone),
                Some(json!({})),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "phone_rearm",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/phones/{}/rearm", fresh.phone),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
];
