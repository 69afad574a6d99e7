//! Every documented operation on accounts.

use crate::client::{ACCOUNTS, Reseller, one};
use crate::server::PASSWORD;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every property of the documented resource.
const RESOURCE: [&str; 20] = [
    "additionalUsers",
    "clientName",
    "created",
    "credit",
    "currency",
    "domain",
    "email",
    "firstName",
    "id",
    "lastName",
    "organization",
    "preferences",
    "profile",
    "resellerId",
    "ssoToken",
    "status",
    "tags",
    "tools",
    "userName",
    "whiteLabel",
];

fn everything() -> Value {
    json!({
        "email": "anna@bakery.example", "profile": { "id": "default" },
        "firstName": "Anna", "lastName": "Berg", "password": PASSWORD, "organization": "Bakery Ltd",
        "preferences": { "timeZone": "Europe/Berlin", "language": "de", "displayName": "Anna B." },
        "currency": "EUR", "resellerId": "c-17", "domain": "bakery.example", "tools": ["save", "scheduling", "call"],
        "whiteLabel": {
            "logoURL": "https://bakery.example/logo.png", "emailAddress": "hello@bakery.example",
            "headerBackgroundColor": "#102030", "menuBackgroundColor": "#405060",
        },
        "clientName": "Bakery", "status": "enabled", "sendSignupEmail": false, "additionalUsers": 3,
        "tags": [{ "tag": "vip", "color": "#ff0000" }, { "tag": "north" }],
    })
}

#[test]
fn an_account_shows_every_property_and_never_the_password() {
    let reseller = Reseller::new();
    let body = everything();
    let made = reseller.insert(body.clone()).expect(200);
    let keys: BTreeSet<&str> = made
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, BTreeSet::from(RESOURCE));
    for key in [
        "email",
        "firstName",
        "organization",
        "preferences",
        "currency",
        "resellerId",
        "domain",
        "tools",
        "whiteLabel",
        "clientName",
        "status",
        "additionalUsers",
    ] {
        assert_eq!(made[key], body[key], "{key}");
    }
    assert_eq!(made["userName"], body["email"]);
    assert_eq!(
        made["profile"],
        json!({ "id": "default", "name": "Default" })
    );
    assert_eq!(made["created"]["timeZone"], "Europe/Berlin");
    let at = made["created"]["dateTime"].as_str().unwrap();
    assert!(at.len() == 19 && !at.ends_with('Z'), "{at}");
    assert_eq!(made["tags"][0]["tag"], "vip");
    assert_eq!(made["tags"][0]["color"], "#ff0000");
    assert!(made["credit"].is_number());
    assert!(!made.to_string().contains(PASSWORD));
    assert_eq!(reseller.get(&one(&made)).expect(200), made);
}

#[test]
fn an_account_is_found_by_its_id_its_reseller_id_and_its_user_name() {
    let reseller = Reseller::new();
    let made = reseller.insert(everything()).expect(200);
    for name in [
        made["id"].as_str().unwrap(),
        "c-17",
        "anna@bakery.example",
        "Anna@Bakery.example",
    ] {
        let found = reseller.get(&format!("{ACCOUNTS}/{name}")).expect(200);
        assert_eq!(found["id"], made["id"], "{name}");
    }
    let asked = reseller.get(&format!("{ACCOUNTS}?userName=anna@bakery.example"));
    assert_eq!(asked.expect(200)["items"][0]["id"], made["id"]);
    reseller
        .get(&format!("{ACCOUNTS}?userName=nobody@bakery.example"))
        .refused(404);
    reseller
        .get(&format!("{ACCOUNTS}/{}", "0".repeat(32)))
        .refused(404);
    reseller
        .get(&format!("{ACCOUNTS}/{}", reseller.account_id))
        .refused(404);
}

#[test]
fn what_is_not_said_takes_its_default() {
    let reseller = Reseller::new();
    let made = reseller.account("ben@shop.example", json!({}));
    assert_eq!(made["preferences"]["displayName"], "ben@shop.example");
    assert_eq!(made["domain"], "127.0.0.1");
    assert_eq!(made["status"], "enabled");
    assert_eq!(made["additionalUsers"], 0);
    assert_eq!((&made["tools"], &made["tags"]), (&json!([]), &json!([])));
    assert_eq!(made["clientName"], "ben@shop.example");
}

#[test]
fn put_and_post_change_what_they_say_and_keep_the_rest() {
    let reseller = Reseller::new();
    let made = reseller.insert(everything()).expect(200);
    for (method, name) in [("PUT", "Anneliese"), ("POST", "Annika")] {
        let body = json!({ "firstName": name, "email": "anna@bakery.example", "whiteLabel": { "logoURL": null } });
        let changed = reseller.call(method, &one(&made), Some(body)).expect(200);
        let mut expected = made.clone();
        expected["firstName"] = name.into();
        expected["whiteLabel"]
            .as_object_mut()
            .unwrap()
            .shift_remove("logoURL");
        assert_eq!(changed, expected);
        assert_eq!(reseller.get(&one(&made)).expect(200), expected);
    }
    let other = json!({ "email": "other@bakery.example" });
    assert_eq!(
        reseller.call("PUT", &one(&made), Some(other)).refused(400),
        ["email"]
    );
    let read_back = reseller.get(&one(&made)).expect(200);
    assert_eq!(
        reseller
            .call("PUT", &one(&made), Some(read_back.clone()))
            .expect(200),
        read_back
    );
}

#[test]
fn a_deleted_account_is_gone_and_its_names_are_free_again() {
    let reseller = Reseller::new();
    let made = reseller.insert(everything()).expect(200);
    let gone = reseller.call("DELETE", &one(&made), None);
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    reseller.get(&one(&made)).refused(404);
    reseller.call("DELETE", &one(&made), None).refused(404);
    assert_eq!(reseller.get(ACCOUNTS).expect(200), json!({ "items": [] }));
    assert_ne!(reseller.insert(everything()).expect(200)["id"], made["id"]);
}

#[test]
fn two_accounts_have_neither_one_address_nor_one_reseller_id() {
    let reseller = Reseller::new();
    reseller.insert(everything()).expect(200);
    assert_eq!(reseller.insert(everything()).refused(409), ["email"]);
    let profile = json!({ "id": "default" });
    let body = json!({ "email": "b@x.example", "profile": profile, "resellerId": "C-17" });
    assert_eq!(reseller.insert(body).refused(409), ["resellerId"]);
    let body = json!({ "email": "b@x.example", "profile": profile, "clientName": "bakery" });
    assert_eq!(reseller.insert(body).refused(409), ["clientName"]);
    let other = reseller.account("b@x.example", json!({ "organization": "Bakery Ltd" }));
    let again = reseller.account("c@x.example", json!({ "organization": "Bakery Ltd" }));
    assert_eq!(other["clientName"], "Bakery Ltd");
    assert_eq!(again["clientName"], "c@x.example");
}

#[test]
fn every_bound_of_the_documentation_holds_to_the_character() {
    let reseller = Reseller::new();
    let body = |key: &str, length: usize| {
        let text = "a".repeat(length);
        let mut body =
            json!({ "email": format!("{key}{length}@x.example"), "profile": { "id": "default" } });
        match key.split_once('.') {
            Some(("tags", inner)) => body["tags"] = json!([{ inner: text }]),
            Some((outer, inner)) => body[outer] = json!({ inner: text }),
            None => body[key] = text.into(),
        }
        body
    };
    for (key, most) in [
        ("firstName", 255),
        ("lastName", 255),
        ("password", 63),
        ("preferences.displayName", 63),
        ("domain", 63),
        ("whiteLabel.logoURL", 255),
        ("whiteLabel.emailAddress", 255),
        ("tags.tag", 255),
    ] {
        reseller.insert(body(key, most)).expect(200);
        let told = reseller.insert(body(key, most + 1)).refused(400);
        assert_eq!(told, [key.replace("tags.", "tags[0].")], "{key}");
    }
}

#[test]
fn what_the_documentation_does_not_allow_is_refused_by_name() {
    let reseller = Reseller::new();
    let with = |more: Value| {
        let mut body = json!({ "email": "bounds@x.example", "profile": { "id": "default" } });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    for (more, field) in [
        (json!({ "email": "no address" }), "email"),
        (json!({ "email": null }), "email"),
        (json!({ "profile": null }), "profile"),
        (json!({ "profile": {} }), "profile.id"),
        (json!({ "profile": { "id": "gold" } }), "profile.id"),
        (json!({ "currency": "CHF" }), "currency"),
        (json!({ "tools": ["callTracking"] }), "tools[0]"),
        (json!({ "status": "paused" }), "status"),
        (json!({ "additionalUsers": -1 }), "additionalUsers"),
        (json!({ "additionalUsers": "three" }), "additionalUsers"),
        (
            json!({ "preferences": { "timeZone": "Mars/Base" } }),
            "preferences.timeZone",
        ),
        (
            json!({ "preferences": { "language": "?" } }),
            "preferences.language",
        ),
        (
            json!({ "tags": [{ "tag": "x", "color": "red" }] }),
            "tags[0].color",
        ),
        (json!({ "tags": [{ "color": "#123456" }] }), "tags[0].id"),
        (json!({ "sendSignupEmail": "yes" }), "sendSignupEmail"),
    ] {
        assert_eq!(
            reseller.insert(with(more.clone())).refused(400),
            [field],
            "{more}"
        );
    }
    assert_eq!(
        reseller
            .get(&format!("{ACCOUNTS}?userName=bounds@x.example"))
            .status,
        404
    );
}

#[test]
fn profiles_are_records_and_an_account_names_one_that_is_there() {
    let reseller = Reseller::new();
    let path = "/api/2.0/resellers/profiles";
    let gold = reseller
        .call("POST", path, Some(json!({ "name": "Gold" })))
        .expect(200);
    let known = reseller.get(path).expect(200);
    assert_eq!(
        known["items"],
        json!([{ "id": "default", "name": "Default" }, gold])
    );
    let made = reseller.account("a@x.example", json!({ "profile": { "id": gold["id"] } }));
    assert_eq!(made["profile"], gold);
    let one_profile = format!("{path}/{}", gold["id"].as_str().unwrap());
    reseller
        .call("PUT", &one_profile, Some(json!({ "name": "Platinum" })))
        .expect(200);
    assert_eq!(
        reseller.get(&one(&made)).expect(200)["profile"]["name"],
        "Platinum"
    );
    assert_eq!(
        reseller
            .call("POST", path, Some(json!({ "name": "default" })))
            .refused(409),
        ["name"]
    );
    assert_eq!(reseller.call("DELETE", &one_profile, None).status, 204);
    let body = json!({ "email": "b@x.example", "profile": { "id": gold["id"] } });
    assert_eq!(reseller.insert(body).refused(400), ["profile.id"]);
}
