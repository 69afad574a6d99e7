//! What watches are told, with a clock that the test sets and turns that it gives by hand.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

mod pushed;

use cordboard_engine::clients::{create, update};
use cordboard_engine::clock::Clock;
use cordboard_engine::deliveries::desk::{Answer, Desk};
use cordboard_engine::deliveries::request::Attempt;
use cordboard_engine::installation::install;
use cordboard_engine::watches::{self, replay, requests, rewrite};
use cordboard_engine::{Engine, Principal, accounts};
use cordboard_model::{Fields, Id};
use cordboard_store::MemoryStore;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const OWNER: Principal = Principal::Owner;

#[derive(Clone)]
struct TestClock(Arc<AtomicI64>);

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

struct Office {
    engine: Engine,
    now_ms: Arc<AtomicI64>,
}

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

impl Office {
    fn new() -> Self {
        let now_ms = Arc::new(AtomicI64::new(1_700_000_000_000));
        let clock = Box::new(TestClock(Arc::clone(&now_ms)));
        let engine = Engine::with_clock(Arc::new(MemoryStore::new()), clock).unwrap();
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: None,
            admin: None,
            setup_token: None,
        };
        install::run(&engine, &OWNER, input).unwrap();
        Self { engine, now_ms }
    }

    fn wait(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    fn watch(&self, more: Value) -> Id {
        let mut document = fields(more);
        document.insert("address".into(), "https://hook.example/".into());
        watches::create::run(&self.engine, &OWNER, document)
            .unwrap()
            .id
    }

    fn client(&self, email: &str) -> Id {
        let input = create::Input {
            email: email.into(),
            ..create::Input::default()
        };
        create::run(&self.engine, &OWNER, input).unwrap().account.id
    }

    fn call(&self, client: Id, first_name: &str) {
        let name = first_name.to_owned();
        let input = update::Input {
            name: client.to_string(),
            account: Box::new(|fields| Ok(fields.clone())),
            admin: Box::new(move |fields| {
                let mut fields = fields.clone();
                fields.insert("first_name".into(), name.clone().into());
                Ok(fields)
            }),
            email: None,
            password: None,
            tags: None,
        };
        update::run(&self.engine, &OWNER, &input).unwrap();
    }

    fn statuses(&self, watch: Id) -> Vec<String> {
        let requests = requests::run(&self.engine, &OWNER, watch).unwrap();
        let status = |request: &requests::Request| match &request.log {
            None => "pending".to_owned(),
            Some(log) => log.fields["status"].as_str().unwrap().to_owned(),
        };
        requests.iter().rev().map(status).collect()
    }
}

fn ok() -> Answer {
    Answer {
        status: Some(204),
        ..Answer::default()
    }
}

fn down() -> Answer {
    Answer {
        error: Some("connection refused".into()),
        ..Answer::default()
    }
}

fn name(attempt: &Attempt) -> String {
    let body = attempt.request.body.as_deref().unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    body["firstName"].as_str().unwrap_or("-").to_owned()
}

#[test]
fn a_thousand_changes_come_in_their_order_also_when_the_desk_is_opened_anew_in_between() {
    let office = Office::new();
    let client = office.client("a@x.example");
    office.watch(json!({}));
    for number in 0..1000 {
        office.call(client, &number.to_string());
    }
    let mut desk = Desk::open(&office.engine).unwrap();
    for number in 0..1000 {
        let attempts = desk.turn(&office.engine);
        assert_eq!(attempts.len(), 1);
        assert_eq!(name(&attempts[0]), number.to_string());
        if number % 100 == 50 {
            // The program ends while this one is under way: it is sent again.
            desk = Desk::open(&office.engine).unwrap();
            let again = desk.turn(&office.engine);
            assert_eq!(again[0].due.delivery_id(), attempts[0].due.delivery_id());
        }
        desk.report(&office.engine, &attempts[0].due, &ok());
    }
    assert!(desk.turn(&office.engine).is_empty());
}

#[test]
fn a_dead_target_is_parked_after_27_minutes_and_what_was_parked_can_be_sent_again() {
    let office = Office::new();
    let client = office.client("a@x.example");
    let dead = office.watch(json!({}));
    let alive = office.watch(json!({}));
    office.call(client, "1");
    office.wait(1);
    let mut desk = Desk::open(&office.engine).unwrap();
    let mut waited = Vec::new();
    for _ in 0..6 {
        for attempt in desk.turn(&office.engine) {
            let answer = if attempt.due.watch_id == dead {
                down()
            } else {
                ok()
            };
            desk.report(&office.engine, &attempt.due, &answer);
        }
        // The other watch is told at once, whatever this one does.
        office.call(client, &format!("then {}", waited.len()));
        let told = desk.turn(&office.engine);
        assert!(told.iter().any(|attempt| attempt.due.watch_id == alive));
        for attempt in told {
            let answer = if attempt.due.watch_id == dead {
                down()
            } else {
                ok()
            };
            desk.report(&office.engine, &attempt.due, &answer);
        }
        desk.turn(&office.engine);
        let Some(next_ms) = desk.next_ms() else { break };
        waited.push(next_ms - office.now_ms.load(Ordering::SeqCst));
        office.wait(waited[waited.len() - 1]);
    }
    assert_eq!(waited[..5], [15_000, 60_000, 180_000, 480_000, 900_000]);
    let statuses = office.statuses(dead);
    assert_eq!(
        (statuses[0].as_str(), statuses[1].as_str()),
        ("parked", "retrying")
    );
    assert!(
        office
            .statuses(alive)
            .iter()
            .all(|status| status == "delivered")
    );
    // A person sends the parked one again; it comes after what waits.
    let parked = requests::run(&office.engine, &OWNER, dead).unwrap();
    let parked = parked.last().unwrap().delivery.id;
    let input = replay::Input {
        watch_id: dead,
        delivery_id: parked,
    };
    replay::run(&office.engine, &OWNER, input).unwrap();
    let mut last = None;
    while let [attempt] = desk.turn(&office.engine).as_slice() {
        last = Some(attempt.due.delivery_id());
        desk.report(&office.engine, &attempt.due, &ok());
    }
    assert_eq!(last, Some(parked));
}

#[test]
fn how_long_a_delivery_has_to_wait_outlives_the_program() {
    let office = Office::new();
    let client = office.client("a@x.example");
    office.watch(json!({}));
    office.call(client, "1");
    let mut desk = Desk::open(&office.engine).unwrap();
    let attempts = desk.turn(&office.engine);
    desk.report(&office.engine, &attempts[0].due, &down());
    let mut desk = Desk::open(&office.engine).unwrap();
    assert!(desk.turn(&office.engine).is_empty());
    office.wait(15_000);
    let attempts = desk.turn(&office.engine);
    desk.report(&office.engine, &attempts[0].due, &down());
    let waits = desk.next_ms().unwrap() - office.now_ms.load(Ordering::SeqCst);
    assert_eq!(waits, 60_000);
}

#[test]
fn what_is_done_is_forgotten_after_ten_days() {
    let office = Office::new();
    let client = office.client("a@x.example");
    let watch = office.watch(json!({}));
    let mut desk = Desk::open(&office.engine).unwrap();
    for number in 0..3 {
        office.call(client, &number.to_string());
        let attempts = desk.turn(&office.engine);
        desk.report(&office.engine, &attempts[0].due, &ok());
        office.wait(6 * 24 * 3600 * 1000);
    }
    assert_eq!(office.statuses(watch), ["delivered", "delivered"]);
}

#[test]
fn an_account_that_moves_is_deleted_for_one_reseller_and_created_for_the_other() {
    let office = Office::new();
    let (one, other) = (office.client("a@x.example"), office.client("b@x.example"));
    let principal = Principal::Key { account_id: one };
    let document = fields(json!({ "address": "https://hook.example/below" }));
    let below = watches::create::run(&office.engine, &principal, document)
        .unwrap()
        .id;
    let top = office.watch(json!({ "events": ["deleted"] }));
    let input = accounts::move_under::Input {
        id: other,
        parent_id: one,
        rule: accounts::move_under::Rule::Rights,
    };
    accounts::move_under::run(&office.engine, &OWNER, input).unwrap();
    let mut desk = Desk::open(&office.engine).unwrap();
    let mut told: Vec<(Id, String)> = Vec::new();
    for attempt in desk.turn(&office.engine) {
        let event = attempt
            .request
            .headers
            .iter()
            .find(|(name, _)| name == "X-Cordboard-Event");
        told.push((attempt.due.watch_id, event.unwrap().1.clone()));
    }
    told.sort();
    let mut expected = vec![(below, "created".to_owned()), (top, "deleted".to_owned())];
    expected.sort();
    assert_eq!(told, expected);
}

#[test]
fn what_was_noted_before_a_pause_waits_until_it_is_over() {
    let office = Office::new();
    let client = office.client("a@x.example");
    let watch = office.watch(json!({}));
    office.call(client, "1");
    let input = rewrite::Input {
        id: watch,
        rewrite: Box::new(|fields| {
            let mut fields = fields.clone();
            fields.insert("enabled".into(), false.into());
            Ok(fields)
        }),
    };
    rewrite::run(&office.engine, &OWNER, &input).unwrap();
    let mut desk = Desk::open(&office.engine).unwrap();
    assert!(desk.turn(&office.engine).is_empty(), "paused");
    assert_eq!(office.statuses(watch), ["pending"]);
    let input = rewrite::Input {
        id: watch,
        rewrite: Box::new(|fields| {
            let mut fields = fields.clone();
            fields.insert("enabled".into(), true.into());
            Ok(fields)
        }),
    };
    rewrite::run(&office.engine, &OWNER, &input).unwrap();
    assert_eq!(desk.turn(&office.engine).len(), 1);
}
