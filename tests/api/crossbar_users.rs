//! Users through the Crossbar dialect.

use crate::crossbar::{data, refused, send};
use crate::office::{Answer, As, Office, id};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

mod photo;
mod quickcall;
mod sign_in;

fn at(office: &Office, rest: &str) -> String {
    format!("/v2/accounts/{}/{rest}", office.root)
}

/// A user named User Three, with further fields.
async fn user(office: &Office, fields: Value) -> Value {
    let mut document = json!({ "first_name": "User", "last_name": "Three" });
    for (key, value) in fields.as_object().unwrap() {
        document[key] = value.clone();
    }
    let path = at(office, "users");
    data(send(office, &As::Owner, "PUT", &path, document).await, 201)
}

async fn patch(office: &Office, who: &As, user: &str, changes: Value) -> Answer {
    send(
        office,
        who,
        "PATCH",
        &at(office, &format!("users/{user}")),
        changes,
    )
    .await
}

async fn list(office: &Office, rest: &str) -> Vec<Value> {
    let rows = data(office.get(&As::Owner, &at(office, rest)).await, 200);
    rows.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_fresh_user_shows_the_documented_values_and_none_of_them_is_stored() {
    let office = Office::new();
    let made = user(&office, json!({})).await;
    let documented = json!({
        "call_restriction": {}, "caller_id": {}, "contact_list": {}, "dial_plan": {}, "enabled": true,
        "first_name": "User", "last_name": "Three", "music_on_hold": {}, "priv_level": "user", "profile": {},
        "hotdesk": { "enabled": false, "keep_logged_in_elsewhere": false, "require_pin": false },
        "media": {
            "audio": { "codecs": ["PCMU"] }, "encryption": { "enforce_security": false, "methods": [] },
            "video": { "codecs": [] },
        },
        "require_password_update": false, "ringtones": {}, "verified": false, "vm_to_email_enabled": true,
    });
    for (key, value) in documented.as_object().unwrap() {
        assert_eq!(&made[key], value, "{key}");
    }
    // Posted back as it was read, with what Kazoo keeps for itself, it stays the same record.
    let path = at(&office, &format!("users/{}", id(&made)));
    let mut whole = made.clone();
    whole["_rev"] = json!("7-x");
    let posted = send(&office, &As::Owner, "POST", &path, whole)
        .await
        .expect(200);
    let read = office.get(&As::Owner, &path).await.expect(200);
    assert_eq!(posted["revision"], read["revision"]);
    assert!(
        read["revision"]
            .as_str()
            .unwrap()
            .starts_with(&posted["revision"].as_str().unwrap()[..2])
    );
    let console = office
        .get(&As::Owner, &format!("/console/users/{}", id(&made)))
        .await
        .expect(200);
    let stored = console["fields"].as_object().unwrap();
    for absent in ["media", "caller_id", "hotdesk", "priv_level", "_rev", "id"] {
        assert!(!stored.contains_key(absent), "{absent}");
    }
}

#[tokio::test]
async fn the_list_shows_a_summary_with_features_and_the_whole_document_on_demand() {
    let office = Office::new();
    let made = user(
        &office,
        json!({ "email": "a@b.example", "username": "Three", "timezone": "inherit", "own": [1] }),
    )
    .await;
    let rows = list(&office, "users?filter_username=three").await;
    let row = json!({
        "id": made["id"], "features": ["vm_to_email"], "username": "three", "email": "a@b.example",
        "first_name": "User", "last_name": "Three", "priv_level": "user", "timezone": "inherit",
    });
    assert_eq!(rows, [row]);
    let full = list(&office, "users?filter_own=1&full_docs=true").await;
    assert_eq!((full.len(), &full[0]["own"]), (1, &json!([1])));
    assert_eq!(
        list(&office, "users").await.len(),
        2,
        "the office has an admin too"
    );
}

#[tokio::test]
async fn a_refused_user_tells_everything_at_once_and_leaves_nothing() {
    let office = Office::new();
    let path = at(&office, "users");
    let bad = json!({
        "first_name": "", "email": "x", "priv_level": "boss", "hotdesk": { "id": "1234567890123456" },
        "username": "a b", "password": "long enough 1",
    });
    let wrong = refused(
        send(&office, &As::Owner, "PUT", &path, bad).await,
        400,
        "validation error",
    );
    for (field, rule) in [
        ("first_name", "minLength"),
        ("last_name", "required"),
        ("email", "minLength"),
        ("priv_level", "enum"),
        ("hotdesk.id", "maxLength"),
        ("username", "pattern"),
    ] {
        assert!(wrong[field][rule].is_object(), "{field} {rule}: {wrong}");
    }
    assert!(!wrong.to_string().contains("long enough"));
    assert_eq!(list(&office, "users").await.len(), 1);
}

#[tokio::test]
async fn orders_are_no_fields_and_unknown_keys_stay() {
    let office = Office::new();
    let made = user(
        &office,
        json!({
            "send_email_on_creation": false, "confirm_password": "correct horse", "password": "correct horse",
            "custom": { "n": 1.0, "none": null }, "priv_level": "admin", "department": { "of": "a client" },
        }),
    )
    .await;
    for absent in ["send_email_on_creation", "confirm_password", "password"] {
        assert!(made.get(absent).is_none(), "{absent}");
    }
    let changed = data(
        patch(
            &office,
            &As::Owner,
            &id(&made),
            json!({ "sync": true, "email": "a@b.example" }),
        )
        .await,
        200,
    );
    assert!(changed.get("sync").is_none());
    assert_eq!(changed["custom"], json!({ "n": 1.0, "none": null }));
    assert_eq!(changed["priv_level"], "admin");
    assert_eq!(changed["department"], json!({ "of": "a client" }));
}

#[tokio::test]
async fn a_person_edits_his_own_call_forward_and_nothing_that_makes_him_more() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let carl = office.user(&office.root, "carl", "user").await;
    let who = office.sign_in("anna").await;
    let forward = json!({ "call_forward": { "enabled": true, "number": "100" } });
    let changed = data(patch(&office, &who, &anna, forward.clone()).await, 200);
    assert_eq!(changed["call_forward"]["number"], "100");
    let console = office
        .get(&who, &format!("/console/users/{anna}/forwarding"))
        .await
        .expect(200);
    assert!(console.to_string().contains("\"100\""), "{console}");
    for changes in [
        json!({ "priv_level": "admin" }),
        json!({ "enabled": false }),
    ] {
        refused(patch(&office, &who, &anna, changes).await, 403, "forbidden");
    }
    refused(patch(&office, &who, &carl, forward).await, 403, "forbidden");
    for method in ["GET", "DELETE"] {
        let answer = send(
            &office,
            &who,
            method,
            &at(&office, &format!("users/{carl}")),
            json!({}),
        )
        .await;
        refused(answer, 403, "forbidden");
    }
}

#[tokio::test]
async fn deleting_a_user_takes_his_devices_only_when_it_says_so() {
    let office = Office::new();
    for (query, is_gone) in [
        ("", false),
        ("?object_types=[]", false),
        ("?object_types=vmbox", false),
        ("?object_types=all", true),
        ("?object_types=device,device", true),
        ("?object_types=%5B%22device%22%5D", true),
    ] {
        let made = id(&user(&office, json!({})).await);
        let document = json!({ "name": "Desk", "owner_id": made });
        let device = data(
            send(
                &office,
                &As::Owner,
                "PUT",
                &at(&office, "devices"),
                document,
            )
            .await,
            201,
        );
        let path = at(&office, &format!("users/{made}"));
        let gone = data(
            office.delete(&As::Owner, &format!("{path}{query}")).await,
            200,
        );
        assert_eq!(gone["id"], made);
        if is_gone {
            assert_eq!(
                gone["object_types"],
                json!([{ "type": "device", "id": device["id"], "status": "success" }])
            );
        }
        let answer = office
            .get(
                &As::Owner,
                &at(&office, &format!("devices/{}", id(&device))),
            )
            .await;
        assert_eq!(answer.status == 404, is_gone, "{query}");
        refused(office.get(&As::Owner, &path).await, 404, "bad_identifier");
    }
    let made = id(&user(&office, json!({})).await);
    let path = at(&office, &format!("users/{made}?object_types=planet"));
    refused(
        office.delete(&As::Owner, &path).await,
        400,
        "validation error",
    );
    data(
        office
            .get(&As::Owner, &at(&office, &format!("users/{made}")))
            .await,
        200,
    );
}

#[tokio::test]
async fn an_admin_may_delete_himself_here() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "admin").await;
    let who = office.sign_in("anna").await;
    let path = at(&office, &format!("users/{anna}"));
    assert_eq!(data(office.delete(&who, &path).await, 200)["id"], anna);
    refused(office.get(&who, &path).await, 401, "invalid_credentials");
}

#[tokio::test]
async fn sixteen_patches_at_once_all_survive() {
    let office = std::sync::Arc::new(Office::new());
    let made = id(&user(&office, json!({})).await);
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let (office, made) = (office.clone(), made.clone());
            tokio::spawn(async move {
                for round in 0..4 {
                    let key = format!("w{writer}r{round}");
                    let changes = json!({ "custom": { key: round } });
                    data(patch(&office, &As::Owner, &made, changes).await, 200);
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let read = data(
        office
            .get(&As::Owner, &at(&office, &format!("users/{made}")))
            .await,
        200,
    );
    assert_eq!(read["custom"].as_object().unwrap().len(), 64);
}
