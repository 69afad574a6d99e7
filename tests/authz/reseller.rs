//! The operations of the reseller dialect: every one has a row here, tried by the same callers as those of `/console`.
//!
//! Whoever calls stands on his own account: a path that names a client of the fixture's account is unknown (404) to
//! the others, and a path that names none is about the caller's own clients.

use crate::fixture::{CALLERS, Fixture};
use crate::office::{As, id};
use crate::verdict::{Verdict, documented};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What one request may use up.
pub struct Fresh {
    /// A client account of the fixture's account.
    client: String,
    /// An account profile.
    profile: String,
    /// A watch of the fixture's account.
    watch: String,
    number: usize,
}

type Request = (&'static str, String, Option<Value>);

pub struct Row {
    pub operation: &'static str,
    pub request: fn(&Fresh) -> Request,
    pub expected: [u16; 7],
}

const ACCOUNTS: &str = "/api/2.0/resellers/accounts";
const WATCH: &str = "/api/2.0/resellers/accounts/watch";
const KEYS: &str = "/api/2.0/resellers/cryptoKeys";
const PROFILES: &str = "/api/2.0/resellers/profiles";
/// About the caller's own clients: every admin may.
const OWN: [u16; 7] = [401, 200, 403, 200, 403, 200, 200];
/// About a client of the fixture's account.
const HIS: [u16; 7] = [401, 404, 403, 404, 403, 200, 404];
/// About the whole installation.
const TOP: [u16; 7] = [401, 403, 403, 403, 403, 403, 200];

fn one(fresh: &Fresh) -> String {
    format!("{ACCOUNTS}/{}", fresh.client)
}

fn profile(fresh: &Fresh) -> String {
    format!("{PROFILES}/{}", fresh.profile)
}

fn new_account(fresh: &Fresh) -> Value {
    let email = format!("made{}@x.example", fresh.number);
    json!({ "email": email, "profile": { "id": "default" } })
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row { operation: "accounts.list", request: |_| ("GET", ACCOUNTS.to_owned(), None), expected: OWN },
    Row { operation: "accounts.insert", request: |it| ("POST", ACCOUNTS.to_owned(), Some(new_account(it))), expected: OWN },
    Row { operation: "accounts.get", request: |it| ("GET", one(it), None), expected: HIS },
    Row { operation: "accounts.update", request: |it| ("PUT", one(it), Some(json!({ "clientName": format!("N{}", it.number) }))), expected: HIS },
    Row { operation: "accounts.post", request: |it| ("POST", one(it), Some(json!({ "clientName": format!("P{}", it.number) }))), expected: HIS },
    Row { operation: "accounts.patch", request: |it| ("PATCH", one(it), Some(json!({ "tags": [] }))), expected: HIS },
    Row { operation: "accounts.delete", request: |it| ("DELETE", one(it), None), expected: [401, 404, 403, 404, 403, 204, 404] },
    Row { operation: "watches.list", request: |_| ("GET", WATCH.to_owned(), None), expected: OWN },
    Row { operation: "watches.insert", request: |_| ("POST", WATCH.to_owned(), Some(json!({ "address": "https://x.example" }))), expected: OWN },
    Row { operation: "watches.get", request: |it| ("GET", watch(it), None), expected: HIS },
    Row { operation: "watches.update", request: |it| ("PUT", watch(it), Some(json!({ "name": "w" }))), expected: HIS },
    Row { operation: "watches.post", request: |it| ("POST", watch(it), Some(json!({ "name": "w" }))), expected: HIS },
    Row { operation: "watches.delete", request: |it| ("DELETE", watch(it), None), expected: [401, 404, 403, 404, 403, 204, 404] },
    Row { operation: "watches.test", request: |it| ("POST", format!("{}/test", watch(it)), None), expected: HIS },
    Row { operation: "watches.requests", request: |it| ("GET", format!("{}/requests", watch(it)), None), expected: HIS },
    Row { operation: "watches.replay", request: |it| ("POST", format!("{}/requests/{}/replay", watch(it), it.watch), None), expected: [401, 404, 403, 404, 403, 404, 404] },
    Row { operation: "keys.list", request: |_| ("GET", KEYS.to_owned(), None), expected: OWN },
    Row { operation: "keys.insert", request: |it| ("POST", KEYS.to_owned(), Some(json!({ "id": format!("k{}", it.number) }))), expected: OWN },
    Row { operation: "keys.get", request: |_| ("GET", format!("{KEYS}/default"), None), expected: OWN },
    Row { operation: "keys.rotate", request: |_| ("POST", format!("{KEYS}/default/rotate"), None), expected: OWN },
    Row { operation: "keys.delete", request: |_| ("DELETE", format!("{KEYS}/nobodys"), None), expected: [401, 404, 403, 404, 403, 404, 404] },
    Row { operation: "profiles.list", request: |_| ("GET", PROFILES.to_owned(), None), expected: OWN },
    Row { operation: "profiles.insert", request: |it| ("POST", PROFILES.to_owned(), Some(json!({ "name": format!("I{}", it.number) }))), expected: TOP },
    Row { operation: "profiles.update", request: |it| ("PUT", profile(it), Some(json!({ "name": format!("U{}", it.number) }))), expected: TOP },
    Row { operation: "profiles.delete", request: |it| ("DELETE", profile(it), None), expected: [401, 403, 403, 403, 403, 403, 204] },
];

fn watch(fresh: &Fresh) -> String {
    format!("{WATCH}/{}", fresh.watch)
}

async fn fresh(fixture: &Fixture, (number, operation): (usize, &str)) -> Fresh {
    let office = &fixture.office;
    let name = json!({ "name": format!("Plan {number}") });
    let made = office.post(&As::Owner, PROFILES, name).await;
    // An account has no more than a hundred watches.
    let watch = match operation.starts_with("watches.") {
        true => {
            let body = json!({ "address": "https://x.example" });
            let ada = &fixture.callers[crate::fixture::ADMIN];
            id(&office.post(ada, WATCH, body).await.expect(200))
        }
        false => String::new(),
    };
    Fresh {
        watch,
        client: office
            .account(&fixture.account, &format!("Client {number}"))
            .await,
        profile: id(&made.expect(200)),
        number,
    }
}

#[test]
fn every_operation_of_the_reseller_document_has_a_row() {
    let document = cordboard_api::openapi::reseller();
    let documented = documented(&document);
    let known: BTreeSet<&str> = TABLE.iter().map(|row| row.operation).collect();
    assert_eq!(documented, known);
    assert_eq!(TABLE.len(), known.len(), "an operation has two rows");
}

#[tokio::test]
async fn every_caller_of_the_reseller_dialect_gets_what_the_table_says() {
    let fixture = Fixture::new().await;
    let mut verdict = Verdict::default();
    let mut number = 0;
    for row in TABLE {
        for (caller, expected) in row.expected.into_iter().enumerate() {
            number += 1;
            let fresh = fresh(&fixture, (number, row.operation)).await;
            let (method, path, body) = (row.request)(&fresh);
            let who = &fixture.callers[caller];
            let answer = fixture.office.call(who, method, &path, body).await;
            verdict.hear(row.operation, CALLERS[caller], &answer, expected);
        }
    }
    verdict.give();
}
