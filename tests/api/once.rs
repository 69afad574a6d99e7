//! `Idempotency-Key` (docs/SYNC.md, S-55).

use crate::office::{As, Office, PASSWORD, rows};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

struct Told {
    status: u16,
    /// It was told before.
    again: bool,
    body: Value,
}

async fn send(office: &Office, who: &As, key: &str, path: &str, body: &Value) -> Told {
    // In the Crossbar dialect PUT is what makes records.
    let is_crossbar = path.starts_with("/v2");
    let method = if is_crossbar { "PUT" } else { "POST" };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = office.raw(who, request).await;
    let status = answer.status.as_u16();
    let again = answer.headers.contains_key("idempotent-replayed");
    let body = answer.body;
    Told {
        status,
        again,
        body,
    }
}

fn person(name: &str) -> Value {
    json!({ "fields": { "first_name": name } })
}

async fn sign_in(office: &Office) -> As {
    let body = json!({ "username": "admin", "password": PASSWORD });
    let told = send(office, &As::Nobody, "in", "/console/session", &body).await;
    As::Token(told.body["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_request_sent_again_under_its_key_has_its_effect_once_and_is_answered_as_before() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/users", office.root);
    let first = send(&office, &As::Owner, "k1", &path, &person("Anna")).await;
    assert_eq!((first.status, first.again), (201, false), "{}", first.body);
    let second = send(&office, &As::Owner, "k1", &path, &person("Anna")).await;
    assert_eq!(
        (second.status, second.again),
        (201, true),
        "{}",
        second.body
    );
    assert_eq!(first.body, second.body);
    let third = send(&office, &As::Owner, "k2", &path, &person("Anna")).await;
    assert_eq!(third.status, 201);
    assert_ne!(first.body["id"], third.body["id"]);
    let other = send(&office, &As::Owner, "k1", &path, &person("Bert")).await;
    assert_eq!(
        (other.status, &other.body["code"]),
        (422, &json!("key_reused"))
    );
    let people = rows(office.get(&As::Owner, &path).await);
    let annas = people.iter().filter(|row| row.to_string().contains("Anna"));
    assert_eq!(annas.count(), 2);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free_and_a_key_has_a_length() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/users", office.root);
    let nameless = json!({ "fields": {} });
    let refused = send(&office, &As::Owner, "k", &path, &nameless).await;
    assert_eq!(refused.status, 422);
    let made = send(&office, &As::Owner, "k", &path, &person("Anna")).await;
    assert_eq!((made.status, made.again), (201, false));
    for key in ["", &"k".repeat(256)] {
        let refused = send(&office, &As::Owner, key, &path, &person("Anna")).await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (400, &json!("malformed"))
        );
    }
}

#[tokio::test]
async fn a_key_is_the_callers_own_whatever_token_he_shows() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/users", office.root);
    let (early, late) = (sign_in(&office).await, sign_in(&office).await);
    let first = send(&office, &early, "k", &path, &person("Anna")).await;
    assert_eq!((first.status, first.again), (201, false), "{}", first.body);
    let same = send(&office, &late, "k", &path, &person("Anna")).await;
    assert_eq!((same.status, same.again), (201, true), "the same person");
    let other = send(&office, &As::Owner, "k", &path, &person("Anna")).await;
    assert_eq!((other.status, other.again), (201, false), "somebody else");
    let nobody = send(&office, &As::Nobody, "k", &path, &person("Anna")).await;
    assert_eq!((nobody.status, nobody.again), (401, false));
}

#[tokio::test]
async fn the_key_holds_for_the_dialects_and_each_refuses_in_its_own_shape() {
    let office = Office::new();
    let admin = sign_in(&office).await;
    let v2 = format!("/v2/accounts/{}/users", office.root);
    let crossbar = |name: &str| json!({ "data": { "first_name": name, "last_name": "Caller" } });
    let first = send(&office, &admin, "v2", &v2, &crossbar("Crossbar")).await;
    assert_eq!((first.status, first.again), (201, false), "{}", first.body);
    let second = send(&office, &admin, "v2", &v2, &crossbar("Crossbar")).await;
    assert_eq!((second.status, second.again), (201, true));
    assert_eq!(first.body["data"]["id"], second.body["data"]["id"]);
    let other = send(&office, &admin, "v2", &v2, &crossbar("Other")).await;
    assert_eq!(other.status, 422);
    assert_eq!(other.body["status"], "error", "{}", other.body);
    assert_eq!(other.body["message"], "key_reused");
    // The other surfaces have their own addresses, and so their own requests, under a caller's one key.
    for (path, code) in [
        ("/api/users", "/errors/0/code"),
        ("/api/2.0/resellers/accounts", "/message"),
        ("/console/accounts", "/code"),
    ] {
        let other = send(&office, &admin, "v2", path, &json!({})).await;
        assert_eq!(other.status, 422, "{path}: {}", other.body);
        assert!(other.body.pointer(code).is_some(), "{path}: {}", other.body);
    }
}
