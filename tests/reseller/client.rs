//! A server with the account "Acme Telecom", and its reseller, who sends key and token with every request.

use crate::server::{PASSWORD, Server, init};
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::process::Stdio;
use tempfile::TempDir;

pub const ACCOUNTS: &str = "/api/2.0/resellers/accounts";
const PRIVATE: &[&str] = &["--allow-private-webhooks"];

pub struct Reseller {
    pub server: Server,
    pub http: Client,
    pub api_key: String,
    pub token: String,
    pub account_id: String,
    pub data: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// Refused in the dialect's one form; gives the fields.
    #[track_caller]
    pub fn refused(self, status: u16) -> Vec<String> {
        assert_eq!(self.status, status, "{}", self.text);
        let keys: Vec<&String> = self.body.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["fields", "message", "statusCode"]);
        assert_eq!(self.body["statusCode"], status);
        assert!(!self.body["message"].as_str().unwrap().is_empty());
        let fields = self.body["fields"].as_array().unwrap();
        let fields = fields
            .iter()
            .map(|field| field.as_str().unwrap().to_owned());
        fields.collect()
    }
}

pub fn answer(response: Response) -> Answer {
    let status = response.status().as_u16();
    let text = response.text().unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Answer { status, body, text }
}

impl Reseller {
    pub fn new() -> Self {
        Self::started(&[])
    }

    /// Whose watches may be told on loopback.
    pub fn with_webhooks() -> Self {
        Self::started(PRIVATE)
    }

    /// Ends the server as a power cut would, and starts it again over the same data.
    pub fn kill_and_restart(&mut self) {
        self.server.child.kill().unwrap();
        self.server.child.wait().unwrap();
        self.server = Server::serving(self.data.path(), ("warn", Stdio::inherit()), PRIVATE);
    }

    fn started(more: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let made = init(data.path());
        let server = Server::serving(data.path(), ("warn", Stdio::inherit()), more);
        let http = Client::builder().no_proxy().build().unwrap();
        let token = session(&http, &server, "admin");
        Self {
            server,
            http,
            token,
            api_key: made["api_key"].as_str().unwrap().to_owned(),
            account_id: made["account_id"].as_str().unwrap().to_owned(),
            data,
        }
    }

    /// A request without credentials.
    pub fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().unwrap();
        self.http.request(method, self.server.url(path))
    }

    pub fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.bare(method, path);
        let request = request.header("apiKey", &self.api_key);
        let request = request.header("token", &self.token);
        answer(match body {
            Some(body) => request.json(&body).send().unwrap(),
            None => request.send().unwrap(),
        })
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None)
    }

    pub fn insert(&self, body: Value) -> Answer {
        self.call("POST", ACCOUNTS, Some(body))
    }

    /// A new account with this address and these further values.
    pub fn account(&self, email: &str, more: Value) -> Value {
        let mut body = json!({ "email": email, "profile": { "id": "default" } });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        self.insert(body).expect(200)
    }

    /// A session of the console.
    pub fn console(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.bare(method, path).bearer_auth(&self.token);
        answer(match body {
            Some(body) => request.json(&body).send().unwrap(),
            None => request.send().unwrap(),
        })
    }
}

pub fn session(http: &Client, server: &Server, username: &str) -> String {
    let body = json!({ "username": username, "password": PASSWORD });
    let request = http.post(server.url("/console/session")).json(&body);
    let response = request.send().unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let session: Value = response.json().unwrap();
    session["token"].as_str().unwrap().to_owned()
}

pub fn one(account: &Value) -> String {
    format!("{ACCOUNTS}/{}", account["id"].as_str().unwrap())
}
