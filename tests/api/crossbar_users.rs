//! Users through the Crossbar dialect.

use crate::crossbar::{data, refused, send};
use crate::office::{Answer, As, Office, id};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

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
async fn names_and_hot_desks_are_unique_within_the_account() {
    let office = Office::new();
    user(
        &office,
        json!({ "username": "Twin", "hotdesk": { "id": "47" } }),
    )
    .await;
    let path = at(&office, "users");
    for (fields, field, message, cause) in [
        (
            json!({ "username": "tWIN" }),
            "username",
            "Username must be unique within account",
            "tWIN",
        ),
        (
            json!({ "hotdesk": { "id": "47" } }),
            "hotdesk.id",
            "Hotdesk ID must be unique within account",
            "47",
        ),
    ] {
        let mut document = json!({ "first_name": "A", "last_name": "B" });
        document
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let answer = send(&office, &As::Owner, "PUT", &path, document).await;
        let wrong = refused(answer, 400, "validation error");
        assert_eq!(
            wrong[field]["unique"],
            json!({ "message": message, "cause": cause })
        );
    }
}

#[tokio::test]
async fn a_new_user_name_needs_the_password_and_a_password_makes_a_name() {
    let office = Office::new();
    let made = user(
        &office,
        json!({ "username": "before", "password": "correct horse" }),
    )
    .await;
    let answer = patch(
        &office,
        &As::Owner,
        &id(&made),
        json!({ "username": "After" }),
    )
    .await;
    let wrong = refused(answer, 400, "validation error");
    assert_eq!(
        wrong["password"]["required"],
        json!({ "message": "The password must be provided when creating / updating the user name", "cause": "After" })
    );
    data(
        patch(
            &office,
            &As::Owner,
            &id(&made),
            json!({ "username": "BEFORE" }),
        )
        .await,
        200,
    );
    let both = json!({ "username": "After", "password": "another horse" });
    let changed = data(patch(&office, &As::Owner, &id(&made), both).await, 200);
    assert_eq!(changed["username"], "after");
    assert!(changed.get("password").is_none());
    let sign_in = |name: &str, password: &str| {
        let body = json!({ "username": name, "password": password });
        let name = name.to_owned();
        let office = &office;
        async move {
            (
                name,
                office
                    .post(&As::Nobody, "/console/session", body)
                    .await
                    .status
                    .as_u16(),
            )
        }
    };
    assert!(sign_in("after", "another horse").await.1 < 300);
    assert_eq!(sign_in("after", "correct horse").await.1, 401);
    let nameless = user(&office, json!({ "password": "correct horse" })).await;
    let digits = nameless["username"]
        .as_str()
        .unwrap()
        .strip_prefix("user_")
        .unwrap();
    assert!(digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
}

#[tokio::test]
async fn a_new_password_ends_the_sessions() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "admin").await;
    let who = office.sign_in("anna").await;
    let path = at(&office, &format!("users/{anna}"));
    data(office.get(&who, &path).await, 200);
    data(
        patch(
            &office,
            &As::Owner,
            &anna,
            json!({ "password": "a newer horse" }),
        )
        .await,
        200,
    );
    refused(office.get(&who, &path).await, 401, "invalid_credentials");
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

async fn photo(
    office: &Office,
    method: &str,
    user: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let path = at(office, &format!("users/{user}/photo"));
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    office
        .raw(&As::Owner, request.body(Body::from(body.to_vec())).unwrap())
        .await
}

#[tokio::test]
async fn a_photo_is_kept_until_it_is_deleted_and_shows_on_the_card() {
    let office = Office::new();
    let made = id(&user(&office, json!({ "profile": { "note": "ä;b" } })).await);
    let nothing = photo(&office, "GET", &made, &[], b"").await;
    refused(nothing, 404, "bad_identifier");
    let octets = [("content-type", "application/octet-stream")];
    let jpeg = b"\xff\xd8\xff\xe0 a photo";
    for method in ["POST", "PUT"] {
        let answer = photo(&office, method, &made, &octets, jpeg).await;
        assert_eq!(data(answer, 200)["id"], made);
    }
    let card = office
        .get(&As::Owner, &at(&office, &format!("users/{made}/vcard")))
        .await;
    assert_eq!(card.kind, "text/x-vcard");
    let card = card.text.replace("\n ", "");
    assert!(
        card.starts_with("BEGIN:VCARD\nVERSION:3.0\nFN:User Three\nN:Three;User\n"),
        "{card}"
    );
    assert!(
        card.contains("\nPHOTO;ENCODING=B;TYPE=JPEG:/9j/4CBhIHBob3Rv\n"),
        "{card}"
    );
    assert!(
        card.contains("\nNOTE:ä\\;b\n") && card.ends_with("END:VCARD\n"),
        "{card}"
    );
    let text = photo(
        &office,
        "GET",
        &made,
        &[("accept", "application/base64")],
        b"",
    )
    .await;
    assert_eq!(
        (text.kind.as_str(), text.text.as_str()),
        ("application/base64", "/9j/4CBhIHBob3Rv")
    );
    let base64 = [("content-type", "application/base64")];
    data(
        photo(
            &office,
            "POST",
            &made,
            &base64,
            b"data:image/png;base64,aGVsbG8=",
        )
        .await,
        200,
    );
    let bytes = photo(&office, "GET", &made, &[], b"").await;
    assert_eq!(
        (bytes.kind.as_str(), bytes.text.as_str()),
        ("application/octet-stream", "hello")
    );
    let bad = photo(&office, "POST", &made, &base64, b"!!").await;
    refused(bad, 400, "validation error");
    assert_eq!(
        data(photo(&office, "DELETE", &made, &[], b"").await, 200),
        json!({})
    );
    refused(
        photo(&office, "GET", &made, &[], b"").await,
        404,
        "bad_identifier",
    );
}

#[tokio::test]
async fn a_quickcall_answers_with_the_call_to_all_enabled_devices() {
    let office = Office::new();
    let made = id(&user(
        &office,
        json!({ "caller_id": { "internal": { "name": "U", "number": "1001" } } }),
    )
    .await);
    let quickcall = |rest: &str| at(&office, &format!("users/{made}/quickcall/{rest}"));
    let answer = office.get(&As::Owner, &quickcall("100")).await;
    refused(answer, 400, "validation error");
    for (name, enabled) in [("A", true), ("B", false)] {
        let document = json!({ "name": name, "owner_id": made, "enabled": enabled, "sip": { "username": name.repeat(4) } });
        data(
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
    }
    let call = data(
        office
            .get(
                &As::Owner,
                &quickcall("(212)%20555-1234?number_filter=.*-(%5Cd%2B)&timeout=3&media=bypass"),
            )
            .await,
        200,
    );
    assert_eq!(call["application_data"]["route"], "1234");
    assert_eq!(
        (&call["timeout"], &call["media"]),
        (&json!(30), &json!("bypass"))
    );
    let endpoints = call["endpoints"].as_array().unwrap();
    assert_eq!(endpoints.len(), 1);
    assert_eq!(
        endpoints[0]["custom_sip_headers"]["x_kazoo_aor"],
        "sip:AAAA@acme.example"
    );
    assert_eq!(endpoints[0]["custom_channel_vars"]["auto_answer"], true);
    assert_eq!(
        (
            &call["outbound_callee_id_name"],
            &call["outbound_callee_id_number"]
        ),
        (&json!("U"), &json!("1001"))
    );
}

#[tokio::test]
async fn a_quickcall_that_cannot_be_understood_or_is_asked_for_by_nobody_is_refused() {
    let office = Office::new();
    let made = id(&user(&office, json!({})).await);
    let quickcall = |rest: &str| at(&office, &format!("users/{made}/quickcall/{rest}"));
    let document = json!({ "name": "Desk", "owner_id": made });
    data(
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
    data(office.get(&As::Owner, &quickcall("100")).await, 200);
    for wrong in [
        "100?media=tape",
        "100?number_filter=((",
        "--?number_filter=true",
    ] {
        refused(
            office.get(&As::Owner, &quickcall(wrong)).await,
            400,
            "validation error",
        );
    }
    for path in [
        quickcall("100"),
        format!("/v2/accounts/{}/users/{made}/quickcall/1", "0".repeat(32)),
        "/v2/accounts/x/users/y/quickcall/1".into(),
    ] {
        refused(
            office.get(&As::Nobody, &path).await,
            401,
            "invalid_credentials",
        );
    }
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
