//! First contact: the picture comes page by page, can be held and gone on with, and nothing of it is to be seen before
//! it is whole.

use crate::desk::{Desk, Office};
use crate::server::init;
use crate::window::Window;
use cordboard_model::{Id, Kind};
use cordboard_store::Hit;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::Path;

/// How many people there are.
const PEOPLE: usize = 60;

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
    let mut found = Vec::new();
    let snapshot = desk.copy.engine().read().unwrap();
    let mut visit = |hit: Hit| {
        found.push(hit.id);
        ControlFlow::Continue(())
    };
    snapshot.search("person", &mut visit).unwrap();
    found.sort_unstable();
    let mut people = people;
    people.sort_unstable();
    assert_eq!(found, people);
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
