//! The operations of the PortSIP dialect: every one has a row here, tried by the same callers as those of `/console`.
//!
//! Whoever calls stands on his own account, which is his tenant: a path that names a record of the fixture's account
//! is unknown (404) to the others, and a path that names none is about the caller's own tenant.

mod auth;
mod contacts;
mod groups;
mod meetings;
mod owned;
mod owned_of_others;
mod roles;
mod shared;
mod speed_dials;
mod status;
mod users;

use crate::fixture::{ADMIN, CALLERS, Fixture};
use crate::office::{As, id};
use crate::verdict::{Verdict, documented};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What one request may use up; all of it belongs to the fixture's account.
pub struct Fresh {
    /// A user, extension `number`.
    pub user: String,
    /// A meeting room of the fixture's person.
    pub meeting: String,
    /// His extension.
    pub extension: String,
    /// A group with him in it.
    pub group: String,
    /// A role.
    pub role: String,
    /// Counts the requests.
    pub number: usize,
}

/// A request, and what each of the callers gets.
pub struct Row {
    pub operation: &'static str,
    pub request: fn(&Fixture, &Fresh) -> (&'static str, String, Option<Value>),
    pub expected: [u16; 7],
}

/// Signing out uses the caller's token up, so that it has tests of its own.
const ELSEWHERE: &[&str] = &["auth.sign_out", "login.delete"];

const TABLE: &[&[Row]] = &[
    auth::ROWS,
    groups::ROWS,
    meetings::ROWS,
    contacts::ROWS,
    speed_dials::ROWS,
    owned::ROWS,
    owned_of_others::ROWS,
    roles::ROWS,
    shared::ROWS,
    status::ROWS,
    users::ROWS,
];

fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().copied().flatten()
}

async fn meeting(fixture: &Fixture) -> String {
    let body = serde_json::json!({ "mode": "AUDIO", "subject": "Monday", "timezone": "UTC" });
    let person = &fixture.callers[crate::fixture::PERSON];
    let made = fixture
        .office
        .post(person, "/api/user/meetings", body)
        .await;
    crate::office::id(&made.expect(201))
}

async fn fresh(fixture: &Fixture, number: usize) -> Fresh {
    let office = &fixture.office;
    let account = &fixture.account;
    let extension = (1000 + number).to_string();
    let fields = json!({ "username": format!("u{number}"), "extension_number": extension });
    let users = format!("/console/accounts/{account}/users");
    let made = office
        .post(&As::Owner, &users, json!({ "fields": fields }))
        .await;
    let user = id(&made.expect(201));
    let groups = format!("/v2/accounts/{account}/groups");
    let members = json!({ &user: { "type": "user" } });
    let body = json!({ "data": { "name": format!("g{number}"), "endpoints": members } });
    let made = office.call(&As::Owner, "PUT", &groups, Some(body)).await;
    let group = id(&made.expect(201)["data"]);
    let role = format!("r{number}");
    let body = json!({ "name": role, "permissions": {} });
    let ada = &fixture.callers[ADMIN];
    office.post(ada, "/api/roles", body).await.expect(201);
    Fresh {
        user,
        extension,
        group,
        role,
        number,
        meeting: meeting(fixture).await,
    }
}

#[test]
fn every_operation_of_the_portsip_document_has_a_row() {
    let document = cordboard_api::openapi::portsip();
    let documented = documented(&document);
    let known: BTreeSet<&str> = rows()
        .map(|row| row.operation)
        .chain(ELSEWHERE.iter().copied())
        .collect();
    assert_eq!(documented, known);
    assert_eq!(
        rows().count() + ELSEWHERE.len(),
        known.len(),
        "an operation has two rows"
    );
}

#[tokio::test]
async fn every_caller_of_the_portsip_dialect_gets_what_the_table_says() {
    let fixture = Fixture::new().await;
    fixture.sign_in_for_nothing().await;
    let mut verdict = Verdict::default();
    let mut number = 0;
    for row in rows() {
        for (caller, expected) in row.expected.into_iter().enumerate() {
            number += 1;
            let fresh = fresh(&fixture, number).await;
            let (method, path, body) = (row.request)(&fixture, &fresh);
            let who = &fixture.callers[caller];
            let answer = fixture.office.call(who, method, &path, body).await;
            verdict.hear(row.operation, CALLERS[caller], &answer, expected);
        }
    }
    verdict.give();
}
