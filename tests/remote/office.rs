//! A server with its top account, asked as the console and as dialects ask it.

use crate::server::{PASSWORD, Server, init};
use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;

const PRIVATE: &[&str] = &["--allow-private-webhooks"];

pub struct Office {
    pub server: Server,
    pub account: String,
    pub token: String,
    data: TempDir,
    http: Client,
}

impl Office {
    pub fn new() -> Self {
        Self::with(PRIVATE)
    }

    pub fn with(arguments: &[&str]) -> Self {
        let data = TempDir::new().unwrap();
        let made = init(data.path());
        let server = Server::serving(data.path(), ("error", Stdio::inherit()), arguments);
        let http = Client::builder()
            .timeout(Duration::from_secs(120))
            .build()
            .unwrap();
        let mut office = Self {
            server,
            account: made["account_id"].as_str().unwrap().to_owned(),
            token: String::new(),
            data,
            http,
        };
        office.sign_in();
        office
    }

    pub fn sign_in(&mut self) {
        let body = json!({ "username": "admin", "password": PASSWORD });
        let session = self.post("/console/session", body);
        self.token = session["token"].as_str().unwrap().to_owned();
    }

    /// Kills the program and starts it again over the same data.
    pub fn again(&mut self) {
        self.server.child.kill().unwrap();
        self.server.child.wait().unwrap();
        self.server = Server::serving(self.data.path(), ("error", Stdio::inherit()), PRIVATE);
    }

    pub fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let mut request = self
            .http
            .request(method, self.server.url(path))
            .bearer_auth(&self.token);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().unwrap();
        (
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        )
    }

    #[track_caller]
    fn good(&self, method: Method, path: &str, body: Value) -> Value {
        let (status, answer) = self.ask(method, path, body);
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
        answer
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        self.good(Method::GET, path, Value::Null)
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: Value) -> Value {
        self.good(Method::POST, path, body)
    }

    /// A Crossbar request with a document; gives the document.
    #[track_caller]
    pub fn v2(&self, method: Method, path: &str, data: Value) -> Value {
        let body = if data.is_null() {
            data
        } else {
            json!({ "data": data })
        };
        self.good(method, &format!("/v2{path}"), body)["data"].clone()
    }

    #[track_caller]
    pub fn put(&self, path: &str, data: Value) -> String {
        let made = self.v2(Method::PUT, path, data);
        made["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub fn patch(&self, path: &str, data: Value) {
        self.v2(Method::PATCH, path, data);
    }

    /// The one document of a list for which this key has this value.
    #[track_caller]
    pub fn find(&self, path: &str, key: &str, value: &str) -> Value {
        let rows = self.v2(Method::GET, path, Value::Null);
        let rows = rows.as_array().unwrap();
        let found: Vec<_> = rows.iter().filter(|row| row[key] == value).collect();
        assert_eq!(found.len(), 1, "{path} {key}={value}: {rows:?}");
        let id = found[0]["id"].as_str().unwrap();
        let at = match path.strip_suffix("/children") {
            Some(_) => format!("/accounts/{id}"),
            None => format!("{path}/{id}"),
        };
        self.v2(Method::GET, &at, Value::Null)
    }
}

/// An office here that keeps part of another one.
pub struct Remote<'a> {
    pub here: &'a Office,
    pub id: String,
}

impl<'a> Remote<'a> {
    pub fn add(here: &'a Office, dialect: &str, address: &str, there: &str, into: &str) -> Self {
        let body = json!({
            "dialect": dialect, "address": address, "username": "admin", "password": PASSWORD,
            "realm": "acme.example", "there": there, "here": into,
        });
        let added = here.post("/console/remotes", body);
        let id = added["id"].as_str().unwrap().to_owned();
        Self { here, id }
    }

    pub fn path(&self, what: &str) -> String {
        format!("/console/remotes/{}{what}", self.id)
    }

    #[track_caller]
    pub fn plan(&self) -> Value {
        self.here.post(&self.path("/plan"), json!({}))
    }

    #[track_caller]
    pub fn run(&self, direction: &str) -> Value {
        self.ordered(direction, json!([]), json!([]))
    }

    #[track_caller]
    pub fn ordered(&self, direction: &str, words: Value, deletions: Value) -> Value {
        let body = json!({
            "direction": direction, "digest": self.plan()["digest"], "words": words, "deletions": deletions,
        });
        self.here.post(&self.path("/runs"), body)
    }

    /// A run that does everything it was to do.
    #[track_caller]
    pub fn done(&self, direction: &str) -> Value {
        let run = self.run(direction);
        assert_eq!(run["failures"], json!([]), "{run}");
        assert!(run["stopped"].is_null(), "{run}");
        run
    }

    #[track_caller]
    pub fn agrees(&self) {
        let plan = self.plan();
        assert_eq!(plan["steps"], json!([]), "{plan:#}");
    }
}

/// What a run counted.
pub fn counts(run: &Value) -> (u64, u64, u64) {
    let count = |key: &str| run[key].as_u64().unwrap();
    (count("made"), count("changed"), count("deleted"))
}
