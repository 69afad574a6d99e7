//! Who may do what in the Crossbar dialect: every operation of its OpenAPI document has a row, or this test fails.

use crate::crossbar_table::TABLE;
use crate::fixture::{ADMIN, BELOW, Fixture, PERSON};
use crate::office::{As, Office};
use crate::verdict::{Verdict, documented};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const CALLERS: [&str; 7] = [
    "nobody",
    "the sibling's admin",
    "the admin below",
    "the person",
    "the account's admin",
    "the account's key",
    "the admin above",
];

/// What one request may use up; all of it belongs to the fixture's account.
pub struct Fresh {
    /// An account below, with none below itself.
    pub child: String,
    pub user: String,
    pub group: String,
    pub device: String,
    /// The token with which this request is sent, or "".
    pub token: String,
    /// Something that no other row has.
    pub number: usize,
}

/// What was made, by its `data`.
async fn made(office: &Office, path: &str, data: Value) -> String {
    let body = json!({ "data": data });
    let answer = office.call(&As::Owner, "PUT", path, Some(body)).await;
    let id = answer.expect(201)["data"]["id"].clone();
    id.as_str().unwrap().to_owned()
}

async fn fresh(fixture: &Fixture, who: &As, number: usize) -> Fresh {
    let (office, account) = (&fixture.office, &fixture.account);
    let name = json!({ "name": format!("Fresh {number}") });
    let people = format!("/console/accounts/{account}/users");
    let nell = json!({ "fields": { "first_name": "Nell", "last_name": format!("No {number}") } });
    let user = office.post(&As::Owner, &people, nell).await.expect(201);
    let user = user["id"].as_str().unwrap().to_owned();
    let below = |what: &str| format!("/v2/accounts/{account}{what}");
    let mut phone = name.clone();
    phone["owner_id"] = user.as_str().into();
    Fresh {
        child: made(office, &below(""), name.clone()).await,
        group: made(office, &below("/groups"), name).await,
        device: made(office, &below("/devices"), phone).await,
        user,
        token: match who {
            As::Token(token) => token.clone(),
            _ => String::new(),
        },
        number,
    }
}

/// The callers of the table: those of the console's table, and a program with the account's key.
async fn callers(fixture: &Fixture) -> [As; 7] {
    let office = &fixture.office;
    fixture.sign_in_for_nothing().await;
    let path = format!("/v2/accounts/{}/api_key", fixture.account);
    let key = office.get(&As::Owner, &path).await.expect(200);
    let body = json!({ "data": { "api_key": key["data"]["api_key"] } });
    let opened = office
        .call(&As::Nobody, "PUT", "/v2/api_auth", Some(body))
        .await;
    let token = opened.expect(201)["auth_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let [nobody, sibling, _, below, person, admin, above] = fixture.callers.clone();
    [
        nobody,
        sibling,
        below,
        person,
        admin,
        As::Token(token),
        above,
    ]
}

#[test]
fn every_operation_of_the_dialects_document_has_a_row() {
    let document = cordboard_api::openapi::crossbar();
    let documented = documented(&document);
    let rows: BTreeSet<&str> = TABLE.iter().map(|row| row.operation).collect();
    assert_eq!(documented, rows);
    assert_eq!(rows.len(), TABLE.len(), "an operation has two rows");
}

#[tokio::test]
async fn every_caller_of_the_dialect_gets_what_the_table_says() {
    let fixture = Fixture::new().await;
    let callers = callers(&fixture).await;
    let mut verdict = Verdict::default();
    let mut number = 0;
    for row in TABLE {
        for (caller, expected) in row.expected.into_iter().enumerate() {
            number += 1;
            // Signing out would take the token away from the rows behind.
            let who = match row.operation {
                "token_auth.delete" if caller > 0 => {
                    signed_in_anew(&fixture, caller, &callers).await
                }
                _ => callers[caller].clone(),
            };
            let fresh = fresh(&fixture, &who, number).await;
            let (method, path, data) = (row.request)(&fixture, &fresh);
            let body = data.map(|data| json!({ "data": data }));
            let answer = fixture.office.call(&who, method, &path, body).await;
            verdict.hear(row.operation, CALLERS[caller], &answer, expected);
        }
    }
    verdict.give();
}

async fn signed_in_anew(fixture: &Fixture, caller: usize, callers: &[As; 7]) -> As {
    let names = [
        "",
        "sid@sibling.acme.example",
        "chad@Bakery Shop",
        "pia@bakery.acme.example",
        "ada@bakery.acme.example",
        "",
        "admin",
    ];
    match names[caller] {
        "" => callers[caller].clone(),
        name => fixture.office.sign_in(name).await,
    }
}

#[tokio::test]
async fn foreign_and_unknown_ids_answer_alike() {
    let fixture = Fixture::new().await;
    let fresh = fresh(&fixture, &As::Nobody, 1).await;
    let unknown = "0".repeat(32);
    let callers = [(1, "the sibling's admin"), (BELOW, "the admin below")];
    for (caller, name) in callers {
        let who = &fixture.callers[caller];
        let foreign = missing(
            &fixture.office,
            who,
            &format!("/v2/accounts/{}", fixture.account),
        )
        .await;
        let never = missing(&fixture.office, who, &format!("/v2/accounts/{unknown}")).await;
        let text = foreign.to_string().replace(&fixture.account, &unknown);
        assert_eq!(text, never.to_string(), "{name}");
    }
    for caller in [PERSON, ADMIN] {
        let who = &fixture.callers[caller];
        let account = &fixture.account;
        for (resource, known) in [("groups", &fresh.user), ("devices", &fresh.group)] {
            let path = format!("/v2/accounts/{account}/{resource}/{known}");
            let body = missing(&fixture.office, who, &path).await;
            assert_eq!(body["message"], "bad_identifier", "{body}");
            assert_eq!(body["data"]["cause"], known.as_str());
        }
    }
}

/// The body of a 404 without what differs from request to request.
async fn missing(office: &Office, who: &As, path: &str) -> Value {
    let mut body = office.get(who, path).await.expect(404);
    for key in ["request_id", "timestamp", "auth_token"] {
        body.as_object_mut().unwrap().remove(key);
    }
    body
}
