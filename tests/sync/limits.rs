//! The limits of accounts when people work without a network: the server has the last word, and nothing is lost.

use crate::desk::{Desk, Office, fields};
use crate::journey::account;
use crate::server::init;
use crate::window::Window;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind};
use cordboard_sync::Op;
use cordboard_sync::client::Item;
use cordboard_sync::push::Code;
use serde_json::{Value, json};

/// Changes a limit on the server, as who manages the account from above does.
async fn limit(office: &Office, account: &str, change: Value) {
    let path = format!("/console/accounts/{account}");
    let request = reqwest::Client::new().patch(office.server.url(&path));
    let request = request.bearer_auth(&office.token);
    let request = request.json(&json!({ "changes": [change] }));
    assert_eq!(request.send().await.unwrap().status().as_u16(), 200);
}

async fn users(office: &Office, account: &str) -> u64 {
    let path = format!("/console/accounts/{account}/users");
    office.read(&path).await["total"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_made_without_a_network_and_finds_no_room_comes_back_and_is_done_again_later() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let bakery = account(&office, &office.account.to_string(), "Bakery").await;
    limit(
        &office,
        &bakery,
        json!({ "path": "/limits/users", "to": 2 }),
    )
    .await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "admin", false).await;
    window.run();
    window.until("synced").await;
    let paused = |paused: bool| window.ask("PATCH", "/console/sync", json!({ "paused": paused }));
    paused(true).await;
    let path = format!("/console/accounts/{bakery}/users");
    let person = |name: &str| json!({ "fields": { "first_name": name } });
    for name in ["Anna", "Bert"] {
        let (status, made) = window.ask("POST", &path, person(name)).await;
        assert_eq!(status, 201, "{made}");
    }
    // What the copy knows, it says at once.
    let (status, refused) = window.ask("POST", &path, person("Carl")).await;
    assert_eq!((status, &refused["code"]), (409, &json!("limit_reached")));
    // Somebody else was quicker at the server.
    let (status, made) = office.post(&path, &office.token, &person("Dora")).await;
    assert_eq!(status, 201, "{made}");
    paused(false).await;
    window.until("needs_you").await;
    assert_eq!(users(&office, &bakery).await, 2);
    let inbox = window.get("/console/sync/outbox").await["inbox"].clone();
    let refused = &inbox[0];
    assert_eq!(
        (&refused["what"], &refused["code"]),
        (&json!("rejected"), &json!("limit_reached")),
        "{inbox}"
    );
    assert_eq!(refused["deeds"][0]["label"], "Bert");
    let said = refused["details"][0].as_str().unwrap();
    assert!(said.contains("may have 2 users and has 2"), "{said}");
    // There is room again, and what was typed is still there.
    let more = json!({ "path": "/limits/users", "from": 2, "to": 3 });
    limit(&office, &bakery, more).await;
    let again = format!("/console/sync/outbox/{}/again", refused["no"]);
    let (status, answer) = window.ask("POST", &again, Value::Null).await;
    assert!(status < 300, "{status} {answer}");
    window.until("synced").await;
    assert_eq!(users(&office, &bakery).await, 3);
}

/// Why the server rejected what was handed over last.
fn rejected(desk: &Desk) -> Option<Code> {
    let inbox = desk.copy.inbox().unwrap();
    inbox.into_iter().rev().find_map(|(_, item)| match item {
        Item::Rejected { rejection, .. } => Some(rejection.code),
        _ => None,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_push_never_leads_beyond_a_limit_and_what_it_deletes_leaves_room() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let bakery = account(&office, &office.account.to_string(), "Bakery").await;
    let to_three = json!({ "path": "/limits/users", "to": 3 });
    limit(&office, &bakery, to_three).await;
    let anna = Desk::open(dir.path(), "anna.sqlite", office.user);
    anna.meet(&office).await.unwrap();
    let account_id: Id = bakery.parse().unwrap();
    let made: Vec<Id> = (0..5)
        .map(|number| anna.hires(account_id, &format!("N{number}")))
        .collect();
    anna.meet(&office).await.unwrap();
    assert_eq!(users(&office, &bakery).await, 3);
    assert_eq!(anna.copy.inbox().unwrap().len(), 2);
    assert_eq!(rejected(&anna), Some(Code::LimitReached));
    // One goes and another comes, in one transaction.
    let gone = anna.see(Kind::User, made[0]).unwrap();
    let id = anna.copy.engine().new_id();
    anna.does(vec![
        Op::Create {
            kind: Kind::User.into(),
            id,
            account_id,
            fields: fields(json!({ "first_name": "Late" })),
        },
        Op::Delete {
            kind: Kind::User.into(),
            id: made[0],
            seen: cordboard_sync::digest::of_fields(Kind::User, &gone.fields),
            with_subtree: false,
        },
    ]);
    anna.meet(&office).await.unwrap();
    assert_eq!(users(&office, &bakery).await, 3);
    let late = office.read(&format!("/console/users/{id}")).await;
    assert_eq!(late["fields"]["first_name"], "Late");
    // And the one that went finds its place taken.
    anna.does(vec![Op::Restore {
        kind: Kind::User.into(),
        id: made[0],
    }]);
    anna.meet(&office).await.unwrap();
    assert_eq!(anna.copy.inbox().unwrap().len(), 3);
    assert_eq!(users(&office, &bakery).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_sets_the_limits_of_an_account_below_and_not_those_of_ones_own() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let bakery = account(&office, &office.account.to_string(), "Bakery").await;
    let anna = Desk::open(dir.path(), "anna.sqlite", office.user);
    anna.meet(&office).await.unwrap();
    let set = |id: Id| {
        anna.does(vec![Op::Patch {
            kind: Kind::Account.into(),
            id,
            changes: vec![Edit {
                path: "/limits/users".into(),
                from: None,
                to: Some(7.into()),
            }],
        }]);
    };
    set(bakery.parse().unwrap());
    anna.meet(&office).await.unwrap();
    let there = office.read(&format!("/console/accounts/{bakery}")).await;
    assert_eq!(there["fields"]["limits"], json!({ "users": 7 }));
    set(office.account);
    anna.meet(&office).await.unwrap();
    assert_eq!(rejected(&anna), Some(Code::Forbidden));
    let own = format!("/console/accounts/{}", office.account);
    assert!(office.read(&own).await["fields"].get("limits").is_none());
}
