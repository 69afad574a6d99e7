//! Lists of an account, and the records in them.

use crate::office::{As, Office, id};
use serde_json::{Value, json};

async fn record(office: &Office, kind: &str, fields: Value) -> String {
    let path = format!("/console/accounts/{}/records/{kind}", office.root);
    let body = json!({ "fields": fields });
    id(&office.post(&As::Owner, &path, body).await.expect(201))
}

async fn window(office: &Office, who: &As, kind: &str, mut wish: Value) -> Value {
    wish["from"] = wish.get("from").cloned().unwrap_or(json!(0));
    wish["count"] = json!(100);
    let path = format!("/console/accounts/{}/lists/{kind}", office.root);
    office.post(who, &path, wish).await.expect(200)
}

fn names(window: &Value) -> Vec<&str> {
    let rows = window["rows"].as_array().unwrap().iter();
    rows.map(|row| row["cells"]["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_window_is_searched_sorted_and_counted_and_follows_every_change() {
    let office = Office::new();
    for (name, number) in [("Émile", "1000"), ("Anna", "200"), ("Zoë", "30")] {
        let fields = json!({ "name": name, "extension_number": format!("9{number}") });
        record(&office, "ring_group", fields).await;
    }
    let list = async |wish: Value| window(&office, &As::Owner, "ring_group", wish).await;
    assert_eq!(names(&list(json!({})).await), ["Anna", "Émile", "Zoë"]);
    let by_number = json!({ "sort": "extension_number", "descending": true });
    assert_eq!(names(&list(by_number).await), ["Émile", "Anna", "Zoë"]);
    let found = list(json!({ "text": "emi" })).await;
    assert_eq!((&found["total"], &found["matched"]), (&json!(3), &json!(1)));
    let only = json!({ "only": { "extension_number": "930" } });
    assert_eq!(names(&list(only).await), ["Zoë"]);
    let rest = list(json!({ "from": 2 })).await;
    assert_eq!(names(&rest), ["Zoë"]);
    let path = format!("/console/records/ring_group/{}", id(&rest["rows"][0]));
    office.delete(&As::Owner, &path).await.expect(204);
    assert_eq!(names(&list(json!({})).await), ["Anna", "Émile"]);
}

#[tokio::test]
async fn a_colleague_sees_of_people_what_a_directory_shows_and_of_phones_his_own() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    record(
        &office,
        "phone",
        json!({ "name": "Mine", "owner_id": anna }),
    )
    .await;
    record(&office, "phone", json!({ "name": "Hall" })).await;
    let who = office.sign_in("anna").await;
    let people = window(&office, &who, "user", json!({})).await;
    let of_admin = window(&office, &As::Owner, "user", json!({})).await;
    assert_eq!(people["total"], of_admin["total"]);
    for row in people["rows"].as_array().unwrap() {
        assert!(row["cells"]["username"].is_null() && row["cells"]["role"].is_null());
    }
    // What is not shown cannot be found out by filtering either.
    let only = json!({ "only": { "username": "anna" } });
    assert_eq!(window(&office, &who, "user", only).await["matched"], 0);
    let phones = window(&office, &who, "phone", json!({})).await;
    assert_eq!(
        (names(&phones), &phones["total"]),
        (vec!["Mine"], &json!(1))
    );
    let phones = window(&office, &As::Owner, "phone", json!({ "text": "anna" })).await;
    assert_eq!(names(&phones), ["Mine"], "a phone is found by whose it is");
}

#[tokio::test]
async fn holidays_are_those_of_the_account_and_ones_own_and_admins_see_whose() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/holidays", office.root);
    let anna = office.user(&office.root, "anna", "user").await;
    let bert = office.user(&office.root, "bert", "user").await;
    for (name, day, person) in [
        ("Founders", "2026-11-02", None),
        ("Wedding", "2026-05-01", Some(&anna)),
        ("Moving", "2026-07-01", Some(&bert)),
    ] {
        let mut body = json!({ "name": name, "from_date": day, "to_date": day });
        if let Some(person) = person {
            body["user_id"] = json!(person);
        }
        office.post(&As::Owner, &path, body).await.expect(201);
    }
    let by_day = || json!({ "sort": "from_date" });
    let all = window(&office, &As::Owner, "holiday", by_day()).await;
    assert_eq!(names(&all), ["Wedding", "Moving", "Founders"]);
    assert_eq!(all["rows"][0]["cells"]["owner"], "anna");
    assert!(all["rows"][2]["cells"]["owner"].is_null());
    let found = window(&office, &As::Owner, "holiday", json!({ "text": "bert" })).await;
    assert_eq!(names(&found), ["Moving"]);
    let who = office.sign_in("anna").await;
    let hers = window(&office, &who, "holiday", by_day()).await;
    assert_eq!(
        (names(&hers), &hers["total"]),
        (vec!["Wedding", "Founders"], &json!(2))
    );
}

#[tokio::test]
async fn a_record_that_was_changed_meanwhile_is_a_clash_and_other_fields_merge() {
    let office = Office::new();
    let group = record(&office, "group", json!({ "name": "Sales" })).await;
    let path = format!("/console/records/group/{group}");
    let rename = |to: &str| json!([{ "path": "/name", "from": "Sales", "to": to }]);
    office
        .patch(&As::Owner, &path, rename("Selling"))
        .await
        .expect(200);
    let clash = office
        .patch(&As::Owner, &path, rename("Vendors"))
        .await
        .refused(409, "conflict");
    assert_eq!(clash["clashes"][0]["theirs"], "Selling");
    let other = json!([{ "path": "/description", "to": "all" }]);
    let merged = office.patch(&As::Owner, &path, other).await.expect(200);
    assert_eq!(merged["fields"]["name"], "Selling");
}

#[tokio::test]
async fn a_team_comes_back_with_its_number_unless_that_was_given_away() {
    let office = Office::new();
    let fields = json!({ "name": "Orders", "extension_number": "700" });
    let queue = record(&office, "call_queue", fields.clone()).await;
    let path = format!("/console/records/call_queue/{queue}");
    let restore = format!("{path}/restore");
    office.delete(&As::Owner, &path).await.expect(204);
    office
        .post(&As::Owner, &restore, json!({}))
        .await
        .expect(200);
    office.delete(&As::Owner, &path).await.expect(204);
    record(&office, "ring_group", fields).await;
    office
        .post(&As::Owner, &restore, json!({}))
        .await
        .refused(409, "taken");
    office
        .get(&As::Owner, &path)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn there_are_no_lists_of_what_is_private() {
    let office = Office::new();
    for kind in ["session", "credential", "settings", "nonsense"] {
        let path = format!("/console/accounts/{}/lists/{kind}", office.root);
        let wish = json!({ "from": 0, "count": 10 });
        office
            .post(&As::Owner, &path, wish)
            .await
            .refused(404, "not_found");
    }
}
