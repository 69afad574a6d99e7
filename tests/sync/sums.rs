//! The sum over what a copy should have (S-43), as a real server and a real copy add it up.

use crate::desk::{Desk, Office};
use crate::server::init;
use cordboard_sync::client::Ask;
use cordboard_sync::{PullAnswer, digest};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// People, some of them in the recycle bin, and an account with a person that was moved.
async fn fill(office: &Office) {
    let made = async |path: String, fields: Value| {
        let (status, made) = office.post(&path, &office.token, &fields).await;
        assert!(status < 300, "{made}");
        made["id"].as_str().unwrap_or_default().to_owned()
    };
    let account = async |parent: &str, name: &str| {
        let body = json!({ "parent_id": parent, "fields": { "name": name } });
        made("/console/accounts".to_owned(), body).await
    };
    let top = office.account.to_string();
    let (north, south) = (account(&top, "North").await, account(&top, "South").await);
    for number in 0..20 {
        let place = if number % 2 == 0 { &north } else { &south };
        let users = format!("/console/accounts/{place}/users");
        let user = made(
            users,
            json!({ "fields": { "first_name": "U", "last_name": number.to_string() } }),
        )
        .await;
        if number % 5 == 0 {
            let path = format!("/console/users/{user}");
            let nothing = (("accept", "*/*"), Vec::new());
            assert!(office.raw("DELETE", &path, nothing).await.0 < 300);
        }
    }
    let path = format!("/console/accounts/{south}/move");
    made(path, json!({ "parent_id": north })).await;
}

/// Asks for one page with the sum and takes it, with what `change` makes of the sum. Gives the sum that came.
async fn check(desk: &Desk, office: &Office, change: impl Fn(u64) -> u64) -> u64 {
    desk.copy.poke(true).unwrap();
    let Some(Ask::Pull(pull)) = desk.copy.ask("t").unwrap() else {
        panic!("it pulls");
    };
    assert!(pull.check && pull.token.is_some());
    let body = serde_json::to_value(&pull).unwrap();
    let (status, answer) = office.post("/sync/pull", &office.token, &body).await;
    assert_eq!(status, 200, "{answer}");
    let Ok(PullAnswer::Page(mut page)) = serde_json::from_value(answer) else {
        panic!("it is a page");
    };
    let sum = page.sum.unwrap();
    page.sum = Some(change(sum));
    desk.copy.take_pull(PullAnswer::Page(page)).unwrap();
    sum
}

/// The sum over all rows of all pages of a pull from nothing.
async fn added_up(desk: &Desk, office: &Office, incarnation: &Value) -> u64 {
    let mut parts: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut token = Value::Null;
    loop {
        let client = desk.copy.client_id().unwrap();
        let mut body = json!({ "client_id": client, "incarnation": incarnation, "limit": 3 });
        if !token.is_null() {
            body["token"] = token;
        }
        let (_, answer) = office.post("/sync/pull", &office.token, &body).await;
        let Ok(PullAnswer::Page(page)) = serde_json::from_value(answer.clone()) else {
            panic!("{answer}");
        };
        for row in &page.rows {
            let part = digest::part(row.kind.as_str(), row.id, row.rev);
            parts.insert((row.kind.as_str().to_owned(), row.id.to_string()), part);
        }
        token = page.token.into();
        if !page.more {
            return parts.values().fold(0, |sum, part| sum.wrapping_add(*part));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn server_and_copy_add_up_the_same_and_a_difference_leads_to_a_pull_from_nothing() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    fill(&office).await;
    let hello = json!({ "client_id": office.user, "app_version": "t", "schema": 1 });
    let (_, said) = office.post("/sync/hello", &office.token, &hello).await;
    let desk = Desk::open(dir.path(), "desk.sqlite", office.user);
    desk.meet(&office).await.unwrap();
    let sum = check(&desk, &office, |sum| sum).await;
    let wanted = added_up(&desk, &office, &said["welcome"]["incarnation"]).await;
    assert_eq!(sum, wanted);
    assert!(desk.copy.ask("t").unwrap().is_none(), "both agree");
    check(&desk, &office, |sum| sum ^ 1).await;
    let Some(Ask::Pull(again)) = desk.copy.ask("t").unwrap() else {
        panic!("it pulls from nothing");
    };
    assert_eq!(again.token, None);
    desk.meet(&office).await.unwrap();
    assert_eq!(check(&desk, &office, |sum| sum).await, wanted);
    assert!(desk.copy.ask("t").unwrap().is_none(), "both agree again");
}
