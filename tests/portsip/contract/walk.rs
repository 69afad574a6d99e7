//! A client of the real server that notes which documented operations it has seen work.

use super::operations::{Operation, all, unlike_value};
use reqwest::{Client, Method};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub struct Walk {
    client: Client,
    /// The server with `/api/`.
    base: String,
    operations: BTreeMap<String, Operation>,
    seen: BTreeSet<String>,
    pub wrong: Vec<String>,
}

impl Walk {
    pub fn new(address: &str) -> Self {
        let named = all().into_iter().map(|one| (one.name(), one));
        Self {
            client: Client::new(),
            base: format!("{address}/api/"),
            operations: named.collect(),
            seen: BTreeSet::new(),
            wrong: Vec::new(),
        }
    }

    /// Does a documented operation, with these texts in place of the placeholders, and compares what comes with the
    /// documentation. Gives the answer.
    pub async fn ask(&mut self, who: &str, name: &str, at: &[&str], body: Value) -> Value {
        let operation = &self.operations[name];
        let path = filled(&operation.path, at);
        let method: Method = operation.method.parse().unwrap();
        let (status, answer) = self.send(who, method, &path, body).await;
        let operation = &self.operations[name];
        if status != operation.status {
            self.wrong.push(format!("{name}: {status} {answer}"));
        } else if operation.gives.is_empty() && !answer.is_null() {
            self.wrong
                .push(format!("{name}: {answer} is not documented"));
        } else if !operation.gives.is_empty() {
            unlike_value(&operation.gives, &answer, name, &mut self.wrong);
        }
        self.seen.insert(name.to_owned());
        answer
    }

    /// An operation without a body.
    pub async fn act(&mut self, who: &str, name: &str, at: &[&str]) -> Value {
        self.ask(who, name, at, Value::Null).await
    }

    /// Does what is not documented by the table but needed by it.
    pub async fn prepare(&mut self, who: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.send(who, Method::POST, path, body).await;
        assert!(status < 300, "{path}: {status} {answer}");
        answer
    }

    /// Reads something without comparing it.
    pub async fn look(&self, who: &str, path: &str) -> Value {
        self.send(who, Method::GET, path, Value::Null).await.1
    }

    async fn send(&self, who: &str, method: Method, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if !who.is_empty() {
            request = request.bearer_auth(who);
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let answer = match text.is_empty() {
            true => Value::Null,
            false => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        };
        (status, answer)
    }

    /// Uploads a file and gives its id.
    pub async fn upload(&self, who: &str, name: &str, bytes: &[u8]) -> String {
        let uploads = format!("{}blobs/uploads", self.base);
        let begin = self.client.post(format!("{uploads}?filename={name}"));
        let begun = begin.bearer_auth(who).send().await.unwrap();
        let said = |name: &str| begun.headers()[name].to_str().unwrap().to_owned();
        let id = said("portsip-upload-id");
        let complete = self
            .client
            .post(format!("{uploads}/{id}/complete"))
            .bearer_auth(who)
            .header("portsip-upload-token", said("portsip-upload-token"))
            .header("content-type", "application/octet-stream")
            .body(bytes.to_vec());
        let done: Value = complete.send().await.unwrap().json().await.unwrap();
        super::id(&done)
    }

    /// The documented operations that nobody has done.
    pub fn unseen(&self) -> Vec<&str> {
        let names = self.operations.keys().map(String::as_str);
        names.filter(|name| !self.seen.contains(*name)).collect()
    }
}

/// The path with these texts in place of its placeholders.
fn filled(path: &str, at: &[&str]) -> String {
    let mut texts = at.iter();
    let filled = path
        .split('/')
        .map(|segment| match segment.starts_with('{') {
            true => texts.next().unwrap(),
            false => segment,
        });
    let filled: Vec<&str> = filled.collect();
    assert!(texts.next().is_none(), "{path} has no place for {at:?}");
    filled.join("/")
}
