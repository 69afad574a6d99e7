//! Roles, users, oneself and groups.

use super::walk::Walk;
use super::{Cast, first, id};
use crate::server::PASSWORD;
use serde_json::{Map, Value, json};

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The account offers a transport, so that there is one to read.
pub async fn transports(address: &str, admin: &str) {
    let http = reqwest::Client::new();
    let session = http.get(format!("{address}/console/session"));
    let session: Value = session
        .bearer_auth(admin)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let account = session["account"]["id"].as_str().unwrap();
    let offered = json!([{ "protocol": "TLS", "port": 5061, "verification": "OPTIONAL" }]);
    let change = json!({ "changes": [{ "path": "/transports", "to": offered }] });
    let path = format!("{address}/console/accounts/{account}");
    let changed = http.patch(path).bearer_auth(admin).json(&change).send();
    let changed = changed.await.unwrap();
    assert_eq!(changed.status(), 200, "{}", changed.text().await.unwrap());
}

pub async fn roles(walk: &mut Walk, admin: &str) {
    let permissions = json!({ "general": { "meeting": true } });
    let body = json!({ "name": "Baker", "permissions": permissions, "description": "bakes" });
    walk.ask(admin, "POST roles", &[], body.clone()).await;
    walk.act(admin, "GET roles", &[]).await;
    walk.act(admin, "GET roles/{name}", &["Baker"]).await;
    walk.ask(admin, "POST roles/{name}", &["Baker"], body).await;
    walk.act(admin, "POST roles/{name}/destroy", &["Baker"])
        .await;
}

fn week() -> Map<String, Value> {
    let day = json!({ "enabled": true, "ranges": [{ "from": "09:00", "to": "17:00" }] });
    let days = DAYS.iter().map(|name| ((*name).to_owned(), day.clone()));
    days.collect()
}

/// Everything that a person may say of himself.
fn personal() -> Value {
    let mut hours = week();
    hours.insert("mode".into(), "CUSTOM".into());
    let mut body = json!({
        "email": "pia@acme.example", "display_name": "Pia", "mobile_phone": "+491", "work_phone": "+492",
        "home_phone": "+493", "address": "Oven Street 1", "department": "Oven", "enable_audio_recording": true,
        "enable_video_recording": true, "enable_dnd": false, "enable_acb": true, "enable_hot_desking": true,
        "anonymous_outbound_calls": false, "delivery_outbound_cid": true, "custom_options": "{}",
        "outbound_caller_ids": [{ "provider_id": "p", "caller_id": "030", "preferred": true, "description": "d" }],
        "office_hours": hours, "voicemail_prompt": "en-US", "enable_voicemail_pin": true, "voicemail_pin": "246813",
        "enable_voicemail_notify": true, "voicemail_play_datetime": "24_HOUR_CLOCK", "interface": "WEB_DOMAIN",
        "preferred_transport": "TLS", "blfs": [{ "key": "BLF", "value": "102", "first_name": "C", "last_name": "D" }],
        "custom_forward_rules": [{ "action": "HANGUP", "number": "", "caller_id": "030*", "type": "SPECIFIC_HOURS", "hours": week() }],
        "available_no_answer_forward_rule": { "action": "FORWARD_TO_VOICEMAIL", "number": "", "timeout": 20 },
    });
    for state in ["dnd", "away", "lunch", "trip", "offline"] {
        for hours in ["office_hours", "non_office_hours"] {
            body[format!("{state}_{hours}_forward_rule")] =
                json!({ "action": "FORWARD_TO_VOICEMAIL", "number": "" });
        }
    }
    body
}

/// Makes the two people; gives their ids.
pub async fn hired(walk: &mut Walk, admin: &str) -> [String; 2] {
    let mut ids = Vec::new();
    for (name, number) in [("pia", "101"), ("carl", "102")] {
        let mut body = personal();
        for (key, value) in [
            ("name", json!(name)),
            ("password", json!(PASSWORD)),
            ("extension_number", json!(number)),
            ("extension_password", json!("sip secret")),
            ("role", json!("StandardUser")),
            ("enabled", json!(true)),
            ("sms", json!("ALLOW")),
        ] {
            body[key] = value;
        }
        ids.push(id(&walk.ask(admin, "POST users", &[], body).await));
    }
    ids.try_into().unwrap()
}

pub async fn oneself(walk: &mut Walk, cast: &Cast) {
    let me = &cast.pia_token;
    let picture = walk.upload(me, "pia.gif", b"GIF89a rest").await;
    let mut body = personal();
    body["avatar_file_id"] = picture.into();
    walk.ask(me, "POST user", &[], body).await;
    let read = walk.act(me, "GET user", &[]).await;
    for (key, value) in personal().as_object().unwrap() {
        if *value != read[key] {
            walk.wrong
                .push(format!("{key}: {value} came back as {}", read[key]));
        }
    }
    walk.ask(
        me,
        "POST user/presence",
        &[],
        json!({ "presence": "LUNCH", "presence_note": "soup" }),
    )
    .await;
    walk.act(me, "GET user/status", &[]).await;
    walk.act(me, "GET user/balance", &[]).await;
    walk.act(me, "POST user/profile", &[]).await;
    walk.act(me, "GET user/outbound_caller_ids", &[]).await;
}

pub async fn managed(walk: &mut Walk, cast: &Cast) {
    let (admin, pia, carl) = (&*cast.admin, &*cast.pia, &*cast.carl);
    walk.act(admin, "GET users", &[]).await;
    let read = walk.act(admin, "GET users/{id}", &[pia]).await;
    walk.ask(admin, "POST users/{id}", &[pia], read).await;
    walk.ask(
        admin,
        "POST users/{id}/role",
        &[carl],
        json!({ "role": "QueueManager" }),
    )
    .await;
    let binding = json!({ "id": "carl@acme.example" });
    walk.ask(admin, "POST users/{id}/ms365_binding", &[carl], binding)
        .await;
    walk.act(admin, "POST users/{id}/ms365_binding/destroy", &[carl])
        .await;
    walk.ask(
        admin,
        "POST users/{id}/balance",
        &[carl],
        json!({ "balance": 12.5 }),
    )
    .await;
    let balance = walk.act(admin, "GET users/{id}/balance", &[carl]).await;
    assert_eq!(balance["balance"].as_f64(), Some(12.5));
    walk.act(admin, "POST users/{id}/profile", &[carl]).await;
    walk.act(admin, "POST users/profile", &[]).await;
    let status = walk.act(admin, "GET users/{id}/status", &[carl]).await;
    let phone = status["registration"][0]["instance_id"]
        .as_str()
        .unwrap_or("none");
    let drop = "POST users/{id}/status/{instance_id}/destroy_status";
    walk.act(admin, drop, &[carl, phone]).await;
}

pub async fn groups(walk: &mut Walk, cast: &Cast) {
    let admin = &cast.admin;
    let numbers = json!([{ "provider_id": "p", "caller_id": "030", "description": "all" }]);
    let body = json!({ "name": "Bakers", "outbound_caller_ids": numbers, "description": "d" });
    let made = walk.ask(admin, "POST groups", &[], body.clone()).await;
    let group = id(&made);
    walk.act(admin, "GET groups", &[]).await;
    walk.act(admin, "GET groups/{id}", &[&group]).await;
    walk.ask(admin, "POST groups/{id}", &[&group], body).await;
    let member = "groups/{id}/members/{extension_number}";
    walk.act(admin, &format!("POST {member}"), &[&group, "101"])
        .await;
    let members = walk.act(admin, "GET groups/{id}/members", &[&group]).await;
    assert_eq!(first(&members, "id"), cast.pia);
    walk.act(admin, &format!("GET {member}"), &[&group, "101"])
        .await;
    walk.act(admin, &format!("POST {member}/destroy"), &[&group, "101"])
        .await;
    walk.act(admin, "POST groups/{id}/destroy", &[&group]).await;
}

/// Last of all, since passwords end sessions and whoever is gone does nothing more.
pub async fn secrets_and_leaving(walk: &mut Walk, cast: &Cast) {
    let (admin, carl) = (&*cast.admin, &*cast.carl);
    let change = |old: &str| json!({ "old_password": old, "new_password": "Another Horse 7" });
    walk.ask(&cast.pia_token, "POST user/password", &[], change(PASSWORD))
        .await;
    let secret = "POST user/extension_password";
    walk.ask(&cast.pia_token, secret, &[], change("sip secret"))
        .await;
    let new = json!({ "password": "Another Horse 8" });
    walk.ask(admin, "POST users/{id}/password", &[carl], new.clone())
        .await;
    walk.ask(admin, "POST users/{id}/extension_password", &[carl], new)
        .await;
    walk.act(admin, "POST users/{id}/destroy", &[carl]).await;
}
