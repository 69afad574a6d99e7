//! What a switch reports, and what its people read of it; queues, ring groups and the numbers one may show.

use crate::belongings::id;
use crate::office::As;
use crate::tenant::{Tenant, keys, refused};
use crate::uploads::{WAV, upload};
use serde_json::{Value, json};

const CDR: [&str; 23] = [
    "answered_at",
    "billed_account",
    "call_id",
    "callee",
    "callee_display_name",
    "callee_domain",
    "caller",
    "caller_display_name",
    "caller_domain",
    "cost",
    "destination",
    "did_cid",
    "direction",
    "end_reason",
    "ended_at",
    "outbound_caller_id",
    "rang_at",
    "reroute_reason",
    "service_number",
    "started_at",
    "status_code",
    "trunk",
    "user_data",
];

fn cdr(caller: &str, started_at: &str) -> Value {
    json!({
        "owner": "101", "caller": caller, "callee": "101", "started_at": started_at, "answered_at": "2026-05-01T12:00:05+02:00",
        "ended_at": "2026-05-01T10:01:05Z", "direction": "INBOUND_CALL", "status_code": 200, "cost": 0.5,
    })
}

#[tokio::test]
async fn a_reported_call_is_listed_and_read() {
    let tenant = Tenant::new().await;
    let (who, admin) = (&tenant.person, &tenant.admin);
    let first = id(&tenant
        .post(admin, "ingest/cdrs", cdr("201", "2026-05-01T10:00:00Z"))
        .await
        .expect(201));
    let second = id(&tenant
        .post(admin, "ingest/cdrs", cdr("202", "2026-05-02T10:00:00Z"))
        .await
        .expect(201));
    let list = tenant.get(who, "user/cdrs").await.expect(200);
    assert_eq!(list["count"], 2);
    assert_eq!(
        (&list["items"][0]["id"], &list["items"][1]["id"]),
        (&json!(second), &json!(first))
    );
    assert_eq!(list["items"][0]["duration"], 60);
    assert_eq!(list["items"][0]["answered_at"], "2026-05-01T10:00:05Z");
    let read = tenant
        .get(who, &format!("user/cdrs/{first}"))
        .await
        .expect(200);
    assert_eq!(
        (keys(&read), keys(&read["items"])),
        (vec!["items"], CDR.to_vec())
    );
    assert_eq!(read["items"]["trunk"], Value::Null);
    let page = tenant.get(who, "user/cdrs?top=1&skip=1").await.expect(200);
    assert_eq!(
        (&page["count"], &page["items"][0]["id"]),
        (&json!(2), &json!(first))
    );
    let asked = "user/cdrs?filter=caller%20eq%20'201'&orderby=started_at%20desc";
    assert_eq!(tenant.get(who, asked).await.expect(200)["count"], 1);
    refused(
        tenant.get(who, "user/cdrs?filter=teapot%20eq%20'1'").await,
        400,
        "VALIDATE_FAILED",
    );
    refused(
        tenant.get(admin, &format!("user/cdrs/{first}")).await,
        404,
        "NOT_FOUND",
    );
}

#[tokio::test]
async fn a_reported_call_is_told_to_who_follows_the_list() {
    let tenant = Tenant::new().await;
    let (who, admin) = (&tenant.person, &tenant.admin);
    let token = tenant.act(who, "user/cdrs/sync_tokens").await.expect(201);
    for (caller, at) in [
        ("201", "2026-05-01T10:00:00Z"),
        ("202", "2026-05-02T10:00:00Z"),
    ] {
        tenant
            .post(admin, "ingest/cdrs", cdr(caller, at))
            .await
            .expect(201);
    }
    let path = format!(
        "user/cdrs/sync_tokens/{}/diff",
        token["token"].as_str().unwrap()
    );
    let diff = tenant.act(who, &path).await.expect(200);
    assert_eq!(diff["items"].as_array().unwrap().len(), 2);
    let row = &diff["items"][0];
    assert_eq!(keys(row), ["change_type", "id", "items"]);
    assert_eq!(
        (&row["change_type"], &row["items"][0]["caller"]),
        (&json!("CREATED"), &json!("201"))
    );
    let none = tenant
        .act(who, "user/cdrs/sync_tokens?date_from=2030-01-01T00:00:00Z")
        .await
        .expect(201);
    let path = format!(
        "user/cdrs/sync_tokens/{}/diff",
        none["token"].as_str().unwrap()
    );
    assert_eq!(tenant.act(who, &path).await.expect(200)["items"], json!([]));
    refused(
        tenant
            .act(who, "user/cdrs/sync_tokens?date_from=noon")
            .await,
        400,
        "VALIDATE_FAILED",
    );
    refused(
        tenant.act(who, "user/cdrs/sync_tokens/feed/diff").await,
        403,
        "FORBIDDEN",
    );
}

#[tokio::test]
async fn only_an_admin_reports_and_only_about_people_of_his_tenant() {
    let tenant = Tenant::new().await;
    let call = cdr("201", "2026-05-01T10:00:00Z");
    refused(
        tenant
            .post(&tenant.person, "ingest/cdrs", call.clone())
            .await,
        403,
        "FORBIDDEN",
    );
    refused(
        tenant.post(&As::Nobody, "ingest/cdrs", call.clone()).await,
        401,
        "UNAUTHORIZED",
    );
    refused(
        tenant.post(&tenant.system, "ingest/cdrs", call).await,
        400,
        "VALIDATE_FAILED",
    );
    let bad = json!({ "owner": "101", "direction": "SIDEWAYS", "started_at": "noon" });
    let errors = refused(
        tenant.post(&tenant.admin, "ingest/cdrs", bad).await,
        400,
        "VALIDATE_FAILED",
    );
    assert_eq!(errors.as_array().unwrap().len(), 2);
    refused(
        tenant
            .post(&tenant.admin, "ingest/teapots", json!({}))
            .await,
        404,
        "NOT_FOUND",
    );
}

#[tokio::test]
async fn a_recording_has_its_file_and_goes_with_it() {
    let tenant = Tenant::new().await;
    let (who, admin) = (&tenant.person, &tenant.admin);
    let file = upload(&tenant, admin, "call.wav", WAV).await;
    let body = json!({ "owner": "101", "caller": "101", "callee": "102", "started_at": "2026-05-01T10:00:00Z", "ended_at": "2026-05-01T10:00:09Z", "file_id": file });
    let made = id(&tenant
        .post(admin, "ingest/recordings", body)
        .await
        .expect(201));
    let list = tenant
        .get(who, "user/recordings?search=102")
        .await
        .expect(200);
    assert_eq!(
        (&list["count"], keys(&list["items"][0])),
        (
            &json!(1),
            vec!["callee", "caller", "ended_at", "id", "started_at"]
        )
    );
    let read = tenant
        .get(who, &format!("user/recordings/{made}"))
        .await
        .expect(200);
    let one = &read["items"][0];
    assert_eq!(
        keys(one),
        [
            "callee",
            "caller",
            "duration",
            "ended_at",
            "file_name",
            "file_size",
            "file_url",
            "started_at"
        ]
    );
    assert_eq!(
        (&one["duration"], &one["file_name"]),
        (&json!(9), &json!("call.wav"))
    );
    let url = one["file_url"].as_str().unwrap();
    assert_eq!(tenant.office.get(&As::Nobody, url).await.status, 200);
    let path = format!("user/recordings/{made}/destroy");
    tenant.act(who, &path).await.expect(204);
    assert_eq!(tenant.office.get(&As::Nobody, url).await.status, 404);
}

#[tokio::test]
async fn a_message_from_outside_is_read_as_it_was_reported() {
    let tenant = Tenant::new().await;
    let body = json!({ "owner": "101", "sender": "+49171", "receiver": "101", "msg_type": "SMS", "direction": "IN", "content": "Hi", "delivery": "RECV", "created_at": "2026-05-01T10:00:00Z" });
    let made = id(&tenant
        .post(&tenant.admin, "ingest/external_messages", body)
        .await
        .expect(201));
    let read = tenant
        .get(&tenant.person, &format!("user/external_messages/{made}"))
        .await
        .expect(200);
    assert_eq!(
        (read["content"].as_str(), read.as_object().unwrap().len()),
        (Some("Hi"), 17)
    );
    let list = tenant
        .get(&tenant.person, "user/external_messages")
        .await
        .expect(200);
    assert_eq!((&list["count"], &list["items"][0]), (&json!(1), &read));
}

#[tokio::test]
async fn queues_and_ring_groups_are_administered_and_listed_by_their_people() {
    let tenant = Tenant::new().await;
    let (who, admin) = (&tenant.person, &tenant.admin);
    let agents = json!(["101"]);
    let skilled = json!([{ "extension_number": "101", "skill_level": 50 }]);
    for (path, people, list) in [
        ("call_queues", "agents", agents),
        ("ring_groups", "members", json!(["101"])),
    ] {
        let body = json!({ "name": "Sales", "extension_number": "8000", people: list });
        let made = id(&tenant.post(admin, path, body.clone()).await.expect(201));
        assert_eq!(
            tenant
                .post(admin, &format!("ingest/{path}"), body.clone())
                .await
                .status,
            409
        );
        let wanted =
            json!({ "items": [{ "id": made, "name": "Sales", "extension_number": "8000" }] });
        assert_eq!(
            tenant.get(who, &format!("user/{path}")).await.expect(200),
            wanted
        );
        refused(tenant.post(who, path, body).await, 403, "FORBIDDEN");
        let one = format!("{path}/{made}");
        let change = match people {
            "agents" => json!({ "agents": skilled, "polling_strategy": "SKILL" }),
            _ => json!({ "members": [] }),
        };
        tenant.post(admin, &one, change).await.expect(200);
        let read = tenant.get(admin, &one).await.expect(200);
        match people {
            "agents" => assert_eq!(read["agents"][0]["skill_level"], 50),
            _ => assert_eq!(read["members"], json!([])),
        }
        let wrong = json!({ people: ["999"] });
        refused(
            tenant.post(admin, &one, wrong).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(tenant.get(admin, path).await.expect(200)["count"], 1);
        tenant
            .act(admin, &format!("{one}/destroy"))
            .await
            .expect(204);
        assert_eq!(
            tenant.get(who, &format!("user/{path}")).await.expect(200),
            json!({ "items": [] })
        );
    }
    let users = format!("users/{}/call_queues", tenant.person_id);
    assert_eq!(
        tenant.get(admin, &users).await.expect(200),
        json!({ "items": [] })
    );
    assert_eq!(
        tenant
            .get(who, "user/outbound_caller_ids")
            .await
            .expect(200),
        json!({ "items": [] })
    );
}
