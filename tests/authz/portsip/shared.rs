//! What happened to people, what belongs to a tenant, and uploads.

use super::{Fresh, Row};
use serde_json::{Value, json};

/// A queue or a ring group with a number of its own.
fn team(fresh: &Fresh) -> Value {
    let number = u64::from_str_radix(&fresh.user[20..], 16).unwrap();
    json!({ "name": "Sales", "extension_number": format!("9{number}") })
}

pub const ROWS: &[Row] = &[
    Row {
        operation: "call_queues.own",
        request: |_, _| ("GET", "/api/user/call_queues".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "ring_groups.own",
        request: |_, _| ("GET", "/api/user/ring_groups".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "outbound_caller_ids.list",
        request: |_, _| ("GET", "/api/user/outbound_caller_ids".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "tenant_holidays.list",
        request: |_, _| ("GET", "/api/holidays".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "tenant_holidays.create",
        request: |_, _| {
            (
                "POST",
                "/api/holidays".into(),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "tenant_holidays.read",
        request: |_, _| {
            (
                "GET",
                "/api/holidays/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "tenant_holidays.update",
        request: |_, _| {
            (
                "POST",
                "/api/holidays/00000000000000000000000000000000".into(),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "tenant_holidays.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/holidays/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "call_queues.list",
        request: |_, _| ("GET", "/api/call_queues".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "call_queues.create",
        request: |_, fresh| ("POST", "/api/call_queues".into(), Some(team(fresh))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "call_queues.read",
        request: |_, _| {
            (
                "GET",
                "/api/call_queues/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "call_queues.update",
        request: |_, _| {
            (
                "POST",
                "/api/call_queues/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "call_queues.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/call_queues/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "ingest.call_queues",
        request: |_, fresh| ("POST", "/api/ingest/call_queues".into(), Some(team(fresh))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "ring_groups.list",
        request: |_, _| ("GET", "/api/ring_groups".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "ring_groups.create",
        request: |_, fresh| ("POST", "/api/ring_groups".into(), Some(team(fresh))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "ring_groups.read",
        request: |_, _| {
            (
                "GET",
                "/api/ring_groups/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "ring_groups.update",
        request: |_, _| {
            (
                "POST",
                "/api/ring_groups/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "ring_groups.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/ring_groups/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "ingest.ring_groups",
        request: |_, fresh| ("POST", "/api/ingest/ring_groups".into(), Some(team(fresh))),
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "ingest.global_holidays",
        request: |_, _| {
            (
                "POST",
                "/api/ingest/global_holidays".into(),
                Some(
                    json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true }),
                ),
            )
        },
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "ingest.business_contacts",
        request: |_, _| {
            (
                "POST",
                "/api/ingest/business_contacts".into(),
                Some(json!({ "name": "Shop" })),
            )
        },
        expected: [401, 201, 403, 201, 403, 201, 201],
    },
    Row {
        operation: "ingest.cdrs",
        request: |_, _| {
            (
                "POST",
                "/api/ingest/cdrs".into(),
                Some(json!({ "owner": "nobody" })),
            )
        },
        expected: [401, 400, 403, 400, 403, 400, 400],
    },
    Row {
        operation: "ingest.recordings",
        request: |_, _| {
            (
                "POST",
                "/api/ingest/recordings".into(),
                Some(json!({ "owner": "nobody" })),
            )
        },
        expected: [401, 400, 403, 400, 403, 400, 400],
    },
    Row {
        operation: "ingest.external_messages",
        request: |_, _| {
            (
                "POST",
                "/api/ingest/external_messages".into(),
                Some(json!({ "owner": "nobody" })),
            )
        },
        expected: [401, 400, 403, 400, 403, 400, 400],
    },
    Row {
        operation: "cdrs.list",
        request: |_, _| ("GET", "/api/user/cdrs".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "cdrs.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/cdrs/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "recordings.list",
        request: |_, _| ("GET", "/api/user/recordings".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "recordings.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/recordings/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "external_messages.list",
        request: |_, _| ("GET", "/api/user/external_messages".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "external_messages.read",
        request: |_, _| {
            (
                "GET",
                "/api/user/external_messages/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "cdrs.token",
        request: |_, _| ("POST", "/api/user/cdrs/sync_tokens".into(), None),
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "cdrs.diff",
        request: |_, _| ("POST", "/api/user/cdrs/sync_tokens/x/diff".into(), None),
        expected: [401, 403, 403, 403, 403, 403, 403],
    },
    Row {
        operation: "recordings.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/user/recordings/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "uploads.begin",
        request: |_, _| ("POST", "/api/blobs/uploads?filename=a".into(), None),
        expected: [401, 202, 202, 202, 202, 202, 202],
    },
    Row {
        operation: "uploads.append",
        request: |_, _| {
            (
                "POST",
                "/api/blobs/uploads/00000000000000000000000000000000/append".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "uploads.complete",
        request: |_, _| {
            (
                "POST",
                "/api/blobs/uploads/00000000000000000000000000000000/complete".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "uploads.status",
        request: |_, _| {
            (
                "GET",
                "/api/blobs/uploads/00000000000000000000000000000000/status".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "uploads.destroy",
        request: |_, _| {
            (
                "POST",
                "/api/blobs/uploads/00000000000000000000000000000000/destroy".into(),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "blobs.read",
        request: |_, _| {
            (
                "GET",
                "/api/blobs/00000000000000000000000000000000".into(),
                None,
            )
        },
        expected: [404; 7],
    },
];
