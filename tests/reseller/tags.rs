//! Tags: shared by all accounts of a reseller, replaced by PUT, added to by PATCH.

use crate::client::{Reseller, one};
use serde_json::{Value, json};

fn words(account: &Value) -> Vec<&str> {
    let tags = account["tags"].as_array().unwrap();
    tags.iter()
        .map(|tag| tag["tag"].as_str().unwrap())
        .collect()
}

#[test]
fn the_same_word_is_the_same_tag_on_every_account() {
    let reseller = Reseller::new();
    let a = reseller.account(
        "a@x.example",
        json!({ "tags": [{ "tag": "vip", "color": "#FF0000" }] }),
    );
    let b = reseller.account(
        "b@x.example",
        json!({ "tags": [{ "tag": "vip" }, { "tag": "vip" }, { "tag": "new" }] }),
    );
    assert_eq!(a["tags"][0], b["tags"][0]);
    assert_eq!(words(&b), ["vip", "new"]);
}

#[test]
fn patch_adds_tags_by_their_ids_and_put_replaces_all_of_them() {
    let reseller = Reseller::new();
    let a = reseller.account(
        "a@x.example",
        json!({ "tags": [{ "tag": "vip" }, { "tag": "old" }] }),
    );
    let b = reseller.account(
        "b@x.example",
        json!({ "tags": [{ "tag": "new" }], "firstName": "Ben" }),
    );
    let add = json!({ "tags": [{ "id": a["tags"][0]["id"], "color": "#00ff00" }], "firstName": "ignored" });
    let patched = reseller
        .call("PATCH", &one(&b), Some(add.clone()))
        .expect(200);
    assert_eq!(words(&patched), ["new", "vip"]);
    assert_eq!(patched["tags"][1]["color"], "#00ff00");
    assert_eq!(patched["firstName"], "Ben");
    assert_eq!(
        reseller.call("PATCH", &one(&b), Some(add)).expect(200),
        patched
    );
    let put = reseller
        .call(
            "PUT",
            &one(&b),
            Some(json!({ "tags": [{ "tag": "only" }] })),
        )
        .expect(200);
    assert_eq!(words(&put), ["only"]);
    let none = reseller
        .call("PUT", &one(&b), Some(json!({ "tags": [] })))
        .expect(200);
    assert_eq!(none["tags"], json!([]));
}

#[test]
fn a_tag_of_nobody_and_a_tag_without_an_id_are_refused_by_patch() {
    let reseller = Reseller::new();
    let a = reseller.account("a@x.example", json!({}));
    for tag in [
        json!({ "id": "0".repeat(32) }),
        json!({ "id": "x" }),
        json!({ "tag": "vip" }),
    ] {
        let body = json!({ "tags": [tag] });
        assert_eq!(
            reseller.call("PATCH", &one(&a), Some(body)).refused(400),
            ["tags[0].id"]
        );
    }
}
