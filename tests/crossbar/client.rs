//! A plain HTTP client: it sends what it is told, byte for byte, and checks every envelope it gets.

use reqwest::Method;
use reqwest::blocking::Client;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// Who sends requests, and where to.
#[derive(Clone)]
pub struct Caller {
    pub http: Client,
    pub address: String,
    pub token: Option<String>,
}

/// A request being put together.
pub struct Ask {
    http: Client,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The body, when it is JSON.
    pub body: Value,
    /// Method and address, for messages.
    pub asked: String,
}

impl Caller {
    pub fn with(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    pub fn nobody(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }

    /// A caller from another address of this machine: the limit of sign-ins counts by address.
    pub fn at_address(&self, last: u8) -> Self {
        let from = std::net::IpAddr::from([127, 0, 0, last]);
        Self {
            http: Client::builder().local_address(from).build().unwrap(),
            ..self.clone()
        }
    }

    /// A path below `/v2/`; the token goes into the usual header.
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        let ask = self.raw(method, &format!("/v2/{path}"));
        match &self.token {
            Some(token) => ask.header("x-auth-token", token),
            None => ask,
        }
    }

    /// Any path, without the token.
    pub fn raw(&self, method: &str, path: &str) -> Ask {
        Ask {
            http: self.http.clone(),
            method: method.to_owned(),
            url: format!("{}{path}", self.address),
            headers: Vec::new(),
            body: None,
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send()
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.ask("DELETE", path).send()
    }

    pub fn put(&self, path: &str, data: Value) -> Answer {
        self.ask("PUT", path).data(data).send()
    }

    pub fn post(&self, path: &str, data: Value) -> Answer {
        self.ask("POST", path).data(data).send()
    }

    pub fn patch(&self, path: &str, data: Value) -> Answer {
        self.ask("PATCH", path).data(data).send()
    }

    /// The ids of a whole list.
    #[track_caller]
    pub fn ids(&self, path: &str) -> Vec<String> {
        let rows = self.get(path).ok();
        let rows = rows.as_array().unwrap_or_else(|| panic!("{path}: {rows}"));
        rows.iter().map(id).collect()
    }
}

impl Caller {
    /// The id of a list's only row.
    #[track_caller]
    pub fn one(&self, path: &str) -> String {
        let mut ids = self.ids(path);
        assert_eq!(ids.len(), 1, "{path}: {ids:?}");
        ids.remove(0)
    }
}

impl Ask {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// This body as JSON.
    pub fn envelope(self, body: Value) -> Self {
        self.header("content-type", "application/json")
            .bytes(body.to_string())
    }

    /// `{"data": ...}` as JSON.
    pub fn data(self, data: Value) -> Self {
        self.envelope(json!({ "data": data }))
    }

    #[track_caller]
    pub fn send(self) -> Answer {
        let method = Method::from_bytes(self.method.as_bytes()).unwrap();
        let asked = format!("{method} {}", self.url);
        let mut request = self.http.request(method, &self.url);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let answer = request.send().unwrap_or_else(|e| panic!("{asked}: {e:?}"));
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let bytes = answer.bytes().unwrap().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer {
            status,
            headers,
            bytes,
            body,
            asked,
        }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The `data` of a success with status 200.
    #[track_caller]
    pub fn ok(self) -> Value {
        self.success(200)["data"].take()
    }

    /// The `data` of a 201.
    #[track_caller]
    pub fn made(self) -> Value {
        self.success(201)["data"].take()
    }

    /// The whole envelope of a success, whose fixed keys are checked.
    #[track_caller]
    pub fn success(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text());
        self.envelope();
        assert_eq!(self.body["status"], "success", "{}", self.asked);
        for absent in ["error", "message"] {
            assert!(self.body.get(absent).is_none(), "{}: {absent}", self.asked);
        }
        self.body
    }

    /// The `data` of an error with this status and message.
    #[track_caller]
    pub fn refused(self, status: u16, message: &str) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text());
        self.envelope();
        assert_eq!(self.body["status"], "error", "{}", self.asked);
        assert_eq!(self.body["error"], status.to_string(), "{}", self.asked);
        let said = self.body["message"].as_str().unwrap_or_default();
        // Kazoo itself spells this one in two ways.
        let said = match status {
            401 => said.replace(' ', "_"),
            _ => said.to_owned(),
        };
        assert_eq!(said, message, "{}: {}", self.asked, self.text());
        self.body["data"].clone()
    }

    /// The rule of a field that a 400 complains about.
    #[track_caller]
    pub fn invalid(self, field: &str, rule: &str) -> Value {
        let asked = self.asked.clone();
        let data = self.refused(400, "validation error");
        let found = match data.get(field) {
            Some(rules) => &rules[rule],
            None => &data[field.replace('.', "%2E")][rule],
        };
        let text = found["message"].as_str().unwrap_or_default();
        assert!(!text.is_empty(), "{asked}: no {field}.{rule} in {data}");
        found.clone()
    }

    /// What holds for every JSON answer.
    #[track_caller]
    fn envelope(&self) {
        let asked = &self.asked;
        assert_eq!(self.header("content-type"), "application/json", "{asked}");
        let body = self.body.as_object();
        let body = body.unwrap_or_else(|| panic!("{asked}: {}", self.text()));
        assert!(body.contains_key("data"), "{asked}");
        assert_eq!(self.body["request_id"], self.header("x-request-id"));
        for key in ["request_id", "node", "version", "timestamp", "status"] {
            let text = self.body[key].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{asked}: no {key} in {}", self.text());
        }
        for (key, value) in body {
            assert!(!value.is_null(), "{asked}: {key} is null");
        }
    }
}

#[track_caller]
pub fn id(record: &Value) -> String {
    let id = record["id"].as_str();
    id.unwrap_or_else(|| panic!("no id in {record}")).to_owned()
}
