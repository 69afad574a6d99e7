//! A desktop engine over a file of its own, and its link to a server.

use crate::server::{PASSWORD, Server};
use cordboard_engine::replica::{OfficeCopy, set_first_page};
use cordboard_engine::{Engine, Surroundings};
use cordboard_link::{Failure, Link};
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{SqliteStore, sqlite};
use cordboard_sync::Op;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub struct Desk {
    pub copy: Arc<OfficeCopy>,
    file: PathBuf,
}

impl Desk {
    /// A desktop over this file, which holds a copy from then on.
    pub fn open(folder: &Path, name: &str, user: Id) -> Self {
        let file = folder.join(name);
        let store = Arc::new(SqliteStore::open(&file, sqlite::Options::default()).unwrap());
        // What waits is sealed with the key file, which is the same after a start.
        let surroundings = Surroundings::with_pepper([7; 32]);
        let engine = Arc::new(Engine::with(store, surroundings).unwrap());
        // Also a small office comes in several pages.
        set_first_page(&engine, 5);
        let copy = match OfficeCopy::is_in(&engine) {
            true => OfficeCopy::open(engine),
            false => OfficeCopy::begin(engine, user, None),
        };
        let copy = Arc::new(copy.unwrap());
        Self { copy, file }
    }

    /// The same file once the program was started again.
    pub fn again(self, user: Id) -> Self {
        let Self { copy, file } = self;
        drop(copy);
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        Self::open(file.parent().unwrap(), &name, user)
    }

    /// Asks the server whatever there is to ask.
    pub async fn meet(&self, office: &Office) -> Result<(), Failure> {
        self.copy.poke(false).unwrap();
        self.link(office).meet().await
    }

    pub fn link(&self, office: &Office) -> Link {
        Link::new(
            Arc::clone(&self.copy),
            &office.server.address,
            &office.token,
        )
    }

    pub fn see(&self, kind: Kind, id: Id) -> Option<Record> {
        self.copy.engine().read().unwrap().get(kind, id).unwrap()
    }

    /// Does something without asking anybody.
    pub fn does(&self, ops: Vec<Op>) {
        self.copy.edit(ops).unwrap().unwrap();
    }

    /// Changes a field of a user from what the screen shows.
    pub fn types(&self, user: Id, field: &str, value: &str) {
        let seen = self.see(Kind::User, user).unwrap();
        self.does(vec![Op::Patch {
            kind: Kind::User.into(),
            id: user,
            changes: vec![Edit {
                path: format!("/{field}"),
                from: seen.fields.get(field).cloned(),
                to: Some(value.into()),
            }],
        }]);
    }

    /// Makes a user.
    pub fn hires(&self, account_id: Id, name: &str) -> Id {
        let id = self.copy.engine().new_id();
        self.does(vec![Op::Create {
            kind: Kind::User.into(),
            id,
            account_id,
            fields: fields(json!({ "first_name": name })),
        }]);
        id
    }
}

pub fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

/// A server over a directory, with somebody signed in.
pub struct Office {
    pub server: Server,
    pub token: String,
    pub user: Id,
    pub account: Id,
}

impl Office {
    pub async fn start(data: &Path) -> Self {
        let server = Server::start(data);
        let session = server.url("/console/session");
        let body = json!({ "username": "admin", "password": PASSWORD });
        let answer = reqwest::Client::new().post(session).json(&body).send();
        let session: Value = answer.await.unwrap().json().await.unwrap();
        let id = |value: &Value| value.as_str().unwrap().parse().unwrap();
        Self {
            server,
            token: session["token"].as_str().unwrap().to_owned(),
            user: id(&session["user"]["id"]),
            account: id(&session["account"]["id"]),
        }
    }

    /// What a plain caller reads.
    pub async fn read(&self, path: &str) -> Value {
        let request = reqwest::Client::new().get(self.server.url(path));
        let answer = request.bearer_auth(&self.token).send().await.unwrap();
        answer.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let request = reqwest::Client::new().post(self.server.url(path));
        let request = match token {
            "" => request,
            token => request.bearer_auth(token),
        };
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or_default())
    }

    /// Sends or reads bytes, as they are, with one more header.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        (header, body): ((&str, &str), Vec<u8>),
    ) -> (u16, Vec<u8>) {
        let method = method.parse().unwrap();
        let request = reqwest::Client::new().request(method, self.server.url(path));
        let request = request.bearer_auth(&self.token).header(header.0, header.1);
        let answer = request.body(body).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.bytes().await.unwrap().to_vec())
    }

    /// The power goes.
    pub fn kill(mut self) {
        self.server.child.kill().unwrap();
        self.server.child.wait().unwrap();
    }
}
