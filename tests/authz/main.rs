//! Who may do what: every operation of the OpenAPI document has a row here, or this test fails.
//!
//! Each row is tried by seven callers: nobody; the admin and a person of a sibling account; the admin of the account
//! below; a person without the admin role, and the admin, of the account itself; and the admin of the account above.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod copies;
mod crossbar;
mod crossbar_table;
mod fixture;
mod kiosk;
#[path = "../support/office.rs"]
mod office;
mod outgoing;
mod portsip;
mod records;
mod remotes;
mod reseller;
mod statements;
mod sync;
mod table;
mod verdict;

use fixture::{ADMIN, BELOW, CALLERS, Fixture, PERSON};
use kiosk::KIOSK;
use office::As;
use outgoing::OUTGOING;
use records::RECORDS;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use table::{Row, TABLE};
use verdict::{Verdict, documented};

/// The feed never ends, so that it has a test of its own among the API tests.
const ELSEWHERE: &[&str] = &["event_stream", "kiosk_events"];

/// Every row; the table's last one signs everybody out.
fn all_rows() -> impl Iterator<Item = &'static Row> {
    let all = RECORDS.iter().chain(OUTGOING).chain(KIOSK);
    all.chain(copies::COPIES)
        .chain(remotes::REMOTES)
        .chain(TABLE)
}

#[test]
fn every_operation_of_the_openapi_document_has_a_row() {
    let document = cordboard_api::openapi::console();
    let documented = documented(&document);
    let rows: BTreeSet<&str> = all_rows()
        .map(|row| row.operation)
        .chain(ELSEWHERE.iter().copied())
        .collect();
    assert_eq!(documented, rows);
    assert_eq!(
        rows.len(),
        all_rows().count() + ELSEWHERE.len(),
        "an operation has two rows"
    );
}

#[tokio::test]
async fn every_caller_gets_what_the_table_says() {
    let fixture = Fixture::new().await;
    let mut verdict = Verdict::default();
    let mut number = 0;
    // What leaves the program uses nothing up.
    let unused = fixture.fresh(number).await;
    for row in all_rows() {
        let is_outgoing = OUTGOING.iter().any(|it| it.operation == row.operation);
        for (caller, expected) in row.expected.into_iter().enumerate() {
            number += 1;
            let made = match is_outgoing {
                true => None,
                false => Some(fixture.fresh_for(row.operation, number).await),
            };
            let fresh = made.as_ref().unwrap_or(&unused);
            let (method, path, body) = (row.request)(&fixture, fresh);
            let who = &fixture.callers[caller];
            let answer = fixture.office.call(who, method, &path, body).await;
            verdict.hear(row.operation, CALLERS[caller], &answer, expected);
        }
    }
    verdict.give();
}

#[tokio::test]
async fn nobody_moves_deletes_or_disables_the_account_he_stands_on_or_one_above() {
    let fixture = Fixture::new().await;
    let office = &fixture.office;
    let own = format!("/console/accounts/{}", fixture.account);
    let disable = json!([{ "path": "/enabled", "from": true, "to": false }]);
    for (caller, status) in [(BELOW, 404), (PERSON, 403), (ADMIN, 403)] {
        let who = &fixture.callers[caller];
        let answers = [
            office
                .delete(who, &format!("{own}?with_subtree=true"))
                .await,
            office.patch(who, &own, disable.clone()).await,
            office
                .post(
                    who,
                    &format!("{own}/move"),
                    json!({ "parent_id": fixture.child }),
                )
                .await,
        ];
        for answer in answers {
            assert_eq!(
                answer.status.as_u16(),
                status,
                "{}: {}",
                CALLERS[caller],
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn a_window_without_a_root_begins_at_the_callers_account_and_finds_nothing_outside_of_it() {
    let fixture = Fixture::new().await;
    let office = &fixture.office;
    let all = ["Acme", "Bakery", "Bakery Shop", "Sibling"];
    let seen: [&[&str]; 7] = [
        &[],
        &["Sibling"],
        &["Sibling"],
        &["Bakery Shop"],
        &["Bakery"],
        &["Bakery", "Bakery Shop"],
        &all,
    ];
    for (caller, seen) in seen.into_iter().enumerate().skip(1) {
        let who = &fixture.callers[caller];
        let names = |body: Value| async move {
            let window = office
                .post(who, "/console/tree/window", body)
                .await
                .expect(200);
            let rows = window["rows"].as_array().unwrap().clone();
            assert_eq!(window["total"], rows.len(), "{}", CALLERS[caller]);
            rows.iter()
                .map(|row| row["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let window = json!({ "open": "all", "from": 0, "count": 100 });
        assert_eq!(names(window.clone()).await, seen, "{}", CALLERS[caller]);
        for name in all {
            let mut filtered = window.clone();
            filtered["filter"] = json!(name.to_lowercase());
            let found = names(filtered).await;
            let may = seen.iter().any(|own| own.contains(name));
            assert_eq!(
                !found.is_empty(),
                may,
                "{} asked for {name}",
                CALLERS[caller]
            );
            assert!(found.iter().all(|name| seen.contains(&name.as_str())));
        }
        for (id, name) in [
            (&office.root, "Acme"),
            (&fixture.account, "Bakery"),
            (&fixture.child, "Bakery Shop"),
        ] {
            let mut revealing = window.clone();
            revealing["reveal"] = json!(id);
            let answer = office
                .post(who, "/console/tree/window", revealing)
                .await
                .expect(200);
            let may = seen.contains(&name);
            assert!(
                may || answer["revealed"].is_null(),
                "{}: {answer}",
                CALLERS[caller]
            );
        }
    }
}

#[tokio::test]
async fn a_stranger_cannot_tell_records_that_exist_from_those_that_do_not() {
    let fixture = Fixture::new().await;
    let unknown = "0".repeat(32);
    let fresh = fixture.fresh(0).await;
    for kind in ["accounts", "users"] {
        for id in [
            &fixture.account,
            &fixture.person,
            &fresh.deleted_account,
            &fresh.deleted_user,
            &unknown,
        ] {
            for (method, tail) in [("GET", ""), ("DELETE", ""), ("POST", "/restore")] {
                let path = format!("/console/{kind}/{id}{tail}");
                fixture
                    .office
                    .call(&As::Nobody, method, &path, None)
                    .await
                    .refused(401, "unauthenticated");
            }
        }
    }
}

#[tokio::test]
async fn search_and_audit_show_nothing_of_other_parts_of_the_tree() {
    let fixture = Fixture::new().await;
    let [_, sibling, stranger, below, person, own, admin] = &fixture.callers;
    let office = &fixture.office;
    let rows = |answer: office::Answer| office::rows(answer).len();
    for (who, found) in [(stranger, 0), (below, 0), (person, 1), (own, 1)] {
        let answer = office.get(who, "/console/search?q=pia").await;
        assert_eq!(rows(answer), found);
    }
    assert_eq!(rows(office.get(own, "/console/search?q=shop").await), 1);
    assert_eq!(rows(office.get(below, "/console/search?q=bakery").await), 1);
    assert_eq!(rows(office.get(admin, "/console/search?q=pia").await), 1);
    assert_eq!(rows(office.get(sibling, "/console/search?q=pia").await), 0);
    assert_eq!(
        rows(office.get(sibling, "/console/search?q=bakery").await),
        0
    );
    assert_eq!(rows(office.get(person, "/console/search?q=shop").await), 0);
    let audit = office.get(sibling, "/console/audit").await.expect(200);
    assert!(!audit.to_string().contains("Bakery"));
    let audit = office.get(below, "/console/audit").await.expect(200);
    assert!(!audit.to_string().contains("pia"));
}

#[tokio::test]
async fn a_person_edits_himself_but_not_his_role_extension_or_user_name() {
    let fixture = Fixture::new().await;
    let person = &fixture.callers[PERSON];
    let own = format!("/console/users/{}", fixture.person);
    let set = |path: &str, to: Value| json!([{ "path": path, "to": to }]);
    fixture
        .office
        .patch(person, &own, set("/mobile", json!("+49170123")))
        .await
        .expect(200);
    let rules = json!([{ "path": "/forwarding/busy/office_hours", "to": { "action": "hang_up" } }]);
    fixture
        .office
        .patch(person, &format!("{own}/forwarding"), rules)
        .await
        .expect(200);
    for (path, to) in [
        ("/role", "admin"),
        ("/extension_number", "999"),
        ("/username", "root"),
        ("/enabled", "x"),
    ] {
        let from = fixture.office.get(person, &own).await.expect(200)["fields"][&path[1..]].clone();
        let mut change = json!({ "path": path, "to": to });
        if !from.is_null() {
            change["from"] = from;
        }
        fixture
            .office
            .patch(person, &own, json!([change]))
            .await
            .refused(403, "forbidden");
    }
    let password = format!("{own}/password");
    let wrong = json!({ "password": "another horse", "current_password": "nonsense" });
    fixture
        .office
        .call(person, "PUT", &password, Some(wrong))
        .await
        .refused(422, "invalid");
    let right = json!({ "password": "another horse", "current_password": office::PASSWORD });
    fixture
        .office
        .call(person, "PUT", &password, Some(right))
        .await
        .expect(204);
}
