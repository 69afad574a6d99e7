//! Two accounts with people, an engine whose clock a test sets, and simulated phones.

use cordboard_engine::belongings::Place;
use cordboard_engine::clock::Clock;
use cordboard_engine::installation::install;
use cordboard_engine::plane::simulated::SimulatedPlane;
use cordboard_engine::plane::turn;
use cordboard_engine::{Engine, Principal, accounts, meetings, users};
use cordboard_model::meeting::Command;
use cordboard_model::{Fields, Id, Record, Role};
use cordboard_store::{MemoryStore, Store};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const OWNER: Principal = Principal::Owner;
/// A Tuesday in 2026.
pub const START_MS: i64 = 1_772_532_000_000;

#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl Clock for HandClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub struct Office {
    pub engine: Engine,
    pub clock: HandClock,
    pub top: Id,
    pub branch: Id,
    pub anna: Id,
    pub ben: Id,
    pub store: Arc<dyn Store>,
}

pub fn fields(document: Value) -> Fields {
    match document {
        Value::Object(fields) => fields,
        other => panic!("an object was expected, not {other}"),
    }
}

impl Office {
    /// With simulated phones.
    pub fn new() -> Self {
        let office = Self::without_plane();
        office.attach();
        office
    }

    pub fn without_plane() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let clock = HandClock(Arc::new(AtomicI64::new(START_MS)));
        let engine = Engine::with_clock(Arc::clone(&store), Box::new(clock.clone())).unwrap();
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: None,
            admin: None,
            setup_token: None,
        };
        let top = install::run(&engine, &OWNER, input).unwrap().account_id;
        let input = accounts::create::Input {
            parent_id: top,
            fields: fields(json!({ "name": "Branch" })),
            ..Default::default()
        };
        let branch = accounts::create::run(&engine, &OWNER, input).unwrap();
        let branch = branch.record.id;
        let anna = user(&engine, top, "Anna", "101");
        let ben = user(&engine, top, "Ben", "102");
        Self {
            engine,
            clock,
            top,
            branch,
            anna,
            ben,
            store,
        }
    }

    pub fn attach(&self) {
        let plane = SimulatedPlane::new(Box::new(self.clock.clone()));
        self.engine.attach(Arc::new(plane));
    }

    /// The same installation after a restart.
    pub fn restarted(self) -> Self {
        let clock = Box::new(self.clock.clone());
        let engine = Engine::with_clock(Arc::clone(&self.store), clock).unwrap();
        let office = Self { engine, ..self };
        office.attach();
        office
    }

    pub fn user(&self, account_id: Id, name: &str, extension: &str) -> Id {
        user(&self.engine, account_id, name, extension)
    }

    /// Lets time pass, and gives the turns that become due.
    pub fn pass(&self, ms: i64) {
        let until = self.clock.now_ms() + ms;
        while let Some(next) = turn::run(&self.engine).filter(|next| *next <= until) {
            self.clock.0.store(next, Ordering::SeqCst);
        }
        self.clock.0.store(until, Ordering::SeqCst);
        turn::run(&self.engine);
    }

    pub fn person(&self, user_id: Id) -> Principal {
        Principal::of_level(user_id, self.top, Role::User)
    }

    pub fn place(&self, id: Id) -> Place {
        Place {
            account_id: self.top,
            id,
        }
    }

    /// A room of Anna's.
    pub fn room(&self, more: Value) -> Record {
        self.try_room(more).unwrap()
    }

    pub fn try_room(&self, more: Value) -> cordboard_engine::Result<Record> {
        let mut document =
            fields(json!({ "subject": "Monday", "mode": "video", "timezone": "Europe/Berlin" }));
        document.extend(fields(more));
        let input = meetings::create::Input {
            account_id: self.top,
            owner_id: self.anna,
            fields: document,
        };
        meetings::create::run(&self.engine, &self.person(self.anna), input)
    }

    pub fn conduct(&self, who: Id, room: Id, command: Command) -> cordboard_engine::Result<()> {
        let input = meetings::conduct::Input {
            place: self.place(room),
            command,
        };
        meetings::conduct::run(&self.engine, &self.person(who), input)
    }

    pub fn invite(&self, who: Id, room: Id, number: &str) -> cordboard_engine::Result<()> {
        let input = meetings::invite::Input {
            place: self.place(room),
            number: number.into(),
        };
        meetings::invite::run(&self.engine, &self.person(who), input)
    }

    pub fn look(&self, room: Id) -> meetings::look::Output {
        meetings::look::run(&self.engine, &self.person(self.ben), self.place(room)).unwrap()
    }

    /// The numbers of those in the room.
    pub fn in_room(&self, room: Id) -> Vec<String> {
        let participants = self.look(room).participants;
        participants
            .iter()
            .map(|participant| participant.number().to_owned())
            .collect()
    }
}

fn user(engine: &Engine, account_id: Id, name: &str, extension: &str) -> Id {
    let input = users::create::Input {
        account_id,
        fields: fields(json!({
            "first_name": name, "last_name": "Test", "extension_number": extension,
        })),
        password: None,
        credentials: None,
        role: None,
    };
    users::create::run(engine, &OWNER, input).unwrap().record.id
}

/// What the refusal is called.
pub fn refused<T>(result: cordboard_engine::Result<T>) -> &'static str {
    match result {
        Ok(_) => panic!("a refusal was expected"),
        Err(error) => error.code(),
    }
}
