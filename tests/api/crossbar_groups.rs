//! Groups and devices through the Crossbar dialect.

use crate::crossbar::{data, refused, send};
use crate::office::{As, Office, id};
use serde_json::{Value, json};

async fn put(office: &Office, noun: &str, document: Value) -> Value {
    let path = format!("/v2/accounts/{}/{noun}", office.root);
    data(send(office, &As::Owner, "PUT", &path, document).await, 201)
}

fn at(office: &Office, rest: &str) -> String {
    format!("/v2/accounts/{}/{rest}", office.root)
}

async fn list(office: &Office, who: &As, rest: &str) -> Vec<Value> {
    let rows = data(office.get(who, &at(office, rest)).await, 200);
    rows.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_group_is_made_changed_listed_and_deleted() {
    let office = Office::new();
    let made = put(
        &office,
        "groups",
        json!({ "name": "Sales", "ui": { "x": 1.0 } }),
    )
    .await;
    assert_eq!(
        (&made["endpoints"], &made["music_on_hold"]),
        (&json!({}), &json!({}))
    );
    let path = at(&office, &format!("groups/{}", id(&made)));
    let read = office.get(&As::Owner, &path).await.expect(200);
    assert_eq!(read["metadata"]["id"], made["id"]);
    assert!(read["revision"].as_str().unwrap().contains('-'));
    let changes = json!({ "endpoints": { "a": { "type": "user", "weight": 1 } } });
    let patched = data(
        send(&office, &As::Owner, "PATCH", &path, changes).await,
        200,
    );
    assert_eq!(patched["endpoints"]["a"]["weight"], 1);
    assert_eq!(patched["ui"], json!({ "x": 1.0 }));
    let new = json!({ "name": "Team", "endpoints": { "b": {}, "c": {} }, "smartpbx": { "z": { "enabled": true } } });
    data(send(&office, &As::Owner, "POST", &path, new).await, 200);
    let rows = list(&office, &As::Owner, "groups").await;
    assert_eq!(
        rows,
        [json!({ "id": made["id"], "name": "Team", "features": ["z"], "endpoints": 2 })]
    );
    let gone = data(office.delete(&As::Owner, &path).await, 200);
    assert_eq!(gone["name"], "Team");
    refused(office.get(&As::Owner, &path).await, 404, "bad_identifier");
    assert!(list(&office, &As::Owner, "groups").await.is_empty());
}

#[tokio::test]
async fn a_device_is_made_with_a_registration_and_listed_with_its_name() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let made = put(
        &office,
        "devices",
        json!({ "name": "Desk", "owner_id": anna }),
    )
    .await;
    let name = made["sip"]["username"].as_str().unwrap();
    assert_eq!(made["sip"]["expire_seconds"], 300);
    let rows = list(&office, &As::Owner, "devices").await;
    let row = json!({
        "id": made["id"], "name": "Desk", "device_type": "sip_device", "enabled": true, "mac_address": "",
        "owner_id": anna, "username": name,
    });
    assert_eq!(rows, [row]);
    assert_eq!(
        list(&office, &As::Owner, &format!("users/{anna}/devices")).await,
        rows
    );
    assert_eq!(
        list(&office, &As::Owner, "devices/status").await,
        [] as [Value; 0]
    );
}

#[tokio::test]
async fn names_and_addresses_of_devices_are_unique_and_owners_are_users() {
    let office = Office::new();
    let first =
        json!({ "name": "A", "mac_address": "00:15:65:aa:bb:01", "sip": { "username": "Desk1" } });
    put(&office, "devices", first).await;
    let path = at(&office, "devices");
    for (document, field, rule, message) in [
        (
            json!({ "name": "B", "mac_address": "001565AABB01" }),
            "mac_address",
            "unique",
            "Mac address already in use",
        ),
        (
            json!({ "name": "B", "sip": { "username": "desk1" } }),
            "sip.username",
            "unique",
            "SIP credentials already in use",
        ),
        (
            json!({ "name": "B", "owner_id": "0".repeat(32) }),
            "owner_id",
            "not_found",
            "The owner must be a user of this account.",
        ),
    ] {
        let answer = send(&office, &As::Owner, "PUT", &path, document).await;
        let wrong = refused(answer, 400, "validation error");
        assert_eq!(wrong[field][rule]["message"], message, "{wrong}");
    }
    assert_eq!(list(&office, &As::Owner, "devices").await.len(), 1);
}

#[tokio::test]
async fn pages_of_groups_hold_each_once_from_either_end() {
    let office = Office::new();
    for name in ["b", "a", "d", "c", "e"] {
        put(
            &office,
            "groups",
            json!({ "name": name, "odd": name != "c" }),
        )
        .await;
    }
    for (query, wanted) in [
        ("page_size=2", "abcde"),
        ("page_size=2&descending=true", "edcba"),
        ("page_size=3&filter_odd=true", "abde"),
        ("page_size=1&filter_odd=true&descending=true", "edba"),
        ("paginate=false", "abcde"),
    ] {
        let mut seen = String::new();
        let mut key = String::new();
        loop {
            let path = at(&office, &format!("groups?{query}&start_key={key}"));
            let answer = office.get(&As::Owner, &path).await.expect(200);
            for row in answer["data"].as_array().unwrap() {
                seen.push_str(row["name"].as_str().unwrap());
            }
            match answer["next_start_key"].as_str() {
                Some(next) => key = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, wanted, "{query}");
    }
}

#[tokio::test]
async fn what_lies_in_another_account_looks_unknown() {
    let office = Office::new();
    let other = office.account(&office.root, "Other").await;
    let group = put(&office, "groups", json!({ "name": "Sales" })).await;
    let device = put(&office, "devices", json!({ "name": "Desk" })).await;
    let unknown = "0".repeat(32);
    for (noun, known) in [("groups", id(&group)), ("devices", id(&device))] {
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            for wrong in [known.as_str(), &unknown, &office.root] {
                let path = format!("/v2/accounts/{other}/{noun}/{wrong}");
                let answer = send(&office, &As::Owner, method, &path, json!({ "name": "x" })).await;
                let told = refused(answer, 404, "bad_identifier");
                assert_eq!(told, json!({ "message": "bad identifier", "cause": wrong }));
            }
        }
    }
    let path = at(&office, &format!("users/{unknown}/groups"));
    refused(office.get(&As::Owner, &path).await, 404, "bad_identifier");
}

#[tokio::test]
async fn a_person_reads_groups_and_his_own_devices_and_changes_neither() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let who = office.sign_in("anna").await;
    let group = put(&office, "groups", json!({ "name": "Sales" })).await;
    let own = put(
        &office,
        "devices",
        json!({ "name": "Own", "owner_id": anna }),
    )
    .await;
    let other = put(&office, "devices", json!({ "name": "Lobby" })).await;
    assert_eq!(list(&office, &who, "groups").await.len(), 1);
    let seen = list(&office, &who, "devices?full_docs=true").await;
    assert_eq!((seen.len(), &seen[0]["id"]), (1, &own["id"]));
    assert!(seen[0]["sip"].get("password").is_none());
    data(
        office
            .get(&who, &at(&office, &format!("groups/{}", id(&group))))
            .await,
        200,
    );
    let lobby = at(&office, &format!("devices/{}", id(&other)));
    refused(office.get(&who, &lobby).await, 403, "forbidden");
    for path in [
        format!("groups/{}", id(&group)),
        format!("devices/{}", id(&own)),
    ] {
        for method in ["POST", "PATCH", "DELETE"] {
            let answer = send(
                &office,
                &who,
                method,
                &at(&office, &path),
                json!({ "name": "x" }),
            )
            .await;
            refused(answer, 403, "forbidden");
        }
    }
}
