//! What leaves the program: letters, links to new passwords, and what is told to watches.

use crate::fixture::Fixture;
use crate::table::Row;
use serde_json::json;

/// Letters are for those who look after the whole installation.
const ABOVE_ONLY: [u16; 7] = [401, 403, 403, 403, 403, 403, 200];
/// Each admin stands on his own account, and works with its watches and keys.
const ADMINS: [u16; 7] = [401, 200, 403, 200, 403, 200, 200];
/// The watch of the fixture's account is unknown in every other.
const ITS_ADMIN: [u16; 7] = [401, 404, 403, 404, 403, 200, 404];

const fn with(mut expected: [u16; 7], good: u16) -> [u16; 7] {
    let mut at = 0;
    while at < 7 {
        if expected[at] == 200 {
            expected[at] = good;
        }
        at += 1;
    }
    expected
}

fn watch(fixture: &Fixture, what: &str) -> String {
    format!("/console/watches/{}{what}", fixture.watch)
}

fn delivery(fixture: &Fixture, what: &str) -> String {
    watch(fixture, &format!("/deliveries/{}{what}", fixture.delivery))
}

/// No letter has the account's id.
fn letter(fixture: &Fixture, what: &str) -> String {
    format!("/console/outbox/{}{what}", fixture.account)
}

pub const OUTGOING: &[Row] = &[
    Row {
        operation: "outbox_list",
        request: |_, _| ("GET", "/console/outbox".into(), None),
        expected: ABOVE_ONLY,
    },
    Row {
        operation: "letter_test",
        request: |_, _| {
            let body = json!({ "to": "me@acme.example" });
            ("POST", "/console/outbox/test".into(), Some(body))
        },
        expected: with(ABOVE_ONLY, 409),
    },
    Row {
        operation: "letter_link",
        request: |f, _| ("POST", letter(f, "/link"), None),
        expected: with(ABOVE_ONLY, 404),
    },
    Row {
        operation: "letter_retry",
        request: |f, _| ("POST", letter(f, "/retry"), None),
        expected: with(ABOVE_ONLY, 404),
    },
    Row {
        operation: "letter_discard",
        request: |f, _| ("DELETE", letter(f, ""), None),
        expected: with(ABOVE_ONLY, 404),
    },
    // Whoever has the link is known by it; nobody learns who has an account.
    Row {
        operation: "recovery_start",
        request: |_, _| {
            // Without a page nothing is asked for, or somebody would soon have to wait.
            let body = json!({ "username": "nobody", "page": "" });
            ("POST", "/console/recovery".into(), Some(body))
        },
        expected: [422; 7],
    },
    Row {
        operation: "recovery_look",
        request: |_, _| {
            let body = json!({ "reset_id": "0".repeat(64) });
            ("POST", "/console/recovery/link".into(), Some(body))
        },
        expected: [422; 7],
    },
    Row {
        operation: "recovery_set_password",
        request: |_, _| {
            let body = json!({ "reset_id": "0".repeat(64), "password": "correct horse" });
            ("POST", "/console/recovery/password".into(), Some(body))
        },
        expected: [422; 7],
    },
    Row {
        operation: "watch_list",
        request: |_, _| ("GET", "/console/watches".into(), None),
        expected: ADMINS,
    },
    Row {
        operation: "watch_create",
        request: |_, _| {
            let body = json!({ "fields": { "address": "https://hook.example/" } });
            ("POST", "/console/watches".into(), Some(body))
        },
        expected: with(ADMINS, 201),
    },
    Row {
        operation: "watch_preview",
        request: |_, _| {
            let body = json!({ "template": { "id": "${$.id}" } });
            ("POST", "/console/watches/preview".into(), Some(body))
        },
        expected: ADMINS,
    },
    Row {
        operation: "watch_read",
        request: |f, _| ("GET", watch(f, ""), None),
        expected: ITS_ADMIN,
    },
    Row {
        operation: "watch_update",
        request: |f, _| {
            let body = json!({ "changes": [{ "path": "/name", "to": "Hook" }] });
            ("PATCH", watch(f, ""), Some(body))
        },
        expected: ITS_ADMIN,
    },
    Row {
        operation: "watch_test",
        request: |f, _| ("POST", watch(f, "/test"), None),
        expected: with(ITS_ADMIN, 201),
    },
    Row {
        operation: "delivery_list",
        request: |f, _| ("GET", watch(f, "/deliveries"), None),
        expected: ITS_ADMIN,
    },
    Row {
        operation: "delivery_read",
        request: |f, _| ("GET", delivery(f, ""), None),
        expected: ITS_ADMIN,
    },
    Row {
        operation: "delivery_replay",
        request: |f, _| ("POST", delivery(f, "/replay"), None),
        expected: with(ITS_ADMIN, 204),
    },
    Row {
        operation: "crypto_key_list",
        request: |_, _| ("GET", "/console/crypto-keys".into(), None),
        expected: ADMINS,
    },
    Row {
        operation: "crypto_key_create",
        request: |_, _| {
            let body = json!({ "name": "fresh", "algorithm": "ed25519" });
            ("POST", "/console/crypto-keys".into(), Some(body))
        },
        expected: with(ADMINS, 201),
    },
    Row {
        operation: "crypto_key_read",
        request: |_, _| ("GET", "/console/crypto-keys/default".into(), None),
        expected: ADMINS,
    },
    Row {
        operation: "crypto_key_rotate",
        request: |_, _| ("POST", "/console/crypto-keys/default/rotate".into(), None),
        expected: ADMINS,
    },
    // Of those that were made above: each account its own.
    Row {
        operation: "crypto_key_delete",
        request: |_, _| ("DELETE", "/console/crypto-keys/fresh".into(), None),
        expected: with(ADMINS, 204),
    },
    // The last one of the watch, which is gone after it.
    Row {
        operation: "watch_delete",
        request: |f, _| ("DELETE", watch(f, ""), None),
        expected: with(ITS_ADMIN, 204),
    },
];
