//! An office with a clock, a mailbox and a few people, and short words for what tests do with them.

use cordboard_engine::account_hint::AccountHint;
use cordboard_engine::clock::Clock;
use cordboard_engine::digests::{Digest, Method, Pepper};
use cordboard_engine::installation::install;
use cordboard_engine::mail::letter::{Row, Tray};
use cordboard_engine::sessions::{resolve, sign_in, sign_in_with_digest};
use cordboard_engine::{
    Engine, Principal, Result, Surroundings, accounts, outbox, sessions, settings, users,
};
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Id};
use cordboard_store::{MemoryStore, Store};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const PASSWORD: &str = "correct horse";

#[derive(Clone)]
struct TestClock(Arc<AtomicI64>);

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A letter that waits.
pub struct Letter {
    pub to: String,
    pub link: String,
}

pub struct Office {
    pub engine: Engine,
    pub root: Id,
    pub admin: Id,
    pub api_key: String,
    now_ms: Arc<AtomicI64>,
}

pub const OWNER: Principal = Principal::Owner;

impl Office {
    /// "Acme" with the admin `admin`.
    pub fn new() -> Self {
        Self::over(Arc::new(MemoryStore::new()), Pepper::from_bytes([7; 32]))
    }

    pub fn over(store: Arc<dyn Store>, pepper: Pepper) -> Self {
        let (mut office, _) = Self::open(store, pepper);
        let mut fields = Fields::new();
        fields.insert("username".into(), "admin".into());
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: None,
            admin: Some(install::Admin {
                fields,
                password: PASSWORD.into(),
            }),
            setup_token: None,
        };
        let made = install::run(&office.engine, &OWNER, input).unwrap();
        office.root = made.account_id;
        office.admin = made.user_id.unwrap();
        office.api_key = made.api_key;
        office
    }

    /// Over a store that may hold something; says whether it does.
    pub fn open(store: Arc<dyn Store>, pepper: Pepper) -> (Self, bool) {
        let now_ms = Arc::new(AtomicI64::new(1_800_000_000_000));
        let surroundings = Surroundings {
            clock: Box::new(TestClock(now_ms.clone())),
            pepper,
        };
        let engine = Engine::with(store, surroundings).unwrap();
        let root = engine.tree().root();
        let office = Self {
            engine,
            root: root.unwrap_or_default(),
            admin: Id::default(),
            api_key: String::new(),
            now_ms,
        };
        (office, root.is_some())
    }

    /// Time goes by; buckets fill.
    pub fn wait(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// The letters that wait, the oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        let lying = outbox::list::run(&self.engine, &OWNER).unwrap();
        let waiting = lying.into_iter().find(|it| it.tray == Tray::Waiting);
        let letters = waiting.unwrap().letters.into_iter().rev();
        let letter = |row: Row| Letter {
            link: outbox::link::run(&self.engine, &OWNER, row.id).unwrap_or_default(),
            to: row.to,
        };
        letters.map(letter).collect()
    }

    pub fn account(&self, parent_id: Id, name: &str) -> Id {
        let input = accounts::create::Input {
            parent_id,
            fields: fields(json!({ "name": name })),
            ..accounts::create::Input::default()
        };
        accounts::create::run(&self.engine, &OWNER, input)
            .unwrap()
            .record
            .id
    }

    pub fn user(&self, account_id: Id, username: &str) -> Id {
        let more = json!({ "email": format!("{username}@acme.example") });
        self.user_with(account_id, username, more)
    }

    pub fn user_with(&self, account_id: Id, username: &str, more: Value) -> Id {
        let mut fields = fields(json!({ "first_name": username, "username": username }));
        fields.extend(self::fields(more));
        let input = users::create::Input {
            account_id,
            fields,
            password: Some(PASSWORD.into()),
            credentials: None,
            role: None,
        };
        users::create::run(&self.engine, &OWNER, input)
            .unwrap()
            .record
            .id
    }

    pub fn edit_user(&self, id: Id, path: &str, from: Value, to: Value) {
        let changes = vec![edit(path, from, to)];
        let input = users::update::Input { id, changes };
        users::update::run(&self.engine, &OWNER, input).unwrap();
    }

    pub fn set(&self, path: &str, from: Value, to: Value) {
        let changes = vec![edit(path, from, to)];
        let input = settings::update::Input { changes };
        settings::update::run(&self.engine, &OWNER, input).unwrap();
    }

    /// Lets letters lead to the pages of `console.example`.
    pub fn lists_the_console(&self) {
        let changes = vec![Edit {
            path: "/recovery_pages".into(),
            from: None,
            to: Some(json!("https://console.example")),
        }];
        let input = settings::update::Input { changes };
        settings::update::run(&self.engine, &OWNER, input).unwrap();
    }

    pub fn edit_account(&self, id: Id, path: &str, from: Value, to: Value) {
        let changes = vec![edit(path, from, to)];
        let input = accounts::update::Input { id, changes };
        accounts::update::run(&self.engine, &OWNER, input).unwrap();
    }

    /// Signs in with a digest made of these, after enough time for a full bucket.
    pub fn with_digest(
        &self,
        account: AccountHint,
        username: &str,
        password: &str,
    ) -> Result<sign_in_with_digest::Output> {
        self.by(account, Digest::of(Method::Md5, username, password))
    }

    pub fn by(&self, account: AccountHint, digest: Digest) -> Result<sign_in_with_digest::Output> {
        self.wait(10_000);
        let input = sign_in_with_digest::Input {
            account,
            digest,
            client: None,
        };
        sign_in_with_digest::run(&self.engine, input)
    }

    /// The token of a session that a client opened for a user of the account of this name.
    pub fn token(&self, account: &str, username: &str) -> String {
        self.with_digest(named(account), username, PASSWORD)
            .unwrap()
            .token
    }

    pub fn plain(&self, username: &str, password: &str) -> Result<String> {
        let input = sign_in::Input {
            username: username.into(),
            realm: None,
            password: password.into(),
            method: sessions::Method::Console,
        };
        Ok(sign_in::run(&self.engine, input)?.token)
    }

    pub fn who(&self, token: &str) -> Principal {
        resolve::run(&self.engine, token).unwrap().principal
    }

    pub fn lives(&self, token: &str) -> bool {
        self.who(token) != Principal::Anonymous
    }
}

pub fn named(name: &str) -> AccountHint {
    AccountHint {
        name: Some(name.into()),
        ..AccountHint::default()
    }
}

pub fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn edit(path: &str, from: Value, to: Value) -> Edit {
    let present = |value: Value| Some(value).filter(|value| !value.is_null());
    Edit {
        path: path.into(),
        from: present(from),
        to: present(to),
    }
}

/// The code of a refusal.
#[track_caller]
pub fn refused<T>(result: Result<T>) -> &'static str {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => error.code(),
    }
}
