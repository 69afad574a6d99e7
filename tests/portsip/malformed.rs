//! Nonsense of every kind for every operation: it is refused in the one form that errors have, and nothing breaks.

use crate::tenant::Tenant;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Map, Value, json};

/// Operations that end the session of whoever asks, or count failed sign-ins; they are tried once more at the end.
const ENDING: [&str; 2] = ["auth/sign_out", "logout"];

struct Operation {
    method: String,
    path: String,
    /// The schema of the body.
    body: Value,
    query: Vec<String>,
}

/// Every operation of the document, those that take things away last.
fn operations() -> Vec<Operation> {
    let document = cordboard_api::openapi::portsip();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let body = &operation["requestBody"]["content"];
            let body = body.as_object().and_then(|kinds| kinds.values().next());
            let query = operation["parameters"].as_array().into_iter().flatten();
            let query = query.filter(|one| one["in"] == "query");
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.trim_start_matches('/').to_owned(),
                body: body.map_or(Value::Null, |kind| kind["schema"].clone()),
                query: query
                    .map(|one| one["name"].as_str().unwrap().to_owned())
                    .collect(),
            });
        }
    }
    found.sort_by_key(|one| one.path.ends_with("destroy"));
    found
}

/// Something of the right shape.
fn good(schema: &Value) -> Value {
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    match schema["type"].as_str() {
        Some("string") if schema["format"] == "date-time" => json!("2026-01-01T00:00:00Z"),
        Some("string") => json!("12"),
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or(json!(1)),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => Value::Object(complete(schema)),
        _ => json!({}),
    }
}

/// An object with all its keys.
fn complete(schema: &Value) -> Map<String, Value> {
    let properties = schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    properties
        .iter()
        .map(|(key, of)| (key.clone(), good(of)))
        .collect()
}

/// What no key expects.
fn bad() -> Vec<Value> {
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.1),
        json!(""),
        json!("\u{0}\u{202e}💥"),
        json!("x".repeat(10_000)),
        json!("2026-02-30T25:61:61Z"),
        json!([]),
        json!([null, 1, "x", {}]),
        json!({}),
        json!({ "": { "": [] } }),
        deep,
    ]
}

/// Bodies that are wrong as a whole.
fn broken() -> Vec<Vec<u8>> {
    let number = format!("{{\"position\":{}}}", "9".repeat(2000));
    vec![
        b"{".to_vec(),
        b"[]".to_vec(),
        b"7".to_vec(),
        b"\"text\"".to_vec(),
        b"{\"name\":1,\"name\":2}".to_vec(),
        b"{\"name\":1e999999}".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        b"{\"name\":\"\\ud800\"}".to_vec(),
        number.into_bytes(),
        "[".repeat(100_000).into_bytes(),
        "{\"a\":".repeat(10_000).into_bytes(),
    ]
}

/// Texts in place of an id or a name.
const IDS: [&str; 7] = [
    "x",
    "00000000000000000000000000000000",
    "%00",
    "..%2f..",
    "%ff%fe",
    "%F0%9F%92%A5",
    "'%20or%201%20eq%201",
];

const OPTIONS: [&str; 18] = [
    "(((((",
    "name eq",
    "name eq 'x",
    "name eq 1e999",
    "teapot eq '1'",
    "not not not not name eq 'x'",
    "contains(name",
    "startswith(name,'a','b')",
    "name eq 'a' and",
    "-1",
    "0",
    "99999999999999999999",
    "1.5",
    "name desc desc",
    "name,,name",
    "%00",
    "%ff",
    "''''",
];

struct Sweep {
    tenant: Tenant,
    /// By how a path begins, an id that exists.
    known: Vec<(&'static str, String)>,
    asked: usize,
    wrong: Vec<String>,
}

impl Sweep {
    async fn new() -> Self {
        let tenant = Tenant::new().await;
        let meeting = json!({ "mode": "AUDIO", "subject": "Monday", "timezone": "UTC" });
        let meeting = tenant
            .post(&tenant.admin, "user/meetings", meeting)
            .await
            .expect(201);
        let group = tenant
            .post(&tenant.admin, "groups", json!({ "name": "Bakers" }))
            .await
            .expect(201);
        let queue = json!({ "name": "Sales", "extension_number": "600", "agents": ["101"] });
        let queue = tenant
            .post(&tenant.admin, "call_queues", queue)
            .await
            .expect(201);
        tenant
            .post(
                &tenant.admin,
                "roles",
                json!({ "name": "Baker", "permissions": {} }),
            )
            .await
            .expect(201);
        let id = |made: &Value| made["id"].as_str().unwrap().to_owned();
        let known = vec![
            ("users/", tenant.person_id.clone()),
            ("user/meetings/", id(&meeting)),
            ("groups/", id(&group)),
            ("call_queues/", id(&queue)),
            ("roles/", "Baker".to_owned()),
        ];
        Self {
            tenant,
            known,
            asked: 0,
            wrong: Vec::new(),
        }
    }

    /// The path, with something that exists where that is known.
    fn at(&self, path: &str, other: &str) -> String {
        let known = self
            .known
            .iter()
            .find(|(begins, _)| path.starts_with(begins));
        let mut first = known.map(|(_, id)| id.as_str());
        let filled = path
            .split('/')
            .map(|segment| match segment.starts_with('{') {
                true => first.take().unwrap_or(other),
                false => segment,
            });
        filled.collect::<Vec<_>>().join("/")
    }

    async fn ask(&mut self, method: &str, path: &str, body: Vec<u8>) {
        let said = String::from_utf8_lossy(&body)
            .chars()
            .take(120)
            .collect::<String>();
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        let answer = self.tenant.office.raw(&self.tenant.admin, request).await;
        self.asked += 1;
        let status = answer.status.as_u16();
        let errors = answer.body["errors"].as_array();
        let told = errors.is_some_and(|errors| {
            !errors.is_empty()
                && errors
                    .iter()
                    .all(|error| error["code"].is_string() && error["message"].is_string())
        });
        let is_well = match status {
            401 => false,
            400..500 => told,
            _ => status < 400,
        };
        if !is_well {
            self.wrong
                .push(format!("{method} {path} {said}: {status} {}", answer.body));
        }
    }

    async fn bodies(&mut self, operation: &Operation) {
        let Operation {
            method, path, body, ..
        } = operation;
        let at = self.at(path, "x");
        for broken in broken() {
            self.ask(method, &at, broken).await;
        }
        let whole = complete(body);
        for key in whole.keys() {
            for bad in bad() {
                let mut changed = whole.clone();
                changed.insert(key.clone(), bad.clone());
                self.ask(method, &at, Value::Object(changed).to_string().into_bytes())
                    .await;
                let alone = json!({ key: bad });
                self.ask(method, &at, alone.to_string().into_bytes()).await;
            }
        }
    }
}

#[tokio::test]
async fn malformed_bodies_are_refused_and_nothing_breaks() {
    let mut sweep = Sweep::new().await;
    for operation in operations() {
        let is_other =
            ENDING.contains(&operation.path.as_str()) || operation.path.starts_with("login");
        if operation.method == "POST" && !is_other && operation.path != "auth/sign_in" {
            sweep.bodies(&operation).await;
        }
    }
    assert!(sweep.asked > 5000, "{}", sweep.asked);
    assert!(sweep.wrong.is_empty(), "{}", sweep.wrong.join("\n"));
    // Whoever asked all that is still signed in.
    let me = sweep
        .tenant
        .get(&sweep.tenant.admin, "user")
        .await
        .expect(200);
    assert_eq!(me["name"], "ada");
}

#[tokio::test]
async fn malformed_ids_and_options_are_refused_and_nothing_breaks() {
    let mut sweep = Sweep::new().await;
    let long = "9".repeat(5000);
    for operation in operations() {
        let Operation {
            method,
            path,
            query,
            ..
        } = &operation;
        if ENDING.contains(&path.as_str()) {
            continue;
        }
        let ids = IDS.iter().copied().chain([long.as_str()]);
        for id in ids.filter(|_| path.contains('{')) {
            let all = path.split('/').map(|segment| {
                if segment.starts_with('{') {
                    id
                } else {
                    segment
                }
            });
            let all: Vec<&str> = all.collect();
            sweep.ask(method, &all.join("/"), b"{}".to_vec()).await;
            let some = sweep.at(path, id);
            sweep.ask(method, &some, b"{}".to_vec()).await;
        }
        let at = sweep.at(path, "x");
        for name in query {
            for value in OPTIONS {
                let value = value.replace(' ', "%20");
                sweep
                    .ask(method, &format!("{at}?{name}={value}"), Vec::new())
                    .await;
            }
        }
    }
    assert!(sweep.asked > 1000, "{}", sweep.asked);
    assert!(sweep.wrong.is_empty(), "{}", sweep.wrong.join("\n"));
}
