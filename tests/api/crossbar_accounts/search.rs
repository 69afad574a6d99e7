//! Accounts that are found by name, realm and id.

use super::*;

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
