//! What was done, as a list shows it.

use crate::office::{As, Office};
use serde_json::{Value, json};

fn asked(rows: Value) -> Value {
    json!({ "since": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z", "rows": rows })
}

async fn window(office: &Office, who: &As, rows: Value) -> Value {
    office
        .post(who, "/console/audit/window", asked(rows))
        .await
        .expect(200)
}

#[tokio::test]
async fn the_list_of_what_was_done_has_the_newest_first_and_grows_with_every_change() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let before = window(&office, &As::Owner, json!({ "from": 0, "count": 10 })).await;
    let changes = json!([{ "path": "/job_title", "to": "Clerk" }]);
    let path = format!("/console/users/{anna}");
    office.patch(&As::Owner, &path, changes).await.expect(200);
    let after = window(&office, &As::Owner, json!({ "from": 0, "count": 10 })).await;
    assert_eq!(
        after["total"].as_u64(),
        before["total"].as_u64().map(|total| total + 1)
    );
    let newest = &after["rows"][0]["cells"];
    assert_eq!(newest["verb"], "user.update");
    assert_eq!(newest["about_id"], anna.as_str());
    assert_eq!(newest["changed"], json!(["/job_title"]));
    assert!(!newest.to_string().contains("Clerk"), "no values: {newest}");
    assert_eq!(after["rows"][1], before["rows"][0]);
}

#[tokio::test]
async fn what_was_done_is_narrowed_by_kind_and_words_and_counted() {
    let office = Office::new();
    office.user(&office.root, "anna", "user").await;
    office.account(&office.root, "Anna's shop").await;
    let only = json!({ "from": 0, "count": 10, "text": "anna", "only": { "kind": "account" } });
    let found = window(&office, &As::Owner, only).await;
    assert_eq!(found["matched"], 1);
    assert_eq!(found["rows"][0]["cells"]["label"], "Anna's shop");
    assert!(found["total"].as_u64() > Some(1));
    let nothing = asked(json!({ "from": 0, "count": 10 }));
    let mut nothing = nothing;
    nothing["until"] = json!("2020-01-02T00:00:00Z");
    let path = "/console/audit/window";
    let none = office.post(&As::Owner, path, nothing).await.expect(200);
    assert_eq!(none["total"], 0);
}

#[tokio::test]
async fn an_admin_reads_what_was_done_below_him_and_not_who_did_it_above() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    office.account(&office.root, "Other").await;
    office.user(&shop, "carla", "admin").await;
    let carla = office.sign_in("carla@Shop").await;
    let seen = window(&office, &carla, json!({ "from": 0, "count": 50 })).await;
    let text = seen.to_string();
    assert!(text.contains("Shop") && !text.contains("Other"), "{text}");
    let admin = office.sign_in("admin").await;
    let path = format!("/console/accounts/{shop}");
    let rename = json!([{ "path": "/name", "from": "Shop", "to": "Shop 2" }]);
    office.patch(&admin, &path, rename).await.expect(200);
    let seen = window(&office, &carla, json!({ "from": 0, "count": 1 })).await;
    let newest = &seen["rows"][0]["cells"];
    assert_eq!(newest["verb"], "account.update");
    assert!(newest.get("actor").is_none(), "{newest}");
}
