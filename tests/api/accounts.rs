//! Accounts and their tree.

use crate::office::{self, As, Office};
use cordboard_engine::seed::random;
use cordboard_store::memory::MemoryStore;
use serde_json::json;
use std::sync::Arc;

#[tokio::test]
async fn a_new_account_gets_a_realm_from_its_name_and_its_parents_time_zone() {
    let office = Office::new();
    let body = json!({ "parent_id": office.root, "fields": { "name": "Müller & Söhne" } });
    let made = office
        .post(&As::Owner, "/console/accounts", body.clone())
        .await
        .expect(201);
    assert_eq!(made["fields"]["realm"], "muller-sohne.acme.example");
    assert_eq!(made["fields"]["timezone"], "Europe/Berlin");
    assert_eq!(made["path"].as_array().unwrap().len(), 2);
    let again = json!({ "parent_id": office.root, "fields": { "name": "müller &  SÖHNE" } });
    let refused = office
        .post(&As::Owner, "/console/accounts", again)
        .await
        .refused(409, "taken");
    assert_eq!(refused["errors"][0]["path"], "/name");
}

#[tokio::test]
async fn a_taken_realm_is_refused_and_nothing_is_made() {
    let office = Office::new();
    office.account(&office.root, "Bakery").await;
    let body = json!({ "parent_id": office.root, "fields": { "name": "Other", "realm": "bakery.acme.example" } });
    let refused = office
        .post(&As::Owner, "/console/accounts", body)
        .await
        .refused(409, "taken");
    assert_eq!(refused["errors"][0]["path"], "/realm");
    let root = office
        .get(&As::Owner, &format!("/console/accounts/{}", office.root))
        .await
        .expect(200);
    assert_eq!(root["child_count"], 1);
}

#[tokio::test]
async fn an_account_moves_with_everything_below_it_but_never_under_itself() {
    let office = Office::new();
    let a = office.account(&office.root, "A").await;
    let b = office.account(&a, "B").await;
    let c = office.account(&b, "C").await;
    for target in [&a, &b, &c] {
        let body = json!({ "parent_id": target });
        office
            .post(&As::Owner, &format!("/console/accounts/{a}/move"), body)
            .await
            .refused(409, "would_cycle");
    }
    let moved = office
        .post(
            &As::Owner,
            &format!("/console/accounts/{b}/move"),
            json!({ "parent_id": office.root }),
        )
        .await;
    assert_eq!(moved.expect(200)["parent_id"], json!(office.root));
    let c = office
        .get(&As::Owner, &format!("/console/accounts/{c}"))
        .await
        .expect(200);
    let names: Vec<_> = c["path"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Acme", "B", "C"]);
}

#[tokio::test]
async fn deleting_needs_a_word_for_the_subtree_and_restoring_brings_all_of_it_back() {
    let office = Office::new();
    let a = office.account(&office.root, "A").await;
    let b = office.account(&a, "B").await;
    let c = office.account(&b, "C").await;
    let address = format!("/console/accounts/{a}");
    office
        .delete(&As::Owner, &address)
        .await
        .refused(409, "not_empty");
    office
        .delete(&As::Owner, &format!("{address}?with_subtree=true"))
        .await
        .expect(204);
    for gone in [&a, &b, &c] {
        office
            .get(&As::Owner, &format!("/console/accounts/{gone}"))
            .await
            .refused(404, "not_found");
    }
    office
        .post(&As::Owner, &format!("{address}/restore"), json!({}))
        .await
        .expect(200);
    let back = office
        .get(&As::Owner, &format!("/console/accounts/{c}"))
        .await
        .expect(200);
    assert_eq!(back["path"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_deleted_accounts_name_is_free_again_and_then_bars_the_restore() {
    let office = Office::new();
    let a = office.account(&office.root, "A").await;
    office.account(&a, "B").await;
    office
        .delete(
            &As::Owner,
            &format!("/console/accounts/{a}?with_subtree=true"),
        )
        .await
        .expect(204);
    office.account(&office.root, "B").await;
    office
        .post(
            &As::Owner,
            &format!("/console/accounts/{a}/restore"),
            json!({}),
        )
        .await
        .refused(409, "taken");
    office
        .get(&As::Owner, &format!("/console/accounts/{a}"))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn edits_of_different_fields_merge_and_edits_of_the_same_field_clash() {
    let office = Office::new();
    let address = format!("/console/accounts/{}", office.root);
    let set = |path: &str, from: &str, to: &str| json!({ "path": path, "from": from, "to": to });
    let changes = json!([set("/name", "Acme", "Acme One")]);
    office
        .patch(&As::Owner, &address, changes)
        .await
        .expect(200);
    // A second editor saw the old name but touches another field: both survive.
    let changes = json!([{ "path": "/notes", "to": "call before noon" }]);
    let merged = office
        .patch(&As::Owner, &address, changes)
        .await
        .expect(200);
    assert_eq!(
        (&merged["fields"]["name"], &merged["fields"]["notes"]),
        (&json!("Acme One"), &json!("call before noon"))
    );
    // A third one saw the old name and writes the name: a clash, and none of the edit happens.
    let changes = json!([{ "path": "/language", "to": "de" }, set("/name", "Acme", "Acme Two")]);
    let refused = office
        .patch(&As::Owner, &address, changes)
        .await
        .refused(409, "conflict");
    let clash =
        json!({ "path": "/name", "base": "Acme", "theirs": "Acme One", "mine": "Acme Two" });
    assert_eq!(refused["clashes"], json!([clash]));
    let now = office.get(&As::Owner, &address).await.expect(200);
    assert_eq!(now["fields"]["name"], "Acme One");
    assert_ne!(now["fields"]["language"], "de");
    // What is there already is no clash.
    let same = json!([set("/name", "Acme", "Acme One")]);
    assert_eq!(
        office.patch(&As::Owner, &address, same).await.expect(200)["rev"],
        now["rev"]
    );
}

#[tokio::test]
async fn keys_that_no_schema_knows_come_back_as_they_were_sent() {
    let office = Office::new();
    let odd = r#"{"b":1.0,"a":[1e+400,0.1000,-0.0],"n":123456789012345678901234567890.123456789,"ü":{"z":null,"y":""}}"#;
    let body = format!(
        r#"{{"parent_id":"{}","fields":{{"name":"Odd","x_odd":{odd}}}}}"#,
        office.root
    );
    let request = axum::http::Request::post("/console/accounts")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(body))
        .unwrap();
    let made = office.raw(&As::Owner, request).await.expect(201);
    let address = format!("/console/accounts/{}", made["id"].as_str().unwrap());
    office
        .patch(
            &As::Owner,
            &address,
            json!([{ "path": "/notes", "to": "edited" }]),
        )
        .await
        .expect(200);
    let read = office.get(&As::Owner, &address).await.expect(200);
    assert_eq!(read["fields"]["x_odd"].to_string(), odd);
}

#[tokio::test]
async fn the_tree_window_filters_reveals_and_counts() {
    let office = Office::new();
    let a = office.account(&office.root, "Alpha").await;
    let b = office.account(&a, "Beta Bakery").await;
    office.account(&office.root, "Gamma").await;
    let window = |extra: serde_json::Value| {
        let mut body = json!({ "from": 0, "count": 100 });
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        body
    };
    let ask = |extra| office.post(&As::Owner, "/console/tree/window", window(extra));
    assert_eq!(ask(json!({})).await.expect(200)["total"], 1);
    assert_eq!(ask(json!({ "open": "all" })).await.expect(200)["total"], 4);
    assert_eq!(
        ask(json!({ "toggled": [office.root] })).await.expect(200)["total"],
        3
    );
    let filtered = ask(json!({ "filter": "BAKERY" })).await.expect(200);
    assert_eq!(
        (&filtered["total"], &filtered["matched"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(ask(json!({ "reveal": b })).await.expect(200)["revealed"], 2);
}

/// All rows below a top row, with everything that tells where they stand.
async fn everything_below(office: &Office, top: &str) -> Vec<(String, String, u64)> {
    let mut rows = Vec::new();
    loop {
        let body = json!({ "root": top, "open": "all", "from": rows.len(), "count": 500 });
        let window = office
            .post(&As::Owner, "/console/tree/window", body)
            .await
            .expect(200);
        let page = window["rows"].as_array().unwrap();
        rows.extend(page.iter().map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            (
                text("id"),
                text("parent_id"),
                row["descendants_count"].as_u64().unwrap(),
            )
        }));
        if page.is_empty() {
            assert_eq!(window["total"], rows.len());
            return rows;
        }
    }
}

#[tokio::test]
async fn restoring_thousands_of_accounts_brings_all_of_them_back_where_they_were() {
    let store = Arc::new(MemoryStore::new());
    let input = random::Input {
        accounts: 3000,
        users: 0,
        full: false,
        seed: 1,
    };
    let office = Office::filled(store, |engine| {
        random::run(engine, input, &mut |_| {}).unwrap()
    });
    let direct = json!({ "toggled": [office.root], "from": 0, "count": 500 });
    let window = office
        .post(&As::Owner, "/console/tree/window", direct)
        .await
        .expect(200);
    let above = office.account(&office.root, "Umbrella").await;
    for row in &window["rows"].as_array().unwrap()[1..] {
        let path = format!("/console/accounts/{}/move", row["id"].as_str().unwrap());
        office
            .post(&As::Owner, &path, json!({ "parent_id": above }))
            .await
            .expect(200);
    }
    let before = everything_below(&office, &above).await;
    assert_eq!(before.len(), 3001);
    let address = format!("/console/accounts/{above}");
    office
        .delete(&As::Owner, &format!("{address}?with_subtree=true"))
        .await
        .expect(204);
    assert_eq!(everything_below(&office, &office.root).await.len(), 1);
    let restore = format!("{address}/restore");
    office
        .post(&As::Owner, &restore, json!({}))
        .await
        .expect(200);
    assert_eq!(everything_below(&office, &above).await, before);
    assert_eq!(everything_below(&office, &office.root).await.len(), 3002);
    // The names are taken again, and the tree can be changed.
    let (last, _, _) = before.last().unwrap();
    let last = office
        .get(&As::Owner, &format!("/console/accounts/{last}"))
        .await
        .expect(200);
    let twin = json!({ "parent_id": office.root, "fields": { "name": last["fields"]["name"] } });
    office
        .post(&As::Owner, "/console/accounts", twin)
        .await
        .refused(409, "taken");
    office
        .account(last["id"].as_str().unwrap(), "New below")
        .await;
    assert_eq!(everything_below(&office, &above).await.len(), 3002);
}

#[tokio::test]
async fn nobody_disables_the_account_he_stands_on() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    office.user(&shop, "boss", "admin").await;
    let (boss, admin) = (
        office.sign_in("boss@Shop").await,
        office.sign_in("admin").await,
    );
    let disable = json!([{ "path": "/enabled", "from": true, "to": false }]);
    let top = format!("/console/accounts/{}", office.root);
    let below = format!("/console/accounts/{shop}");
    for (who, address) in [(&boss, &below), (&admin, &top), (&As::Owner, &top)] {
        office
            .patch(who, address, disable.clone())
            .await
            .refused(403, "forbidden");
        office.get(who, "/console/session").await.expect(200);
    }
    let disabled = office.patch(&admin, &below, disable).await.expect(200);
    assert_eq!(disabled["fields"]["enabled"], false);
    office
        .get(&boss, "/console/session")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn what_nobody_writes_is_refused_in_a_new_account_too() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let body =
        json!({ "parent_id": office.root, "fields": { "name": "Shop", "is_reseller": true } });
    for who in [&As::Owner, &admin] {
        let answer = office.post(who, "/console/accounts", body.clone()).await;
        assert!(
            matches!(answer.status.as_u16(), 403 | 422),
            "{}",
            answer.body
        );
    }
    let top = office
        .get(&admin, &format!("/console/accounts/{}", office.root))
        .await
        .expect(200);
    assert_eq!(top["child_count"], 0);
}

#[tokio::test]
async fn an_edit_brings_names_into_the_same_form_as_a_creation() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let address = format!("/console/accounts/{shop}");
    let changes = json!([
        { "path": "/realm", "from": "shop.acme.example", "to": " ACME2.Example " },
        { "path": "/name", "from": "Shop", "to": "  Shop Two  " },
    ]);
    let edited = office
        .patch(&As::Owner, &address, changes)
        .await
        .expect(200);
    assert_eq!(edited["fields"]["realm"], "ACME2.Example");
    assert_eq!(edited["fields"]["name"], "Shop Two");
    let twin =
        json!({ "parent_id": office.root, "fields": { "name": "x", "realm": "Acme2.EXAMPLE" } });
    office
        .post(&As::Owner, "/console/accounts", twin)
        .await
        .refused(409, "taken");
    let blank = json!([{ "path": "/name", "from": "Shop Two", "to": "   " }]);
    office
        .patch(&As::Owner, &address, blank)
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn an_account_and_its_first_admin_are_made_together_or_not_at_all() {
    let office = Office::new();
    let body = |password: &str, name: &str| {
        json!({
            "parent_id": office.root,
            "fields": { "name": name },
            "admin": { "fields": { "username": "boss", "first_name": "Bo" }, "password": password },
        })
    };
    let short = office
        .post(&As::Owner, "/console/accounts", body("short", "Shop"))
        .await;
    let problem = short.refused(422, "invalid");
    assert_eq!(problem["errors"][0]["path"], "/admin/password");
    let taken = office
        .post(
            &As::Owner,
            "/console/accounts",
            body(office::PASSWORD, "acme"),
        )
        .await;
    taken.refused(409, "taken");
    let made = office
        .post(
            &As::Owner,
            "/console/accounts",
            body(office::PASSWORD, "Shop"),
        )
        .await;
    let made = made.expect(201);
    assert_eq!(made["user_count"], 1);
    let boss = office.sign_in("boss@shop.acme.example").await;
    let path = format!("/console/accounts/{}", office::id(&made));
    assert_eq!(
        office.get(&boss, &path).await.expect(200)["may"]["create_user"],
        true
    );
    let nameless = json!({ "parent_id": office.root, "fields": { "name": "Two" }, "admin": { "fields": {}, "password": office::PASSWORD } });
    let problem = office
        .post(&As::Owner, "/console/accounts", nameless)
        .await
        .refused(422, "invalid");
    assert_eq!(problem["errors"][0]["path"], "/admin/username");
    let found = office.get(&As::Owner, "/console/search?q=two").await;
    assert_eq!(office::rows(found).len(), 0);
}
