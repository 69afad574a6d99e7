//! One server for all tests that do not need their own, and what they set up on it.

use crate::client::{Answer, Caller, id};
use crate::server::{PASSWORD, Server, init};
use md5::{Digest, Md5};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use sha1::Sha1;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};
use tempfile::TempDir;

static SHARED: Mutex<Weak<World>> = Mutex::new(Weak::new());
static NUMBER: AtomicU64 = AtomicU64::new(1);

/// A server with the account "Acme Telecom" at the top and its admin, who is signed in.
pub struct World {
    pub server: Server,
    pub data: TempDir,
    /// The top account.
    pub top: String,
    /// Its admin's id.
    pub admin: String,
    /// Its admin, the "superduper" one.
    pub root: Caller,
}

/// An account of its own for one test, below the top.
pub struct Tenant {
    pub world: Arc<World>,
    pub account: String,
    pub name: String,
    pub realm: String,
    /// The top's admin, who may do anything here.
    pub root: Caller,
}

/// A number that no other test has.
pub fn fresh() -> u64 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

/// The server that tests share. It ends with the last test that uses it.
pub fn world() -> Arc<World> {
    let mut shared = SHARED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(world) = shared.upgrade() {
        return world;
    }
    let world = Arc::new(World::new());
    *shared = Arc::downgrade(&world);
    world
}

impl World {
    /// A server of its own, for tests that change what all accounts share.
    pub fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let made = init(data.path());
        // Quickcalls ring, as there are phones.
        let server = Server::simulating(data.path());
        let nobody = Caller {
            http: Client::new(),
            address: server.address.clone(),
            token: None,
        };
        let token = token(sign_in(&nobody, "Acme Telecom", "admin", PASSWORD));
        Self {
            root: nobody.with(&token),
            top: made["account_id"].as_str().unwrap().to_owned(),
            admin: made["user_id"].as_str().unwrap().to_owned(),
            server,
            data,
        }
    }

    pub fn nobody(&self) -> Caller {
        self.root.nobody()
    }

    /// An account below another, with any further fields.
    #[track_caller]
    pub fn account(&self, parent: &str, fields: Value) -> Value {
        let mut data = json!({ "name": format!("Account {}", fresh()) });
        overlay(&mut data, fields);
        self.root.put(&format!("accounts/{parent}"), data).made()
    }

    /// A caller with an account's api key: its admin, but no person.
    #[track_caller]
    pub fn key(&self, account: &str) -> Caller {
        let key = self.root.get(&format!("accounts/{account}/api_key")).ok();
        let answer = self
            .nobody()
            .put("api_auth", json!({ "api_key": key["api_key"] }));
        self.root.with(&token(answer))
    }

    /// Changes the settings of the installation.
    #[track_caller]
    pub fn settings(&self, wanted: Value) {
        let token = format!("Bearer {}", self.root.token.as_deref().unwrap());
        let ask = |method: &str| {
            self.root
                .raw(method, "/console/settings")
                .header("authorization", &token)
        };
        let before = ask("GET").send();
        assert_eq!(before.status, 200, "{}", before.text());
        let changes: Vec<Value> = wanted
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, to)| match before.body["fields"].get(name) {
                Some(from) => json!({ "path": format!("/{name}"), "from": from, "to": to }),
                None => json!({ "path": format!("/{name}"), "to": to }),
            })
            .collect();
        let changed = ask("PATCH").envelope(json!({ "changes": changes })).send();
        assert!(changed.status < 300, "{}", changed.text());
    }
}

/// A fresh account of the shared server.
#[track_caller]
pub fn tenant() -> Tenant {
    Tenant::of(&world())
}

impl Tenant {
    #[track_caller]
    pub fn of(world: &Arc<World>) -> Self {
        Self::below(world, &world.top)
    }

    #[track_caller]
    pub fn below(world: &Arc<World>, parent: &str) -> Self {
        let number = fresh();
        let name = format!("Tenant {number}");
        let realm = format!("t{number}.example");
        let made = world.account(parent, json!({ "name": name, "realm": realm }));
        Self {
            world: Arc::clone(world),
            account: id(&made),
            name,
            realm,
            root: world.root.clone(),
        }
    }

    /// A path below this account.
    pub fn path(&self, rest: &str) -> String {
        format!("accounts/{}/{rest}", self.account)
    }

    /// A new user's document, with any further fields.
    #[track_caller]
    pub fn user(&self, fields: Value) -> Value {
        let mut data = json!({ "first_name": "User", "last_name": "Three" });
        overlay(&mut data, fields);
        self.root.put(&self.path("users"), data).made()
    }

    /// A new user who can sign in, with this level; gives the document and the signed-in caller.
    #[track_caller]
    pub fn person(&self, username: &str, level: &str) -> (Value, Caller) {
        let user = self.user(json!({
            "username": username, "password": PASSWORD, "priv_level": level,
        }));
        (user, self.signed_in(username))
    }

    #[track_caller]
    pub fn signed_in(&self, username: &str) -> Caller {
        let answer = sign_in(&self.world.nobody(), &self.name, username, PASSWORD);
        self.root.with(&token(answer))
    }

    #[track_caller]
    pub fn group(&self, fields: Value) -> Value {
        let mut data = json!({ "name": format!("Group {}", fresh()) });
        overlay(&mut data, fields);
        self.root.put(&self.path("groups"), data).made()
    }

    #[track_caller]
    pub fn device(&self, fields: Value) -> Value {
        let mut data = json!({ "name": format!("Device {}", fresh()) });
        overlay(&mut data, fields);
        self.root.put(&self.path("devices"), data).made()
    }

    /// A caller with this account's api key.
    #[track_caller]
    pub fn key(&self) -> Caller {
        self.world.key(&self.account)
    }
}

/// Sets the keys of an object over another's.
pub fn overlay(data: &mut Value, fields: Value) {
    for (key, value) in fields.as_object().unwrap() {
        data[key] = value.clone();
    }
}

pub fn sign_in(caller: &Caller, account: &str, username: &str, password: &str) -> Answer {
    caller.put(
        "user_auth",
        json!({ "credentials": md5(username, password), "account_name": account }),
    )
}

/// The token of a login that must have succeeded.
#[track_caller]
pub fn token(answer: Answer) -> String {
    let envelope = answer.success(201);
    let token = envelope["auth_token"].as_str();
    token.unwrap_or_else(|| panic!("{envelope}")).to_owned()
}

/// The default digest of the credentials.
pub fn md5(username: &str, password: &str) -> String {
    hex(&Md5::digest(format!("{username}:{password}")))
}

pub fn sha(username: &str, password: &str) -> String {
    hex(&Sha1::digest(format!("{username}:{password}")))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An id that nothing has.
pub fn unknown_id() -> String {
    let number = u128::from(fresh());
    format!(
        "{:032x}",
        0xfeed_0000_0000_4000_8000_0000_0000_0000 + number
    )
}

/// A member of an object, by its dotted path.
pub fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    let mut value = value;
    for name in path.split('.') {
        value = match name.parse::<usize>() {
            Ok(index) if value.is_array() => &value[index],
            _ => &value[name],
        };
    }
    value
}
