//! Meeting rooms: the room is one of the fixture's person, and stopped. What a stopped room cannot do is a conflict.

use super::Row;
use serde_json::json;

pub const ROWS: &[Row] = &[
    Row {
        operation: "meetings.list",
        request: |_, _| {
            let path = "/api/user/meetings".to_owned();
            ("GET", path, None)
        },
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "meetings.create",
        request: |_, _| {
            let path = "/api/user/meetings".to_owned();
            (
                "POST",
                path,
                Some(json!({ "mode": "AUDIO", "subject": "Monday", "timezone": "UTC" })),
            )
        },
        expected: [401, 201, 201, 201, 201, 201, 201],
    },
    Row {
        operation: "meetings.read",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}", fresh.meeting);
            ("GET", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.update",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}", fresh.meeting);
            ("POST", path, Some(json!({ "subject": "Tuesday" })))
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.destroy",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/destroy", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 204, 204, 404],
    },
    Row {
        operation: "meetings.status",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/status", fresh.meeting);
            ("GET", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.mute",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/mute", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 409, 409, 404],
    },
    Row {
        operation: "meetings.unmute",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/unmute", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.lock",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/lock", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 409, 409, 404],
    },
    Row {
        operation: "meetings.unlock",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/unlock", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.start",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/start", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.stop",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/stop", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "meetings.start_recording",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/start_recording", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 409, 409, 404],
    },
    Row {
        operation: "meetings.stop_recording",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/stop_recording", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "participants.list",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants", fresh.meeting);
            ("GET", path, None)
        },
        expected: [401, 404, 404, 404, 200, 200, 404],
    },
    Row {
        operation: "participants.layout",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants/layout", fresh.meeting);
            ("POST", path, Some(json!({ "items": [] })))
        },
        expected: [401, 404, 404, 404, 409, 409, 404],
    },
    Row {
        operation: "participants.invite",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants/invite", fresh.meeting);
            ("POST", path, Some(json!({ "number": "101" })))
        },
        expected: [401, 404, 404, 404, 409, 409, 404],
    },
    Row {
        operation: "participants.read",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants/x", fresh.meeting);
            ("GET", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "participants.mute",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants/x/mute", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "participants.unmute",
        request: |_, fresh| {
            let path = format!("/api/user/meetings/{}/participants/x/unmute", fresh.meeting);
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "participants.chairman",
        request: |_, fresh| {
            let path = format!(
                "/api/user/meetings/{}/participants/x/chairman",
                fresh.meeting
            );
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "participants.destroy",
        request: |_, fresh| {
            let path = format!(
                "/api/user/meetings/{}/participants/x/destroy",
                fresh.meeting
            );
            ("POST", path, None)
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
    Row {
        operation: "participants.position",
        request: |_, fresh| {
            let path = format!(
                "/api/user/meetings/{}/participants/x/position",
                fresh.meeting
            );
            ("POST", path, Some(json!({ "position": 1 })))
        },
        expected: [401, 404, 404, 404, 404, 404, 404],
    },
];
