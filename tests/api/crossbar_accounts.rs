//! Accounts through the Crossbar dialect.

use crate::crossbar::{data, refused, send};
use crate::office::{As, Office};
use serde_json::{Value, json};

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
async fn an_account_shows_its_place_in_the_tree_to_those_above_it() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(&office, &admin, &office.root, json!({ "name": "a" })).await;
    let b = create(&office, &admin, id(&a), json!({ "name": "b" })).await;
    let c = create(&office, &admin, id(&b), json!({ "name": "c" })).await;
    create(
        &office,
        &admin,
        id(&b),
        json!({ "name": "B2", "flags": ["vip"] }),
    )
    .await;
    let list = |path: String| {
        let (office, admin) = (&office, &admin);
        async move { data(office.get(admin, &path).await, 200) }
    };
    let names = |rows: &Value| -> Vec<String> {
        let names = rows.as_array().unwrap().iter();
        names
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for path in ["parents", "tree"] {
        let rows = list(format!("/v2/accounts/{}/{path}", id(&c))).await;
        assert_eq!(names(&rows), ["Acme", "a", "b"]);
    }
    assert_eq!(
        list(format!("/v2/accounts/{}/tree", office.root)).await,
        json!([])
    );
    let rows = list(format!("/v2/accounts/{}/descendants", id(&a))).await;
    assert_eq!(names(&rows), ["b", "B2", "c"]);
    assert_eq!(rows[2]["tree"], json!([office.root, id(&a), id(&b)]));
    assert_eq!(rows[1]["flags"], json!(["vip"]));
    let rows = list(format!("/v2/accounts/{}/siblings", id(&c))).await;
    assert_eq!(names(&rows), ["B2", "c"]);
    let rows = list(format!(
        "/v2/accounts/{}/descendants?filter_flags=vip",
        office.root
    ))
    .await;
    assert_eq!(names(&rows), ["B2"]);
    let (mut found, mut key) = (Vec::new(), String::new());
    loop {
        let path = format!(
            "/v2/accounts/{}/descendants?page_size=1&start_key={key}",
            office.root
        );
        let page = office.get(&admin, &path).await.expect(200);
        found.extend(names(&page["data"]));
        match page["next_start_key"].as_str() {
            Some(next) => key = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, ["a", "b", "B2", "c"]);
    let own = office
        .get(&admin, &format!("/v2/accounts/{}/siblings", office.root))
        .await;
    let cause = refused(own, 404, "bad_identifier");
    assert_eq!(cause["cause"], office.root.as_str());
}

#[tokio::test]
async fn siblings_are_listed_from_above_while_the_settings_allow_it() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "a", "realm": "a.example" }),
    )
    .await;
    let b = create(&office, &admin, id(&a), json!({ "name": "b" })).await;
    office.user(id(&a), "anna", "admin").await;
    let anna = office.sign_in("anna@a.example").await;
    let of = |account: &Value| format!("/v2/accounts/{}/siblings", id(account));
    data(office.get(&anna, &of(&b)).await, 200);
    refused(office.get(&anna, &of(&a)).await, 403, "forbidden");
    data(office.get(&admin, &of(&a)).await, 200);
    let forbid = json!([{ "path": "/allow_sibling_listing", "from": true, "to": false }]);
    office
        .patch(&admin, "/console/settings", forbid)
        .await
        .expect(200);
    refused(office.get(&anna, &of(&b)).await, 403, "forbidden");
    data(office.get(&admin, &of(&b)).await, 200);
}

#[tokio::test]
async fn moving_is_for_the_top_until_the_settings_say_tree() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "a", "realm": "a.example" }),
    )
    .await;
    let b = create(&office, &admin, id(&a), json!({ "name": "b" })).await;
    let c = create(&office, &admin, id(&a), json!({ "name": "c" })).await;
    let elsewhere = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "elsewhere" }),
    )
    .await;
    office.user(id(&a), "anna", "admin").await;
    let anna = office.sign_in("anna@a.example").await;
    let path = |account: &Value| format!("/v2/accounts/{}/move", id(account));
    let to = |account: &Value| json!({ "to": id(account) });
    let missing = refused(
        send(&office, &admin, "POST", &path(&b), json!({})).await,
        400,
        "validation error",
    );
    assert_eq!(
        missing["to"]["required"]["message"],
        "Field 'to' is required"
    );
    refused(
        send(&office, &anna, "POST", &path(&b), to(&c)).await,
        403,
        "forbidden",
    );
    let tree = json!([{ "path": "/allow_move", "from": "superduper_admin", "to": "tree" }]);
    office
        .patch(&admin, "/console/settings", tree)
        .await
        .expect(200);
    let moved = data(send(&office, &anna, "POST", &path(&b), to(&c)).await, 200);
    assert_eq!(moved["id"], b["id"]);
    let refusal = refused(
        send(&office, &anna, "POST", &path(&b), to(&elsewhere)).await,
        404,
        "bad_identifier",
    );
    assert_eq!(refusal["cause"], id(&elsewhere));
    refused(
        send(&office, &admin, "POST", &path(&a), to(&b)).await,
        403,
        "forbidden",
    );
    refused(
        send(&office, &admin, "POST", &path(&a), to(&a)).await,
        403,
        "forbidden",
    );
    refused(
        send(&office, &anna, "POST", &path(&a), to(&b)).await,
        403,
        "forbidden",
    );
}

#[tokio::test]
async fn a_reseller_is_named_by_everything_below_it() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let a = create(
        &office,
        &admin,
        &office.root,
        json!({ "name": "a", "realm": "a.example" }),
    )
    .await;
    let b = create(&office, &admin, id(&a), json!({ "name": "b" })).await;
    office.user(id(&a), "anna", "admin").await;
    let anna = office.sign_in("anna@a.example").await;
    let path = |id: &str| format!("/v2/accounts/{id}/reseller");
    let reseller = |account: &Value| {
        let (office, admin, path) = (&office, &admin, format!("/v2/accounts/{}", id(account)));
        async move { data(office.get(admin, &path).await, 200)["reseller_id"].clone() }
    };
    refused(
        send(&office, &anna, "PUT", &path(id(&b)), json!({})).await,
        403,
        "forbidden",
    );
    refused(
        send(&office, &admin, "PUT", &path(&office.root), json!({})).await,
        403,
        "forbidden",
    );
    let promoted = data(
        send(&office, &admin, "PUT", &path(id(&a)), json!({})).await,
        201,
    );
    assert_eq!(
        (&promoted["is_reseller"], &promoted["reseller_id"]),
        (&json!(true), &json!(office.root))
    );
    assert_eq!(reseller(&b).await, a["id"]);
    let shown = data(
        office.get(&anna, &format!("/v2/accounts/{}", id(&b))).await,
        200,
    );
    assert_eq!(shown["billing_mode"], "limits_only");
    let path_b = format!("/v2/accounts/{}", id(&b));
    let back = send(&office, &admin, "POST", &path_b, shown).await;
    assert_eq!(data(back, 200)["is_reseller"], false);
    data(
        send(&office, &admin, "PUT", &path(id(&b)), json!({})).await,
        201,
    );
    data(office.delete(&admin, &path(id(&a))).await, 200);
    refused(
        send(&office, &admin, "PUT", &path(id(&a)), json!({})).await,
        500,
        "account_has_descendants",
    );
    assert_eq!(reseller(&b).await, office.root.as_str());
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

/// Alpha Bäckerei with its admin Anna, Alpha Shop below it, and Alpha Other beside it.
async fn alphas(office: &Office) -> (As, As, Value) {
    let admin = office.sign_in("admin").await;
    let a = json!({ "name": "Alpha Bäckerei", "realm": "alpha.example" });
    let a = create(office, &admin, &office.root, a).await;
    let shop = json!({ "name": "Alpha Shop", "realm": "shop.example" });
    let shop = create(office, &admin, id(&a), shop).await;
    let other = json!({ "name": "Alpha Other", "realm": "other.example" });
    create(office, &admin, &office.root, other).await;
    office.user(id(&a), "anna", "admin").await;
    let anna = office.sign_in("anna@alpha.example").await;
    (admin, anna, shop)
}

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn accounts_are_found_by_name_realm_and_id_within_what_the_caller_sees() {
    let office = Office::new();
    let (admin, anna, shop) = alphas(&office).await;
    let by_id = format!("q=id&v={}", id(&shop));
    let both: &[&str] = &["Alpha Bäckerei", "Alpha Shop"];
    let all: &[&str] = &["Alpha Bäckerei", "Alpha Other", "Alpha Shop"];
    for (who, question, found) in [
        (&admin, "q=name&v=alpha", all),
        (&anna, "q=name&v=alpha", both),
        (&anna, "q=name&v=b%C3%A4ck", &both[..1]),
        (&anna, "q=realm&v=Shop.ex", &both[1..]),
        (&anna, "q=realm&v=other", &[]),
        (&anna, &by_id, &both[1..]),
    ] {
        let path = format!("/v2/search?t=account&{question}");
        let rows = data(office.get(who, &path).await, 200);
        assert_eq!(names(&rows), found, "{question}");
    }
}

#[tokio::test]
async fn several_searches_are_one_request_and_what_is_missing_is_said() {
    let office = Office::new();
    let (_, anna, shop) = alphas(&office).await;
    let by_id = id(&shop);
    let asked = format!("/v2/search/multi?t=account&by_name=shop&by_realm=alpha&by_id={by_id}");
    let found = data(office.get(&anna, &asked).await, 200);
    assert_eq!(names(&found["by_name"]), ["Alpha Shop"]);
    assert_eq!(names(&found["by_realm"]), ["Alpha Bäckerei"]);
    assert_eq!(names(&found["by_id"]), ["Alpha Shop"]);
    assert_eq!(found["by_realm"][0]["descendants_count"], 1);
    let untyped = office.get(&anna, "/v2/search?q=name&v=x").await;
    assert!(refused(untyped, 400, "validation error")["t"]["required"].is_object());
    let odd = office.get(&anna, "/v2/search?t=account&q=tree&v=x").await;
    let refusal = refused(odd, 400, "validation error");
    assert_eq!(
        refusal["q"]["enum"]["target"],
        json!(["name", "realm", "id"])
    );
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
