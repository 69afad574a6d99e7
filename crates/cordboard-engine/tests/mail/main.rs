//! What becomes of letters, with a clock that the test sets and turns that it gives by hand.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

use cordboard_engine::clock::Clock;
use cordboard_engine::digests::Pepper;
use cordboard_engine::installation::install;
use cordboard_engine::mail::desk::{Desk, Failure, Outcome};
use cordboard_engine::mail::letter::{Row, Tray};
use cordboard_engine::outbox::{discard, link, list, retry};
use cordboard_engine::recovery::start;
use cordboard_engine::{Engine, Principal, Surroundings, users};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{MemoryStore, Store};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const OWNER: Principal = Principal::Owner;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

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
    root: Id,
}

impl Office {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        let (engine, now_ms) = open(store, Pepper::from_bytes([7; 32]));
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: None,
            admin: None,
            setup_token: None,
        };
        let root = install::run(&engine, &OWNER, input).unwrap().account_id;
        Self {
            engine,
            now_ms,
            root,
        }
    }

    fn wait(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// A letter to somebody who has forgotten his password.
    fn letter(&self, username: &str) -> Id {
        let fields = json!({ "first_name": username, "username": username, "email": format!("{username}@x.example") });
        let input = users::create::Input {
            account_id: self.root,
            fields: fields.as_object().unwrap().clone(),
            password: None,
            credentials: None,
            role: None,
        };
        users::create::run(&self.engine, &OWNER, input).unwrap();
        self.wait(10_000);
        let input = start::Input {
            account: None,
            username: username.into(),
            ui_url: "http://localhost:5173/".into(),
            client: None,
        };
        start::run(&self.engine, input).unwrap();
        let letters = self.lying(Tray::Waiting);
        let to = format!("{username}@x.example");
        letters.iter().find(|row| row.to == to).unwrap().id
    }

    fn lying(&self, tray: Tray) -> Vec<Row> {
        let trays = list::run(&self.engine, &OWNER).unwrap();
        trays
            .into_iter()
            .find(|it| it.tray == tray)
            .unwrap()
            .letters
    }

    fn desk(&self) -> Desk {
        Desk::open(&self.engine).unwrap()
    }

    fn turn(&self, desk: &mut Desk, most: usize) -> Vec<Id> {
        desk.hear(&self.engine);
        let due = desk.turn(&self.engine, most);
        due.into_iter().map(|due| due.id).collect()
    }

    fn report(&self, desk: &mut Desk, id: Id, outcome: &Outcome) {
        desk.report(&self.engine, id, outcome);
    }
}

fn open(store: Arc<dyn Store>, pepper: Pepper) -> (Engine, Arc<AtomicI64>) {
    let now_ms = Arc::new(AtomicI64::new(1_800_000_000_000));
    let clock = Box::new(TestClock(Arc::clone(&now_ms)));
    let engine = Engine::with(store, Surroundings { clock, pepper }).unwrap();
    (engine, now_ms)
}

fn failure(reason: &'static str) -> Failure {
    Failure {
        reason,
        answer: Some("452 full\r\nX: y".into()),
    }
}

#[test]
fn a_letter_that_is_put_off_is_tried_again_after_growing_pauses_until_its_link_is_over() {
    let office = Office::new();
    let id = office.letter("anna");
    let mut desk = office.desk();
    for pause in [1, 5, 15, 60, 120, 240, 480] {
        assert_eq!(office.turn(&mut desk, 4), [id]);
        assert_eq!(office.turn(&mut desk, 4), [], "it is under way");
        office.report(&mut desk, id, &Outcome::Later(failure("deferred")));
        office.wait(pause * MINUTE - 1);
        assert_eq!(office.turn(&mut desk, 4), [], "{pause}");
        office.wait(1);
    }
    let waiting = &office.lying(Tray::Waiting)[0];
    assert_eq!(
        (waiting.attempts, waiting.reason.as_deref()),
        (7, Some("deferred"))
    );
    assert_eq!(
        waiting.answer.as_deref(),
        Some("452 fullX: y"),
        "on one line"
    );
    assert_eq!(office.turn(&mut desk, 4), [id]);
    office.report(&mut desk, id, &Outcome::Later(failure("deferred")));
    assert_eq!(
        office.lying(Tray::Waiting).len(),
        1,
        "the link is good for a while yet"
    );
    office.wait(8 * HOUR);
    assert_eq!(office.turn(&mut desk, 4), [id]);
    office.report(&mut desk, id, &Outcome::Later(failure("deferred")));
    let parked = &office.lying(Tray::Parked)[0];
    assert_eq!(parked.attempts, 9);
}

#[test]
fn a_letter_that_is_refused_is_parked_until_a_person_sends_it_again_or_discards_it() {
    let office = Office::new();
    let id = office.letter("anna");
    let mut desk = office.desk();
    assert_eq!(office.turn(&mut desk, 4), [id]);
    office.report(&mut desk, id, &Outcome::Refused(failure("refused")));
    office.wait(HOUR);
    assert_eq!(office.turn(&mut desk, 4), []);
    retry::run(&office.engine, &OWNER, id).unwrap();
    let waiting = &office.lying(Tray::Waiting)[0];
    assert_eq!((waiting.attempts, waiting.reason.as_deref()), (0, None));
    assert_eq!(office.turn(&mut desk, 4), [id]);
    discard::run(&office.engine, &OWNER, id).unwrap();
    office.report(&mut desk, id, &Outcome::Later(failure("deferred")));
    for tray in Tray::ALL {
        assert!(
            office.lying(tray).is_empty(),
            "what was thrown away stays away"
        );
    }
}

#[test]
fn a_server_that_is_not_there_costs_no_letter_and_the_one_it_hung_at_steps_back() {
    let office = Office::new();
    let (first, second) = (office.letter("anna"), office.letter("ben"));
    let mut desk = office.desk();
    assert_eq!(office.turn(&mut desk, 1), [first]);
    office.wait(1);
    office.report(&mut desk, first, &Outcome::NoServer(failure("timeout")));
    assert_eq!(
        office.turn(&mut desk, 1),
        [second],
        "another one is tried first"
    );
    office.report(&mut desk, second, &Outcome::Sent);
    assert_eq!(office.turn(&mut desk, 1), [first]);
    office.report(&mut desk, first, &Outcome::Sent);
    assert_eq!(office.lying(Tray::Sent).len(), 2);
}

#[test]
fn a_link_that_is_over_is_not_sent_and_not_handed_over() {
    let office = Office::new();
    let id = office.letter("anna");
    let shown = link::run(&office.engine, &OWNER, id).unwrap();
    assert!(
        shown.starts_with("http://localhost:5173/?recovery="),
        "{shown}"
    );
    let mut desk = office.desk();
    office.wait(24 * HOUR);
    assert_eq!(office.turn(&mut desk, 0), [], "without a mail server, too");
    let parked = &office.lying(Tray::Parked)[0];
    assert_eq!(parked.reason.as_deref(), Some("too_late"));
    let refused = link::run(&office.engine, &OWNER, id).unwrap_err();
    assert_eq!(refused.code(), "link_expired");
    let refused = retry::run(&office.engine, &OWNER, id).unwrap_err();
    assert_eq!(refused.code(), "letter_too_late");
}

#[test]
fn what_a_letter_says_is_sealed_while_it_waits_and_gone_when_it_was_sent() {
    let office = Office::new();
    let id = office.letter("anna");
    let shown = link::run(&office.engine, &OWNER, id).unwrap();
    let (_, number) = shown.split_once("recovery=").unwrap();
    let kept = |id: Id| -> Fields {
        let snapshot = office.engine.read().unwrap();
        snapshot.entry(Kind::Letter, id).unwrap().unwrap().fields
    };
    let text = serde_json::to_string(&kept(id)).unwrap();
    assert!(
        !text.contains(number) && text.contains("sealed:1:"),
        "{text}"
    );
    let mut desk = office.desk();
    assert_eq!(office.turn(&mut desk, 4), [id]);
    office.report(&mut desk, id, &Outcome::Sent);
    let text = serde_json::to_string(&kept(id)).unwrap();
    assert!(!text.contains("sealed"), "{text}");
    assert_eq!(
        link::run(&office.engine, &OWNER, id).unwrap_err().code(),
        "not_found"
    );
}

#[test]
fn letters_that_were_sent_are_forgotten_after_ten_days() {
    let office = Office::new();
    let mut desk = office.desk();
    let old = office.letter("anna");
    assert_eq!(office.turn(&mut desk, 4), [old]);
    office.report(&mut desk, old, &Outcome::Sent);
    office.wait(10 * 24 * HOUR + 1);
    assert_eq!(office.lying(Tray::Sent).len(), 1);
    let new = office.letter("ben");
    assert_eq!(office.turn(&mut desk, 4), [new]);
    office.report(&mut desk, new, &Outcome::Sent);
    let left: Vec<Id> = office.lying(Tray::Sent).iter().map(|row| row.id).collect();
    assert_eq!(left, [new]);
}

#[test]
fn a_letter_waits_over_a_restart_and_under_another_key_it_is_parked() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (engine, now_ms) = open(Arc::clone(&store), Pepper::from_bytes([7; 32]));
    let input = install::Input {
        organisation: "Acme".into(),
        realm: "acme.example".into(),
        timezone: None,
        admin: None,
        setup_token: None,
    };
    let root = install::run(&engine, &OWNER, input).unwrap().account_id;
    let office = Office {
        engine,
        now_ms,
        root,
    };
    let id = office.letter("anna");
    drop(office);
    let (engine, now_ms) = open(Arc::clone(&store), Pepper::from_bytes([7; 32]));
    now_ms.fetch_add(HOUR, Ordering::SeqCst);
    let mut desk = Desk::open(&engine).unwrap();
    let due = desk.turn(&engine, 4);
    assert_eq!((due.len(), due[0].id), (1, id));
    assert!(due[0].content.link.is_some());
    let (engine, now_ms) = open(store, Pepper::from_bytes([8; 32]));
    now_ms.fetch_add(HOUR, Ordering::SeqCst);
    let mut desk = Desk::open(&engine).unwrap();
    assert!(desk.turn(&engine, 4).is_empty());
    let trays = list::run(&engine, &OWNER).unwrap();
    assert_eq!(trays[1].letters[0].reason.as_deref(), Some("sealed"));
}
