//! Meeting rooms, from making one to closing it.

use crate::office::As;
use crate::tenant::{Tenant, keys, refused};
use serde_json::{Value, json};

const SUMMARY: [&str; 26] = [
    "admin_pin",
    "bitrate",
    "capacity",
    "close_on_nobody",
    "control",
    "created_at",
    "custom_options",
    "enable_prompt",
    "enable_recording",
    "extension_number",
    "external_invitees",
    "framerate",
    "height",
    "id",
    "internal_invitees",
    "language",
    "layout",
    "mode",
    "outbound_caller_ids",
    "ownership",
    "room_pin",
    "scheduled_end_at",
    "scheduled_start_at",
    "subject",
    "timezone",
    "width",
];

async fn made(tenant: &Tenant, more: Value) -> String {
    let mut body = json!({ "mode": "VIDEO", "subject": "Monday", "timezone": "Europe/Berlin" });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let made = tenant.post(&tenant.person, "user/meetings", body).await;
    let made = made.expect(201);
    assert_eq!(keys(&made), ["extension_number", "id"]);
    format!("user/meetings/{}", made["id"].as_str().unwrap())
}

async fn act(tenant: &Tenant, path: String) {
    let answer = tenant.act(&tenant.person, &path).await;
    assert!(answer.expect(200).is_null(), "{path}");
}

async fn participants(tenant: &Tenant, room: &str) -> Vec<Value> {
    let path = format!("{room}/participants");
    let found = tenant.get(&tenant.person, &path).await.expect(200);
    assert_eq!(keys(&found), ["items"]);
    found["items"].as_array().unwrap().clone()
}

async fn invite(tenant: &Tenant, who: &As, room: &str, number: &str) -> crate::office::Answer {
    let path = format!("{room}/participants/invite");
    tenant.post(who, &path, json!({ "number": number })).await
}

#[tokio::test]
async fn what_is_written_is_read_back_and_what_is_not_is_null_or_the_default() {
    let tenant = Tenant::new().await;
    let body = json!({
        "control": "MASTER", "height": 480, "width": 640, "bitrate": 512, "framerate": 20, "layout": "LAYOUT4",
        "language": "en-US", "admin_pin": "12345", "room_pin": "678", "enable_recording": true,
        "enable_prompt": false, "scheduled_start_at": "2027-07-21T17:32:28Z",
        "scheduled_end_at": "2027-07-21T18:32:28Z", "internal_invitees": [tenant.admin_id],
        "external_invitees": "a@example.org;b@example.org", "close_on_nobody": true,
        "outbound_caller_ids": [{ "provider_id": "p", "caller_id": "+4930", "description": "main" }],
        "custom_options": "{\"x\":1}",
    });
    let room = made(&tenant, body.clone()).await;
    let read = tenant.get(&tenant.person, &room).await.expect(200);
    let mut expected: Vec<&str> = SUMMARY.to_vec();
    expected.extend(["domain", "sbc_host", "sbc_port", "token"]);
    expected.sort_unstable();
    assert_eq!(keys(&read), expected);
    for (key, value) in body.as_object().unwrap() {
        assert_eq!(&read[key], value, "{key}");
    }
    assert_eq!(read["domain"], Tenant::DOMAIN);
    assert_eq!(read["ownership"], true);

    let plain = made(&tenant, json!({})).await;
    let read = tenant.get(&tenant.admin, &plain).await.expect(200);
    assert_eq!(read["ownership"], false);
    for (key, default) in [
        ("control", json!("FREE")),
        ("layout", json!("LAYOUT0")),
        ("capacity", json!(9)),
        ("height", json!(720)),
        ("width", json!(1280)),
        ("bitrate", json!(1024)),
        ("framerate", json!(15)),
        ("enable_prompt", json!(true)),
        ("room_pin", Value::Null),
        ("scheduled_start_at", Value::Null),
    ] {
        assert_eq!(read[key], default, "{key}");
    }
    let list = tenant
        .get(&tenant.person, "user/meetings")
        .await
        .expect(200);
    assert_eq!(list["count"], 2);
    assert_eq!(keys(&list["items"][0]), SUMMARY);
    let filtered = "user/meetings?filter=control%20eq%20'MASTER'&orderby=subject%20desc&top=1";
    let filtered = tenant.get(&tenant.person, filtered).await.expect(200);
    assert_eq!(filtered["count"], 1);
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_never_the_mode_or_the_number() {
    let tenant = Tenant::new().await;
    let room = made(&tenant, json!({ "room_pin": "678" })).await;
    let before = tenant.get(&tenant.person, &room).await.expect(200);
    let body =
        json!({ "subject": "Tuesday", "capacity": 200, "mode": "AUDIO", "extension_number": "9" });
    tenant.post(&tenant.person, &room, body).await.expect(200);
    let after = tenant.get(&tenant.person, &room).await.expect(200);
    assert_eq!(
        (&after["subject"], &after["capacity"]),
        (&json!("Tuesday"), &json!(200))
    );
    for key in ["mode", "extension_number", "room_pin"] {
        assert_eq!(after[key], before[key]);
    }
    for body in [
        json!({ "capacity": 201 }),
        json!({ "height": 143 }),
        json!({ "layout": "LAYOUT5" }),
        json!({ "subject": "" }),
        json!({ "timezone": "Nowhere/Land" }),
        json!({ "admin_pin": "12" }),
        json!({ "admin_pin": "678" }),
        json!({ "internal_invitees": ["101"] }),
        json!({ "scheduled_start_at": "2027-01-02T00:00:00Z", "scheduled_end_at": "2027-01-01T00:00:00Z" }),
    ] {
        let answer = tenant.post(&tenant.person, &room, body).await;
        refused(answer, 400, "VALIDATE_FAILED");
    }
    assert_eq!(tenant.get(&tenant.person, &room).await.expect(200), after);
}

fn is(status: &str, locked: bool, muted: bool, recording: bool) -> Value {
    json!({ "status": status, "locked": locked, "muted": muted, "recording": recording })
}

/// A room with three people, the owner first; gives its path and their ids.
async fn filled(tenant: &Tenant) -> (String, Vec<String>) {
    // Who makes a room does not choose how many it takes.
    let room = made(tenant, json!({ "capacity": 100 })).await;
    let read = tenant.get(&tenant.person, &room).await.expect(200);
    assert_eq!(read["capacity"], 9);
    let capacity = json!({ "capacity": 3 });
    let path = room.clone();
    tenant
        .post(&tenant.person, &path, capacity)
        .await
        .expect(200);
    act(tenant, format!("{room}/start")).await;
    for number in ["101", "102", "+49301234567"] {
        let invited = invite(tenant, &tenant.person, &room, number).await;
        invited.expect(200);
    }
    let there = participants(tenant, &room).await;
    let id = |who: &Value| who["id"].as_str().unwrap().to_owned();
    let ids = there.iter().map(id).collect();
    (room, ids)
}

#[tokio::test]
async fn a_room_is_opened_filled_and_closed() {
    let tenant = Tenant::new().await;
    let person = &tenant.person;
    let stopped = made(&tenant, json!({})).await;
    let path = format!("{stopped}/status");
    let found = tenant.get(person, &path).await.expect(200);
    assert_eq!(found, is("OFFLINE", false, false, false));
    let early = invite(&tenant, person, &stopped, "101").await;
    refused(early, 409, "MEETING_STOPPED");

    let (room, _) = filled(&tenant).await;
    let full = invite(&tenant, person, &room, "103").await;
    refused(full, 409, "MEETING_FULL");
    let status = format!("{room}/status");
    let own = tenant.get(person, "user/status").await.expect(200);
    assert_eq!(own["status"], "ON_CALL");
    for action in ["lock", "mute", "start_recording"] {
        act(&tenant, format!("{room}/{action}")).await;
    }
    let found = tenant.get(person, &status).await.expect(200);
    assert_eq!(found, is("ON_CALL", true, true, true));
    for action in ["unlock", "unmute", "stop_recording", "stop"] {
        act(&tenant, format!("{room}/{action}")).await;
    }
    let found = tenant.get(person, &status).await.expect(200);
    assert_eq!(found, is("OFFLINE", false, false, false));
    assert!(participants(&tenant, &room).await.is_empty());
    let destroy = format!("{room}/destroy");
    tenant.act(person, &destroy).await.expect(204);
    refused(tenant.get(person, &room).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn those_in_a_room_are_arranged_muted_given_the_chair_and_dropped() {
    let tenant = Tenant::new().await;
    let person = &tenant.person;
    let (room, ids) = filled(&tenant).await;
    let there = participants(&tenant, &room).await;
    assert_eq!(
        keys(&there[0]),
        ["chairman", "display_name", "id", "muted", "position"]
    );
    assert_eq!(there[0]["chairman"], true, "the owner has the chair");
    let one = |index: usize| format!("{room}/participants/{}", ids[index]);
    assert_eq!(tenant.get(person, &one(1)).await.expect(200), there[1]);

    let order = json!({ "items": [ids[2], ids[0], ids[1]] });
    let layout = format!("{room}/participants/layout");
    tenant.post(person, &layout, order).await.expect(200);
    let positions: Vec<Value> = participants(&tenant, &room)
        .await
        .iter()
        .map(|who| who["position"].clone())
        .collect();
    assert_eq!(positions, [1, 2, 0]);
    let position = format!("{}/position", one(0));
    let hidden = json!({ "position": -1 });
    tenant.post(person, &position, hidden).await.expect(200);
    let wrong = json!({ "position": 9 });
    let wrong = tenant.post(person, &position, wrong).await;
    refused(wrong, 400, "VALIDATE_FAILED");

    act(&tenant, format!("{}/mute", one(1))).await;
    act(&tenant, format!("{}/chairman", one(1))).await;
    let who = tenant.get(person, &one(1)).await.expect(200);
    assert_eq!(
        (&who["muted"], &who["chairman"]),
        (&json!(true), &json!(true))
    );
    act(&tenant, format!("{}/unmute", one(1))).await;
    let drop = format!("{}/destroy", one(2));
    tenant.act(person, &drop).await.expect(204);
    assert_eq!(participants(&tenant, &room).await.len(), 2);
    act(&tenant, format!("{room}/lock")).await;
    let locked = invite(&tenant, person, &room, "103").await;
    refused(locked, 409, "MEETING_LOCKED");
}

#[tokio::test]
async fn a_colleague_only_reads_and_an_admin_runs_any_room() {
    let tenant = Tenant::new().await;
    let room = made(&tenant, json!({ "admin_pin": "123", "room_pin": "456" })).await;
    tenant.office.user(&tenant.account, "carl", "user").await;
    let carl = tenant.office.sign_in("carl@bakery.acme.example").await;
    let read = tenant.get(&carl, &room).await.expect(200);
    assert_eq!(
        (&read["admin_pin"], &read["room_pin"], &read["ownership"]),
        (&Value::Null, &Value::Null, &json!(false))
    );
    for action in ["start", "lock", "destroy"] {
        let answer = tenant.act(&carl, &format!("{room}/{action}")).await;
        refused(answer, 403, "FORBIDDEN");
    }
    let answer = tenant
        .post(&carl, &room, json!({ "subject": "Mine" }))
        .await;
    refused(answer, 403, "FORBIDDEN");
    let start = format!("{room}/start");
    tenant.act(&tenant.admin, &start).await.expect(200);
    refused(tenant.get(&tenant.system, &room).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn without_a_plane_nobody_is_invited_and_nothing_is_recorded() {
    let tenant = Tenant::without_phones().await;
    let room = made(&tenant, json!({})).await;
    act(&tenant, format!("{room}/start")).await;
    let answer = invite(&tenant, &tenant.person, &room, "101").await;
    refused(answer, 409, "NO_PLANE");
    let record = format!("{room}/start_recording");
    refused(tenant.act(&tenant.person, &record).await, 409, "NO_PLANE");
    assert!(participants(&tenant, &room).await.is_empty());
}
