//! The operations of `/sync`: every one has a row here, tried by the same callers as those of `/console`.
//!
//! Nobody's copy is anybody else's, so a caller can only ask for his own. Whoever may have none is told so in the
//! words of the protocol (`revoked`), which his copy needs to understand.

use crate::fixture::{CALLERS, Fixture};
use crate::verdict::documented;
use serde_json::{Value, json};
use std::collections::BTreeSet;

struct Row {
    operation: &'static str,
    body: fn(&str) -> Value,
    /// What an admin is answered, as the first word of the answer.
    admin: &'static str,
}

const TABLE: &[Row] = &[
    Row {
        operation: "sync_hello",
        body: |id| json!({ "client_id": id, "app_version": "t", "schema": 1 }),
        admin: "welcome",
    },
    Row {
        operation: "sync_push",
        body: |id| json!({ "client_id": id, "incarnation": id, "schema": 1, "txs": [] }),
        admin: "incarnation",
    },
    Row {
        operation: "sync_pull",
        body: |id| json!({ "client_id": id, "incarnation": id }),
        admin: "incarnation",
    },
    Row {
        operation: "sync_snapshot",
        body: |id| json!({ "client_id": id, "incarnation": id }),
        admin: "incarnation",
    },
];

/// The operations on bytes, which [`whose_bytes_are_read_and_sent`] tries.
const BYTES: [&str; 2] = ["sync_blob_read", "sync_blob_write"];

/// Which of the callers are admins of an account.
const ADMINS: [bool; 7] = [false, true, false, true, false, true, true];

#[test]
fn every_operation_of_the_sync_document_has_a_row() {
    let document = cordboard_api::openapi::sync();
    let documented = documented(&document);
    let rows = TABLE.iter().map(|row| row.operation).chain(BYTES);
    let known: BTreeSet<&str> = rows.clone().collect();
    assert_eq!(documented, known);
    assert_eq!(rows.count(), known.len(), "an operation has two rows");
}

#[tokio::test]
async fn only_admins_who_signed_in_have_a_copy() {
    let fixture = Fixture::new().await;
    let first_word = |answer: &Value| match answer {
        Value::String(word) => word.clone(),
        Value::Object(keys) => keys.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    for row in TABLE {
        let path = format!("/sync/{}", row.operation.trim_start_matches("sync_"));
        for (caller, is_admin) in ADMINS.into_iter().enumerate() {
            let who = &fixture.callers[caller];
            // Each has a copy of his own.
            let body = (row.body)(&format!("{caller:032x}"));
            let answer = fixture.office.call(who, "POST", &path, Some(body)).await;
            let said = (answer.status.as_u16(), first_word(&answer.body));
            let expected = match (caller, is_admin) {
                (0, _) => (401, first_word(&answer.body)),
                (_, true) => (200, row.admin.to_owned()),
                (_, false) => (200, "revoked".to_owned()),
            };
            assert_eq!(said, expected, "{}: {}", row.operation, CALLERS[caller]);
        }
    }
}

#[tokio::test]
async fn whose_bytes_are_read_and_sent() {
    let fixture = Fixture::new().await;
    let digest = "0".repeat(64);
    let read = format!("/sync/blobs/{digest}?kind=user&id={}", fixture.person);
    for (caller, is_admin) in ADMINS.into_iter().enumerate() {
        let who = &fixture.callers[caller];
        // Nobody has a photo: who may look is told so, and who may not look at all is refused first.
        let answer = fixture.office.call(who, "GET", &read, None).await;
        let expected = match (caller, is_admin) {
            (0, _) => 401,
            (_, true) => 404,
            (_, false) => 403,
        };
        assert_eq!(
            answer.status.as_u16(),
            expected,
            "read: {}",
            CALLERS[caller]
        );
        // Without saying which bytes these are nobody sends any.
        let path = format!("/sync/blobs/{digest}");
        let answer = fixture.office.call(who, "PUT", &path, None).await;
        let expected = match caller {
            0 => 401,
            _ => 400,
        };
        assert_eq!(
            answer.status.as_u16(),
            expected,
            "write: {}",
            CALLERS[caller]
        );
    }
}
