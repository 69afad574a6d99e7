//! Whether people can be reached.

use super::Row;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "user.status",
        request: |_, _| ("GET", "/api/user/status".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "user.presence",
        request: |_, _| {
            let body = json!({ "presence": "LUNCH" });
            ("POST", "/api/user/presence".into(), Some(body))
        },
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "users.status",
        request: |_, fresh| {
            let path = format!("/api/users/{}/status", fresh.user);
            ("GET", path, None)
        },
        expected: [401, 404, 403, 404, 403, 200, 404],
    },
    // Nobody's phones are registered here, so that there is nothing to drop.
    Row {
        operation: "users.destroy_status",
        request: |_, fresh| {
            let path = format!("/api/users/{}/status/x/destroy_status", fresh.user);
            ("POST", path, None)
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    // Nobody is an agent here; tests/portsip has a queue with agents.
    Row {
        operation: "agent.read",
        request: |_, fresh| {
            let path = format!("/api/user/call_queues/{}/agent", fresh.user);
            ("GET", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "agent.update",
        request: |_, fresh| {
            let path = format!("/api/user/call_queues/{}/agent", fresh.user);
            ("POST", path, Some(json!({ "status": "READY" })))
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "users.agent.read",
        request: |_, fresh| {
            let path = format!("/api/users/{}/call_queues/{}/agent", fresh.user, fresh.user);
            ("GET", path, None)
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
    Row {
        operation: "users.agent.update",
        request: |_, fresh| {
            let path = format!("/api/users/{}/call_queues/{}/agent", fresh.user, fresh.user);
            ("POST", path, Some(json!({ "status": "READY" })))
        },
        expected: [401, 404, 403, 404, 403, 404, 404],
    },
];
