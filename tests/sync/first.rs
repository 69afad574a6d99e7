//! First contact: the picture comes page by page, can be held and gone on with, and nothing of it is to be seen before
//! it is whole.

use crate::desk::{Desk, Office, fields};
use crate::server::init;
use crate::window::Window;
use cordboard_model::{Id, Kind};
use cordboard_store::Hit;
use cordboard_sync::client::Ask;
use cordboard_sync::{Op, PullAnswer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

/// How many people there are.
const PEOPLE: usize = 60;
/// What no server should tell.
const SECRET: &str = "open sesame 4711";

async fn hire(office: &Office, name: &str) -> Id {
    let path = format!("/console/accounts/{}/users", office.account);
    let body = json!({ "fields": { "first_name": name } });
    let (status, made) = office.post(&path, &office.token, &body).await;
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().parse().unwrap()
}

async fn filled(data: &Path) -> (Office, Vec<Id>) {
    init(data);
    let office = Office::start(data).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(hire(&office, &format!("Person {number}")).await);
    }
    (office, people)
}

async fn delete(office: &Office, user: Id) {
    let request =
        reqwest::Client::new().delete(office.server.url(&format!("/console/users/{user}")));
    let answer = request.bearer_auth(&office.token).send().await.unwrap();
    assert_eq!(answer.status(), 204);
}

/// Whom a search finds, each once.
fn found(desk: &Desk, word: &str) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    let snapshot = desk.copy.engine().read().unwrap();
    let mut visit = |hit: Hit| {
        assert!(found.insert(hit.id), "found twice");
        ControlFlow::Continue(())
    };
    snapshot.search(word, &mut visit).unwrap();
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_picture_that_is_broken_off_goes_on_where_it_was_also_in_another_program() {
    let dir = tempfile::tempdir().unwrap();
    let (office, people) = filled(&dir.path().join("server")).await;
    let mut desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    let link = desk.link(&office);
    while desk
        .copy
        .progress()
        .unwrap()
        .is_none_or(|it| it.records < 20)
    {
        assert!(link.once().await.unwrap());
    }
    assert!(!desk.copy.has_base().unwrap());
    assert!(
        desk.copy.engine().tree().root().is_none(),
        "nothing is to be seen yet"
    );
    // The program ends, and at the server life goes on with what was fetched and with what was not.
    drop(link);
    desk = desk.again(office.user);
    let held = desk.copy.progress().unwrap().unwrap();
    assert!(held.records >= 20 && held.percent > 0, "{held:?}");
    delete(&office, people[0]).await;
    delete(&office, people[PEOPLE - 1]).await;
    let late = hire(&office, "Late").await;
    let link = desk.link(&office);
    link.meet().await.unwrap();
    let requests = link.traffic().requests;
    assert!(requests < 12, "{requests} pages for what was left");
    assert_eq!(desk.copy.engine().tree().root(), Some(office.account));
    assert!(!desk.see(Kind::User, people[0]).unwrap().is_live());
    assert!(!desk.see(Kind::User, people[PEOPLE - 1]).unwrap().is_live());
    assert_eq!(
        desk.see(Kind::User, late).unwrap().text("first_name"),
        "Late"
    );
    for (number, user) in people.iter().enumerate() {
        let seen = desk.see(Kind::User, *user).unwrap();
        assert_eq!(seen.text("first_name"), format!("Person {number}"));
    }
    // S-43: what came in pieces is what the server has.
    desk.copy.poke(true).unwrap();
    desk.link(&office).meet().await.unwrap();
    assert!(desk.copy.progress().unwrap().is_none());
    assert_eq!(desk.copy.status().unwrap().waiting, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_first_picture_counts_once_it_can_be_searched_also_after_the_program_ended_before()
{
    let dir = tempfile::tempdir().unwrap();
    let (office, people) = filled(&dir.path().join("server")).await;
    let mut desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    let link = desk.link(&office);
    while link.once().await.unwrap() {}
    drop(link);
    assert!(desk.copy.progress().unwrap().is_none(), "it is whole");
    assert!(
        !desk.copy.has_base().unwrap(),
        "the server still answers for it"
    );
    desk = desk.again(office.user);
    while desk.copy.index().unwrap() {}
    assert!(desk.copy.has_base().unwrap());
    assert_eq!(found(&desk, "person"), BTreeSet::from_iter(people.clone()));
}

/// Fetches the first picture from a server that also tells secrets.
async fn filled_by_hand(desk: &Desk, office: &Office, is_made_ready: bool) {
    loop {
        let Some(ask) = desk.copy.ask("t").unwrap() else {
            return;
        };
        let (path, body) = match &ask {
            Ask::Hello(hello) => ("/sync/hello", serde_json::to_value(hello)),
            Ask::Pull(pull) if pull.token.is_none() => {
                ("/sync/snapshot", serde_json::to_value(pull))
            }
            Ask::Pull(pull) => ("/sync/pull", serde_json::to_value(pull)),
            Ask::Push(push) => ("/sync/push", serde_json::to_value(push)),
        };
        let (status, mut answer) = office.post(path, &office.token, &body.unwrap()).await;
        assert_eq!(status, 200, "{answer}");
        match ask {
            Ask::Hello(_) => {
                let answer = serde_json::from_value(answer).unwrap();
                desk.copy.take_hello(answer).unwrap();
            }
            Ask::Push(_) => {
                let answer = serde_json::from_value(answer).unwrap();
                desk.copy.take_push(answer).unwrap();
            }
            Ask::Pull(_) => {
                let rows = answer
                    .pointer_mut("/page/rows")
                    .and_then(Value::as_array_mut);
                for row in rows.into_iter().flatten() {
                    if row["kind"] == "user" {
                        row["fields"]["sip_secret"] = SECRET.into();
                    }
                }
                let answer: PullAnswer = serde_json::from_value(answer).unwrap();
                match is_made_ready {
                    true => {
                        let arrived = desk.copy.make_ready(answer).unwrap();
                        desk.copy.take_pull(arrived).unwrap();
                    }
                    false => desk.copy.take_pull(answer).unwrap(),
                }
            }
        }
    }
}

/// What screens read of everything.
fn seen(desk: &Desk) -> Vec<Value> {
    let snapshot = desk.copy.engine().read().unwrap();
    let records = snapshot.changed_since(0, 1_000).unwrap();
    let synced = records.into_iter().filter(|it| it.kind.is_synced());
    let mut seen: Vec<Value> = synced
        .map(|it| {
            json!([
                it.kind.name(),
                it.id,
                it.account_id,
                it.fields,
                it.created_ms
            ])
        })
        .collect();
    seen.sort_by_key(ToString::to_string);
    seen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_made_ready_before_its_turn_becomes_what_it_would_have_without_and_holds_no_secret()
 {
    let dir = tempfile::tempdir().unwrap();
    let (office, people) = filled(&dir.path().join("server")).await;
    let [plain, ready] = ["plain", "ready"].map(|name| Desk::open(dir.path(), name, office.user));
    filled_by_hand(&plain, &office, false).await;
    filled_by_hand(&ready, &office, true).await;
    for desk in [&plain, &ready] {
        assert!(desk.copy.status().unwrap().has_base);
        while desk.copy.index().unwrap() {}
        // S-33: names are known, and base is found by them.
        let engine = desk.copy.engine();
        let ops = vec![Op::Create {
            kind: Kind::User.into(),
            id: engine.new_id(),
            account_id: office.account,
            fields: fields(json!({ "username": "admin", "first_name": "Second" })),
        }];
        assert!(desk.copy.edit(ops).unwrap().is_err(), "the name is taken");
        assert_eq!(found(desk, "person"), BTreeSet::from_iter(people.clone()));
    }
    assert_eq!(seen(&plain), seen(&ready));
    for name in ["plain", "ready"] {
        for file in [name.to_owned(), format!("{name}-wal")] {
            let bytes = std::fs::read(dir.path().join(file)).unwrap_or_default();
            let is_there = bytes
                .windows(SECRET.len())
                .any(|it| it == SECRET.as_bytes());
            assert!(!is_there, "a secret is kept (S-51)");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_holds_the_first_picture_browses_meanwhile_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (office, _) = filled(&dir.path().join("server")).await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "admin", false).await;
    window.run();
    // Held as soon as something came; whether that was in time, the state says.
    while window.get("/console/sync").await["fetched"] == 0
        && !window.get("/console/sync").await["percent"].is_null()
    {}
    let pause = |paused: bool| json!({ "paused": paused });
    window.ask("PATCH", "/console/sync", pause(true)).await;
    let held = window.until("paused").await;
    let fetched = held["fetched"].as_u64().unwrap();
    assert!(
        fetched > 0 && held["percent"].as_u64().unwrap() < 100,
        "{held}"
    );
    let users = format!("/console/accounts/{}/users", office.account);
    let seen = window.get(&users).await;
    assert_eq!(
        seen["total"].as_u64().unwrap() as usize,
        PEOPLE + 1,
        "the server answers"
    );
    assert_eq!(
        window.get("/console/sync").await["fetched"],
        fetched,
        "nothing comes while it is held"
    );
    window.ask("PATCH", "/console/sync", pause(false)).await;
    let whole = window.until("synced").await;
    assert_eq!(whole["percent"], Value::Null);
    office.kill();
    let seen = window.get(&users).await;
    assert_eq!(
        seen["total"].as_u64().unwrap() as usize,
        PEOPLE + 1,
        "its own file answers"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_window_hears_at_once_what_others_do_and_of_a_meeting_without_news_little_is_said() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "admin", false).await;
    window.run();
    loop {
        let status = window.until("synced").await;
        if status["listening"] == true {
            break;
        }
    }
    // Nobody asks for it, and it does not take the fifteen seconds after which it would be looked for.
    let begun = std::time::Instant::now();
    let late = hire(&office, "Late").await;
    let path = format!("/console/users/{late}");
    while window.ask("GET", &path, Value::Null).await.0 != 200 {
        assert!(begun.elapsed().as_secs() < 10, "it did not hear");
        tokio::task::yield_now().await;
    }
    let desk = Desk::open(dir.path(), "anna.sqlite", office.user);
    desk.meet(&office).await.unwrap();
    let link = desk.link(&office);
    desk.copy.poke(false).unwrap();
    link.meet().await.unwrap();
    let traffic = link.traffic();
    assert_eq!(traffic.requests, 1);
    assert!(traffic.sent + traffic.received <= 300, "{traffic:?}");
}
