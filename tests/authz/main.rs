//! Who may do what: every operation of the OpenAPI document has a row here, or this test fails.
//!
//! Each row is tried by four callers, from the weakest to the strongest: nobody, the admin of a sibling account, a
//! person of the account without the admin role, and the admin of the account above.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

#[path = "../support/office.rs"]
mod office;

use office::{As, Office, id};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The office every row starts with.
struct Fixture {
    office: Office,
    /// The account the row is about, below the top account.
    account: String,
    /// Another account below it.
    child: String,
    /// Its person without the admin role.
    person: String,
    /// A colleague of this person.
    colleague: String,
    holiday: String,
    /// A deleted account and a deleted user, for restoring.
    deleted_account: String,
    deleted_user: String,
    callers: [As; 4],
}

impl Fixture {
    async fn new() -> Self {
        let office = Office::new();
        let account = office.account(&office.root, "Bakery").await;
        let child = office.account(&account, "Bakery Shop").await;
        let sibling = office.account(&office.root, "Sibling").await;
        office.user(&sibling, "sid", "admin").await;
        let person = office.user(&account, "pia", "user").await;
        let colleague = office.user(&account, "carl", "user").await;
        let holidays = format!("/console/accounts/{account}/holidays");
        let fields = json!({ "name": "Fair", "from_date": "2026-05-01", "to_date": "2026-05-01" });
        let holiday = id(&office.post(&As::Owner, &holidays, fields).await.expect(201));
        let deleted_account = office.account(&account, "Gone").await;
        office
            .delete(&As::Owner, &format!("/console/accounts/{deleted_account}"))
            .await
            .expect(204);
        let deleted_user = office.user(&account, "gone", "user").await;
        office
            .delete(&As::Owner, &format!("/console/users/{deleted_user}"))
            .await
            .expect(204);
        let callers = [
            As::Nobody,
            office.sign_in("sid@sibling.acme.example").await,
            office.sign_in("pia@bakery.acme.example").await,
            office.sign_in("admin").await,
        ];
        Self {
            office,
            account,
            child,
            person,
            colleague,
            holiday,
            deleted_account,
            deleted_user,
            callers,
        }
    }
}

/// A request, and what nobody, the sibling's admin, the person and the admin above get.
struct Row {
    operation: &'static str,
    request: fn(&Fixture) -> (&'static str, String, Option<Value>),
    expected: [u16; 4],
}

fn name_change() -> Option<Value> {
    Some(json!({ "changes": [{ "path": "/notes", "to": "hello" }] }))
}

const TABLE: &[Row] = &[
    Row {
        operation: "installation_read",
        request: |_| ("GET", "/console/installation".into(), None),
        expected: [200; 4],
    },
    Row {
        operation: "installation_create",
        request: |_| {
            (
                "POST",
                "/console/installation".into(),
                Some(json!({ "organisation": "X", "realm": "x.example" })),
            )
        },
        expected: [409; 4],
    },
    Row {
        operation: "session_create",
        request: |_| {
            (
                "POST",
                "/console/session".into(),
                Some(json!({ "username": "admin", "password": "correct horse" })),
            )
        },
        expected: [200; 4],
    },
    Row {
        operation: "session_read",
        request: |_| ("GET", "/console/session".into(), None),
        expected: [401, 200, 200, 200],
    },
    Row {
        operation: "session_delete",
        request: |_| ("DELETE", "/console/session".into(), None),
        expected: [204; 4],
    },
    Row {
        operation: "tree_window",
        request: |f| {
            (
                "POST",
                "/console/tree/window".into(),
                Some(json!({ "root": f.account, "from": 0, "count": 10 })),
            )
        },
        expected: [401, 404, 200, 200],
    },
    Row {
        operation: "account_create",
        request: |f| {
            (
                "POST",
                "/console/accounts".into(),
                Some(json!({ "parent_id": f.account, "fields": { "name": "New" } })),
            )
        },
        expected: [401, 404, 403, 201],
    },
    Row {
        operation: "account_read",
        request: |f| ("GET", format!("/console/accounts/{}", f.account), None),
        expected: [401, 404, 200, 200],
    },
    Row {
        operation: "account_update",
        request: |f| {
            (
                "PATCH",
                format!("/console/accounts/{}", f.account),
                name_change(),
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "account_delete",
        request: |f| {
            (
                "DELETE",
                format!("/console/accounts/{}?with_subtree=true", f.account),
                None,
            )
        },
        expected: [401, 404, 403, 204],
    },
    Row {
        operation: "account_move",
        request: |f| {
            (
                "POST",
                format!("/console/accounts/{}/move", f.child),
                Some(json!({ "parent_id": f.office.root })),
            )
        },
        // The person does not even see the account below his own.
        expected: [401, 404, 404, 200],
    },
    Row {
        operation: "account_restore",
        request: |f| {
            (
                "POST",
                format!("/console/accounts/{}/restore", f.deleted_account),
                None,
            )
        },
        expected: [401, 404, 404, 200],
    },
    Row {
        operation: "user_list",
        request: |f| {
            (
                "GET",
                format!("/console/accounts/{}/users", f.account),
                None,
            )
        },
        expected: [401, 404, 200, 200],
    },
    Row {
        operation: "user_create",
        request: |f| {
            (
                "POST",
                format!("/console/accounts/{}/users", f.account),
                Some(json!({ "fields": { "first_name": "New" } })),
            )
        },
        expected: [401, 404, 403, 201],
    },
    Row {
        operation: "user_read",
        request: |f| ("GET", format!("/console/users/{}", f.colleague), None),
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "user_update",
        request: |f| {
            (
                "PATCH",
                format!("/console/users/{}", f.colleague),
                name_change(),
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "user_delete",
        request: |f| ("DELETE", format!("/console/users/{}", f.person), None),
        expected: [401, 404, 403, 204],
    },
    Row {
        operation: "user_restore",
        request: |f| {
            (
                "POST",
                format!("/console/users/{}/restore", f.deleted_user),
                None,
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "user_set_password",
        request: |f| {
            (
                "PUT",
                format!("/console/users/{}/password", f.colleague),
                Some(json!({ "password": "another horse" })),
            )
        },
        expected: [401, 404, 403, 204],
    },
    Row {
        operation: "forwarding_read",
        request: |f| {
            (
                "GET",
                format!("/console/users/{}/forwarding", f.colleague),
                None,
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "forwarding_update",
        request: |f| {
            let changes = json!([{ "path": "/office_hours", "to": { "mode": "account" } }]);
            (
                "PATCH",
                format!("/console/users/{}/forwarding", f.colleague),
                Some(json!({ "changes": changes })),
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "who_rings",
        request: |f| {
            (
                "POST",
                format!("/console/users/{}/who-rings", f.colleague),
                Some(json!({ "caller": "1" })),
            )
        },
        expected: [401, 404, 403, 200],
    },
    Row {
        operation: "holiday_list",
        request: |f| {
            (
                "GET",
                format!("/console/accounts/{}/holidays", f.account),
                None,
            )
        },
        expected: [401, 404, 200, 200],
    },
    Row {
        operation: "holiday_create",
        request: |f| {
            let fields =
                json!({ "name": "Day", "from_date": "2026-06-01", "to_date": "2026-06-02" });
            (
                "POST",
                format!("/console/accounts/{}/holidays", f.account),
                Some(fields),
            )
        },
        expected: [401, 404, 403, 201],
    },
    Row {
        operation: "holiday_delete",
        request: |f| ("DELETE", format!("/console/holidays/{}", f.holiday), None),
        expected: [401, 404, 403, 204],
    },
    Row {
        operation: "search",
        request: |_| ("GET", "/console/search?q=pia".into(), None),
        expected: [401, 200, 200, 200],
    },
    Row {
        operation: "audit_list",
        request: |f| {
            (
                "GET",
                format!("/console/audit?account_id={}", f.account),
                None,
            )
        },
        expected: [401, 404, 403, 200],
    },
];

/// The feed never ends, so that it has a test of its own among the API tests.
const ELSEWHERE: &[&str] = &["event_stream"];

#[test]
fn every_operation_of_the_openapi_document_has_a_row() {
    let document = cordboard_api::openapi::console();
    let documented: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    let rows: BTreeSet<&str> = TABLE
        .iter()
        .map(|row| row.operation)
        .chain(ELSEWHERE.iter().copied())
        .collect();
    assert_eq!(documented, rows);
    assert_eq!(
        rows.len(),
        TABLE.len() + ELSEWHERE.len(),
        "an operation has two rows"
    );
}

#[tokio::test]
async fn every_caller_gets_what_the_table_says() {
    let mut wrong = Vec::new();
    for row in TABLE {
        let fixture = Fixture::new().await;
        let (method, path, body) = (row.request)(&fixture);
        for (caller, (who, expected)) in fixture.callers.iter().zip(row.expected).enumerate() {
            let answer = fixture.office.call(who, method, &path, body.clone()).await;
            if answer.status.as_u16() != expected {
                let who = [
                    "nobody",
                    "the sibling's admin",
                    "the person",
                    "the admin above",
                ][caller];
                wrong.push(format!(
                    "{}: {who} got {} {}, not {expected}",
                    row.operation, answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_stranger_cannot_tell_records_that_exist_from_those_that_do_not() {
    let fixture = Fixture::new().await;
    let unknown = "0".repeat(32);
    for kind in ["accounts", "users"] {
        for id in [
            &fixture.account,
            &fixture.person,
            &fixture.deleted_account,
            &fixture.deleted_user,
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
    let [_, sibling, person, admin] = &fixture.callers;
    let office = &fixture.office;
    let rows = |answer: office::Answer| answer.expect(200)["rows"].as_array().unwrap().len();
    assert_eq!(rows(office.get(admin, "/console/search?q=pia").await), 1);
    assert_eq!(rows(office.get(sibling, "/console/search?q=pia").await), 0);
    assert_eq!(
        rows(office.get(sibling, "/console/search?q=bakery").await),
        0
    );
    assert_eq!(rows(office.get(person, "/console/search?q=shop").await), 0);
    let audit = office.get(sibling, "/console/audit").await.expect(200);
    assert!(!audit.to_string().contains("Bakery"));
}

#[tokio::test]
async fn a_person_edits_himself_but_not_his_role_extension_or_user_name() {
    let fixture = Fixture::new().await;
    let [_, _, person, _] = &fixture.callers;
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
