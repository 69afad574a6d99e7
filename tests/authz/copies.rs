//! The operations about this computer's copy: they belong to the owner in front of it, and to nobody who signed in.

use crate::table::Row;
use serde_json::json;

const OWNERS: [u16; 7] = [401, 403, 403, 403, 403, 403, 403];
const ZERO: &str = "00000000000000000000000000000000";

pub const COPIES: &[Row] = &[
    Row {
        operation: "copy_read",
        request: |_, _| ("GET", "/console/sync".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_pause",
        request: |_, _| {
            let body = json!({ "paused": true });
            ("PATCH", "/console/sync".into(), Some(body))
        },
        expected: OWNERS,
    },
    Row {
        operation: "copy_connect",
        request: |_, _| {
            let body = json!({ "address": "https://x.example", "username": "x", "password": "x" });
            ("POST", "/console/sync/connection".into(), Some(body))
        },
        expected: OWNERS,
    },
    Row {
        operation: "copy_unlock",
        request: |_, _| {
            let body = json!({ "passphrase": "open sesame" });
            ("POST", "/console/sync/unlock".into(), Some(body))
        },
        expected: OWNERS,
    },
    Row {
        operation: "copy_meet",
        request: |_, _| ("POST", "/console/sync/now".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_outbox",
        request: |_, _| ("GET", "/console/sync/outbox".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_undo",
        request: |_, _| ("DELETE", "/console/sync/outbox/1".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_again",
        request: |_, _| ("POST", "/console/sync/outbox/1/again".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_conflicts",
        request: |_, _| ("GET", "/console/sync/conflicts".into(), None),
        expected: OWNERS,
    },
    Row {
        operation: "copy_settle",
        request: |_, _| {
            let path = format!("/console/sync/conflicts/{ZERO}");
            ("POST", path, Some(json!({ "choice": "mine" })))
        },
        expected: OWNERS,
    },
];
