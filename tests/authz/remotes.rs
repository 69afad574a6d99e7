//! Servers elsewhere: they belong to the admins of the account in which they are kept, and of those above.
//!
//! The one of the fixture is at an address where a server sends nothing, so that whoever may ask it gets 409.

use crate::fixture::Fixture;
use crate::table::Row;
use serde_json::json;

/// Each admin, about what is his own.
const ADMINS: [u16; 7] = [401, 409, 403, 409, 403, 409, 409];
/// The admins who look after the account.
const ITS_ADMINS: [u16; 7] = [401, 404, 403, 404, 403, 409, 409];

fn remote(fixture: &Fixture, what: &str) -> String {
    format!("/console/remotes/{}{what}", fixture.remote)
}

pub const REMOTES: &[Row] = &[
    Row {
        operation: "remote_list",
        request: |_, _| ("GET", "/console/remotes".into(), None),
        expected: [401, 200, 403, 200, 403, 200, 200],
    },
    Row {
        operation: "remote_look",
        request: |_, _| {
            let body = json!({ "dialect": "crossbar", "address": "http://127.0.0.1:1", "username": "a", "password": "x" });
            ("POST", "/console/remotes/accounts".into(), Some(body))
        },
        expected: ADMINS,
    },
    Row {
        operation: "remote_add",
        request: |f, _| {
            let body = json!({
                "dialect": "crossbar", "address": "http://127.0.0.1:1", "username": "a", "password": "x", "here": f.account,
            });
            ("POST", "/console/remotes".into(), Some(body))
        },
        // What the sibling's person may not see is unknown to him.
        expected: [401, 404, 404, 404, 403, 409, 409],
    },
    Row {
        operation: "remote_read",
        request: |f, _| ("GET", remote(f, ""), None),
        expected: [401, 404, 403, 404, 403, 200, 200],
    },
    Row {
        operation: "remote_plan",
        request: |f, _| ("POST", remote(f, "/plan"), None),
        expected: ITS_ADMINS,
    },
    Row {
        operation: "remote_run",
        request: |f, _| {
            let body = json!({ "direction": "pull", "digest": "x" });
            ("POST", remote(f, "/runs"), Some(body))
        },
        expected: ITS_ADMINS,
    },
    Row {
        operation: "remote_sign_in",
        request: |f, _| {
            let body = json!({ "username": "admin", "password": "x" });
            ("POST", remote(f, "/session"), Some(body))
        },
        expected: ITS_ADMINS,
    },
    Row {
        operation: "remote_remove",
        request: |f, _| ("DELETE", remote(f, ""), None),
        // The account's admin takes it away.
        expected: [401, 404, 403, 404, 403, 204, 404],
    },
];
