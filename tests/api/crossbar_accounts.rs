//! Accounts through the Crossbar dialect.

use crate::crossbar::{data, refused, send};
use crate::office::{As, Office};
use serde_json::{Value, json};

mod search;
mod tree;

async fn create(office: &Office, who: &As, parent: &str, document: Value) -> Value {
    let path = format!("/v2/accounts/{parent}");
    data(send(office, who, "PUT", &path, document).await, 201)
}

fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

#[tokio::test]
async fn an_account_is_created_below_the_caller_or_below_the_account_in_the_path() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let answer = send(
        &office,
        &admin,
        "PUT",
        "/v2/accounts",
        json!({ "name": "child account" }),
    )
    .await;
    let place = answer.headers["location"].to_str().unwrap().to_owned();
    let child = data(answer, 201);
    assert_eq!(place, format!("/v2/accounts/{}", id(&child)));
    let realm = child["realm"].as_str().unwrap();
    let (label, suffix) = realm.split_once('.').unwrap();
    assert!(
        label.len() == 6 && u32::from_str_radix(label, 16).is_ok(),
        "{realm}"
    );
    assert_eq!(suffix, "acme.example");
    assert_eq!(child["timezone"], "Europe/Berlin");
    assert_eq!(child["reseller_id"], office.root.as_str());
    for key in [
        "call_restriction",
        "caller_id",
        "dial_plan",
        "music_on_hold",
        "preflow",
        "ringtones",
    ] {
        assert_eq!(child[key], json!({}), "{key}");
    }
    let grandchild = create(&office, &admin, id(&child), json!({ "name": "below" })).await;
    let children = office
        .get(&admin, &format!("/v2/accounts/{}/children", id(&child)))
        .await;
    let rows = data(children, 200);
    assert_eq!(rows[0]["id"], grandchild["id"]);
    assert_eq!(rows[0]["descendants_count"], 0);
}

#[tokio::test]
async fn the_id_of_a_new_account_is_never_the_clients() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let document = json!({ "name": "x", "id": office.root });
    let answer = send(&office, &admin, "PUT", "/v2/accounts", document).await;
    refused(answer, 400, "validation error");
    let path = format!("/v2/accounts/{}", office.root);
    data(office.get(&admin, &path).await, 200);
}

#[tokio::test]
async fn a_patch_merges_and_a_post_replaces_what_the_dialect_shows() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let child = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "c", "own": { "a": 1, "b": 2 }, "flags": ["x"] }),
    )
    .await;
    let path = format!("/v2/accounts/{}", id(&child));
    let change = json!({ "own": { "a": null, "c": 1.5 }, "flags": ["y"] });
    let patched = data(send(&office, &admin, "PATCH", &path, change).await, 200);
    assert_eq!(patched["own"].to_string(), r#"{"b":2,"c":1.5}"#);
    assert_eq!(patched["flags"], json!(["y"]));
    let mut sent = patched.clone();
    sent.as_object_mut().unwrap().remove("own");
    for _ in 0..4 {
        let replaced = data(
            send(&office, &admin, "POST", &path, sent.clone()).await,
            200,
        );
        assert!(replaced.get("own").is_none());
        assert_eq!(replaced["created"], child["created"]);
    }
}

#[tokio::test]
async fn only_an_account_without_others_below_is_deleted_and_never_the_callers_own() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let child = create(&office, &admin, &office.root, json!({ "name": "c" })).await;
    let below = create(&office, &admin, id(&child), json!({ "name": "d" })).await;
    let path = |document: &Value| format!("/v2/accounts/{}", id(document));
    refused(
        office.delete(&admin, &path(&child)).await,
        500,
        "account_has_descendants",
    );
    let gone = office.delete(&admin, &path(&below)).await.expect(200);
    assert_eq!(gone["data"]["_read_only"]["deleted"], true);
    assert_eq!(gone["metadata"]["deleted"], true);
    data(office.delete(&admin, &path(&child)).await, 200);
    refused(
        office.get(&admin, &path(&child)).await,
        404,
        "bad_identifier",
    );
    refused(
        office
            .delete(&admin, &format!("/v2/accounts/{}", office.root))
            .await,
        405,
        "invalid_method",
    );
}

#[tokio::test]
async fn a_list_comes_in_pages_whose_union_is_everything() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    for name in ["b", "a", "D", "c", "e"] {
        create(&office, &admin, &office.root, json!({ "name": name })).await;
    }
    let path = format!("/v2/accounts/{}/children", office.root);
    let (mut names, mut key) = (Vec::new(), String::new());
    loop {
        let page = office
            .get(&admin, &format!("{path}?page_size=2&start_key={key}"))
            .await
            .expect(200);
        let rows = page["data"].as_array().unwrap();
        assert_eq!(page["page_size"], rows.len());
        assert_eq!(page["start_key"], key.as_str());
        names.extend(
            rows.iter()
                .map(|row| row["name"].as_str().unwrap().to_owned()),
        );
        match page["next_start_key"].as_str() {
            Some(next) => key = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(names, ["D", "a", "b", "c", "e"]);
    let all = office
        .get(&admin, &format!("{path}?paginate=false&descending=true"))
        .await
        .expect(200);
    assert_eq!(all["data"][0]["name"], "e");
    assert!(all.get("page_size").is_none() && all.get("start_key").is_none());
    refused(
        office.get(&admin, &format!("{path}?page_size=0")).await,
        404,
        "faulty_request",
    );
    refused(
        office.get(&admin, &format!("{path}?start_key=x")).await,
        400,
        "validation error",
    );
    let csv = office
        .get(&admin, &format!("{path}?accept=csv&fields=name"))
        .await;
    assert_eq!(csv.text, "name\r\nD\r\na\r\nb\r\nc\r\ne\r\n");
}

#[tokio::test]
async fn names_that_are_taken_are_said_together() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let first = json!({ "name": "Blip Blop", "realm": "Blip.example" });
    let made = create(&office, &admin, &office.root, first).await;
    assert_eq!(made["realm"], "Blip.example");
    let second = json!({ "name": "blip#blop!", "realm": "bl ip.EXAMPLE" });
    let answer = send(&office, &admin, "PUT", "/v2/accounts", second).await;
    let data = refused(answer, 400, "validation error");
    let unique = |field: &str| data[field]["unique"].clone();
    assert_eq!(unique("name")["message"], "Account name already in use");
    assert_eq!(unique("name")["cause"], "blip#blop!");
    assert_eq!(unique("realm")["message"], "Account realm already in use");
    let missing = send(&office, &admin, "PUT", "/v2/accounts", json!({})).await;
    let data = refused(missing, 400, "validation error");
    assert_eq!(
        data["name"]["required"]["message"],
        "Field is required but missing"
    );
    let long = json!({ "name": "x".repeat(129), "realm": "a/b" });
    let data = refused(
        send(&office, &admin, "PUT", "/v2/accounts", long).await,
        400,
        "validation error",
    );
    assert_eq!(data["name"]["maxLength"]["target"], 128);
    assert_eq!(data["realm"]["pattern"]["value"], "a/b");
}

#[tokio::test]
async fn an_account_is_disabled_from_above_and_never_by_itself() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "a", "realm": "a.example" }),
    )
    .await;
    office.user(id(&a), "anna", "admin").await;
    let anna = office.sign_in("anna@a.example").await;
    let path = format!("/v2/accounts/{}", id(&a));
    let patch = |who: As, change: Value| {
        let (office, path) = (&office, path.clone());
        async move { data(send(office, &who, "PATCH", &path, change).await, 200)["enabled"].clone() }
    };
    assert_eq!(patch(anna.clone(), json!({ "enabled": false })).await, true);
    assert_eq!(
        patch(admin.clone(), json!({ "enabled": "false" })).await,
        false
    );
    assert_eq!(
        patch(admin.clone(), json!({ "language": "de" })).await,
        false
    );
    refused(office.get(&anna, &path).await, 401, "invalid_credentials");
    assert_eq!(patch(admin.clone(), json!({ "enabled": true })).await, true);
}

#[tokio::test]
async fn parallel_patches_all_survive() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(&office, &admin, &office.root, json!({ "name": "a" })).await;
    let path = format!("/v2/accounts/{}", id(&a));
    let patches = (0..20).map(|number| {
        let change = json!({ "own": { format!("k{number}"): number } });
        send(&office, &admin, "PATCH", &path, change)
    });
    for answer in futures_util::future::join_all(patches).await {
        answer.expect(200);
    }
    let own = data(office.get(&admin, &path).await, 200)["own"].clone();
    assert_eq!(own.as_object().unwrap().len(), 20, "{own}");
}

#[tokio::test]
async fn the_api_key_is_shown_when_it_is_asked_for_and_a_post_without_a_realm_keeps_it() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "a", "realm": "a.example" }),
    )
    .await;
    let path = format!("/v2/accounts/{}", id(&a));
    let shown = data(
        office
            .get(&admin, &format!("{path}?include_api_key=true"))
            .await,
        200,
    );
    assert_eq!(shown["api_key"].as_str().unwrap().len(), 64);
    assert!(
        data(office.get(&admin, &path).await, 200)
            .get("api_key")
            .is_none()
    );
    let replaced = data(send(&office, &admin, "POST", &path, shown).await, 200);
    assert!(replaced.get("api_key").is_none());
    let replaced = data(
        send(&office, &admin, "POST", &path, json!({ "name": "b" })).await,
        200,
    );
    assert_eq!(
        (&replaced["name"], &replaced["realm"]),
        (&json!("b"), &json!("a.example"))
    );
}
