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

#[path = "../support/office.rs"]
mod office;

use office::{As, Office, id};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const BELOW: usize = 3;
const PERSON: usize = 4;
const ADMIN: usize = 5;

const CALLERS: [&str; 7] = [
    "nobody",
    "the sibling's admin",
    "the sibling's person",
    "the admin below",
    "the person",
    "the account's admin",
    "the admin above",
];

/// The office of all rows.
struct Fixture {
    office: Office,
    /// The account the rows are about, below the top account.
    account: String,
    /// An account below it, with an admin of its own.
    child: String,
    /// Its person without the admin role.
    person: String,
    /// A colleague of this person.
    colleague: String,
    callers: [As; 7],
}

/// What one request may use up; all of it belongs to the fixture's account.
struct Fresh {
    /// An account below.
    child: String,
    user: String,
    holiday: String,
    deleted_account: String,
    deleted_user: String,
}

impl Fixture {
    async fn new() -> Self {
        let office = Office::new();
        let account = office.account(&office.root, "Bakery").await;
        let child = office.account(&account, "Bakery Shop").await;
        let sibling = office.account(&office.root, "Sibling").await;
        office.user(&sibling, "sid", "admin").await;
        office.user(&sibling, "sam", "user").await;
        office.user(&child, "chad", "admin").await;
        office.user(&account, "ada", "admin").await;
        let person = office.user(&account, "pia", "user").await;
        let colleague = office.user(&account, "carl", "user").await;
        let callers = [
            As::Nobody,
            office.sign_in("sid@sibling.acme.example").await,
            office.sign_in("sam@sibling.acme.example").await,
            office.sign_in("chad@Bakery Shop").await,
            office.sign_in("pia@bakery.acme.example").await,
            office.sign_in("ada@bakery.acme.example").await,
            office.sign_in("admin").await,
        ];
        Self {
            office,
            account,
            child,
            person,
            colleague,
            callers,
        }
    }

    async fn fresh(&self, number: usize) -> Fresh {
        let office = &self.office;
        let child = office
            .account(&self.account, &format!("Child {number}"))
            .await;
        let deleted_account = office
            .account(&self.account, &format!("Gone {number}"))
            .await;
        let user = self.nameless(number).await;
        let deleted_user = self.nameless(number).await;
        for gone in [
            format!("/console/accounts/{deleted_account}"),
            format!("/console/users/{deleted_user}"),
        ] {
            office.delete(&As::Owner, &gone).await.expect(204);
        }
        let holidays = format!("/console/accounts/{}/holidays", self.account);
        let fields = json!({ "name": "Fair", "from_date": "2026-05-01", "to_date": "2026-05-01" });
        let holiday = id(&office.post(&As::Owner, &holidays, fields).await.expect(201));
        Fresh {
            child,
            user,
            holiday,
            deleted_account,
            deleted_user,
        }
    }

    /// A user who cannot sign in: no password has to be hashed for him.
    async fn nameless(&self, number: usize) -> String {
        let path = format!("/console/accounts/{}/users", self.account);
        let body = json!({ "fields": { "first_name": format!("Nell {number}") } });
        id(&self.office.post(&As::Owner, &path, body).await.expect(201))
    }
}

/// A request, and what each of the callers gets.
struct Row {
    operation: &'static str,
    request: fn(&Fixture, &Fresh) -> (&'static str, String, Option<Value>),
    expected: [u16; 7],
}

fn name_change() -> Option<Value> {
    Some(json!({ "changes": [{ "path": "/notes", "to": "hello" }] }))
}

const TABLE: &[Row] = &[
    Row {
        operation: "installation_read",
        request: |_, _| ("GET", "/console/installation".into(), None),
        expected: [200; 7],
    },
    Row {
        operation: "installation_create",
        request: |_, _| {
            (
                "POST",
                "/console/installation".into(),
                Some(json!({ "organisation": "X", "realm": "x.example" })),
            )
        },
        expected: [409; 7],
    },
    Row {
        operation: "session_create",
        request: |_, _| {
            (
                "POST",
                "/console/session".into(),
                Some(json!({ "username": "admin", "password": "correct horse" })),
            )
        },
        expected: [200; 7],
    },
    Row {
        operation: "session_read",
        request: |_, _| ("GET", "/console/session".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "tree_window",
        request: |f, _| {
            (
                "POST",
                "/console/tree/window".into(),
                Some(json!({ "root": f.account, "from": 0, "count": 10 })),
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "account_create",
        request: |f, fresh| {
            // A name that was not given away for the caller before.
            let name = format!("New {}", fresh.child);
            (
                "POST",
                "/console/accounts".into(),
                Some(json!({ "parent_id": f.account, "fields": { "name": name } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "account_read",
        request: |f, _| ("GET", format!("/console/accounts/{}", f.account), None),
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "account_update",
        request: |f, _| {
            (
                "PATCH",
                format!("/console/accounts/{}", f.account),
                name_change(),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "account_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/accounts/{}?with_subtree=true", fresh.child),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 204, 204],
    },
    Row {
        operation: "account_move",
        request: |f, fresh| {
            (
                "POST",
                format!("/console/accounts/{}/move", fresh.child),
                Some(json!({ "parent_id": f.child })),
            )
        },
        // The person does not even see the account below his own.
        expected: [401, 404, 404, 404, 404, 200, 200],
    },
    Row {
        operation: "account_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/accounts/{}/restore", fresh.deleted_account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 404, 200, 200],
    },
    Row {
        operation: "user_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/users", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "user_create",
        request: |f, _| {
            (
                "POST",
                format!("/console/accounts/{}/users", f.account),
                Some(json!({ "fields": { "first_name": "New" } })),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "user_read",
        request: |f, _| ("GET", format!("/console/users/{}", f.colleague), None),
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_update",
        request: |f, _| {
            (
                "PATCH",
                format!("/console/users/{}", f.colleague),
                name_change(),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_delete",
        request: |_, fresh| ("DELETE", format!("/console/users/{}", fresh.user), None),
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "user_restore",
        request: |_, fresh| {
            (
                "POST",
                format!("/console/users/{}/restore", fresh.deleted_user),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "user_set_password",
        request: |f, _| {
            (
                "PUT",
                format!("/console/users/{}/password", f.colleague),
                Some(json!({ "password": "another horse" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "forwarding_read",
        request: |f, _| {
            (
                "GET",
                format!("/console/users/{}/forwarding", f.colleague),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "forwarding_update",
        request: |f, _| {
            let changes = json!([{ "path": "/office_hours", "to": { "mode": "account" } }]);
            (
                "PATCH",
                format!("/console/users/{}/forwarding", f.colleague),
                Some(json!({ "changes": changes })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "who_rings",
        request: |f, _| {
            (
                "POST",
                format!("/console/users/{}/who-rings", f.colleague),
                Some(json!({ "caller": "1" })),
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    Row {
        operation: "holiday_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/accounts/{}/holidays", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 200, 200, 200],
    },
    Row {
        operation: "holiday_create",
        request: |f, _| {
            let fields =
                json!({ "name": "Day", "from_date": "2026-06-01", "to_date": "2026-06-02" });
            (
                "POST",
                format!("/console/accounts/{}/holidays", f.account),
                Some(fields),
            )
        },
        expected: [401, 404, 404, 404, 403, 201, 201],
    },
    Row {
        operation: "holiday_delete",
        request: |_, fresh| {
            (
                "DELETE",
                format!("/console/holidays/{}", fresh.holiday),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 204, 204],
    },
    Row {
        operation: "search",
        request: |_, _| ("GET", "/console/search?q=pia".into(), None),
        expected: [401, 200, 200, 200, 200, 200, 200],
    },
    Row {
        operation: "audit_list",
        request: |f, _| {
            (
                "GET",
                format!("/console/audit?account_id={}", f.account),
                None,
            )
        },
        expected: [401, 404, 404, 404, 403, 200, 200],
    },
    // The last one, since nobody is signed in after it.
    Row {
        operation: "session_delete",
        request: |_, _| ("DELETE", "/console/session".into(), None),
        expected: [204; 7],
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
    let fixture = Fixture::new().await;
    let mut wrong = Vec::new();
    let mut number = 0;
    for row in TABLE {
        for (caller, expected) in row.expected.into_iter().enumerate() {
            number += 1;
            let fresh = fixture.fresh(number).await;
            let (method, path, body) = (row.request)(&fixture, &fresh);
            let who = &fixture.callers[caller];
            let answer = fixture.office.call(who, method, &path, body).await;
            if answer.status.as_u16() != expected {
                wrong.push(format!(
                    "{}: {} got {} {}, not {expected}",
                    row.operation, CALLERS[caller], answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
