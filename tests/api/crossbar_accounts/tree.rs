//! Where accounts stand: lists around them, moves, resellers.

use super::*;

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
