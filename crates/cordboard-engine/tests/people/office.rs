//! A small installation in memory: the top account and a branch below it, each with people.

use cordboard_engine::installation::install;
use cordboard_engine::{Engine, Principal, accounts, phones, users};
use cordboard_model::{Fields, Id, Record, Role};
use cordboard_store::MemoryStore;
use serde_json::{Value, json};
use std::sync::Arc;

pub const OWNER: Principal = Principal::Owner;

pub struct Office {
    pub engine: Engine,
    pub top: Id,
    pub branch: Id,
}

pub fn fields(document: Value) -> Fields {
    match document {
        Value::Object(fields) => fields,
        other => panic!("an object was expected, not {other}"),
    }
}

impl Office {
    pub fn new() -> Self {
        let engine = Engine::open(Arc::new(MemoryStore::new())).unwrap();
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
        Self {
            engine,
            top,
            branch: branch.record.id,
        }
    }

    pub fn user(&self, account_id: Id, name: &str) -> Id {
        let input = users::create::Input {
            account_id,
            fields: fields(json!({ "first_name": name, "last_name": "Test" })),
            password: None,
            credentials: None,
            role: None,
        };
        let made = users::create::run(&self.engine, &OWNER, input).unwrap();
        made.record.id
    }

    pub fn phone(&self, account_id: Id, document: Value) -> Record {
        self.try_phone(account_id, document).unwrap()
    }

    pub fn try_phone(&self, account_id: Id, document: Value) -> cordboard_engine::Result<Record> {
        let fields = fields(document);
        let input = phones::create::Input { account_id, fields };
        phones::create::run(&self.engine, &OWNER, input)
    }

    pub fn person(&self, account_id: Id, user_id: Id) -> Principal {
        Principal::of_level(user_id, account_id, Role::User)
    }
}

/// What the refusal is called.
pub fn refused<T>(result: cordboard_engine::Result<T>) -> &'static str {
    match result {
        Ok(_) => panic!("a refusal was expected"),
        Err(error) => error.code(),
    }
}
