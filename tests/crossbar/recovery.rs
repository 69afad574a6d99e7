//! Recovering a password: the letter, the sign-in with what it holds, and what outsiders learn.

use crate::client::{Answer, id};
use crate::server::PASSWORD;
use crate::world::{Tenant, fresh, sign_in, tenant, token, world};
use serde_json::{Value, json};

const PAGE: &str = "http://localhost:5173/reset";

fn ask(tenant: &Tenant, last: u8, fields: Value) -> Answer {
    let mut data = json!({ "account_name": tenant.name, "ui_url": PAGE });
    crate::world::overlay(&mut data, fields);
    tenant
        .world
        .nobody()
        .at_address(last)
        .put("user_auth/recovery", data)
}

/// The letters to an address that wait to be sent: their ids.
fn letters(tenant: &Tenant, to: &str) -> Vec<String> {
    let outbox = console(tenant, "GET", "/console/outbox");
    let letters = outbox["trays"][0]["letters"].as_array().unwrap();
    let letters = letters.iter().filter(|letter| letter["to"] == to);
    letters
        .map(|letter| letter["id"].as_str().unwrap().to_owned())
        .collect()
}

/// What the console answers to the admin of the top account.
fn console(tenant: &Tenant, method: &str, path: &str) -> Value {
    let root = &tenant.world.root;
    let token = format!("Bearer {}", root.token.as_deref().unwrap());
    let answer = root
        .raw(method, path)
        .header("authorization", &token)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.body
}

/// The secret of the link in the only letter to an address.
fn secret(tenant: &Tenant, to: &str) -> String {
    let letters = letters(tenant, to);
    assert_eq!(letters.len(), 1, "{letters:?}");
    let shown = console(
        tenant,
        "POST",
        &format!("/console/outbox/{}/link", letters[0]),
    );
    let link = shown["link"].as_str().unwrap();
    let prefix = format!("{PAGE}?recovery=");
    link.strip_prefix(&prefix).unwrap().to_owned()
}

/// A tenant with a user who has forgotten his password; gives his id and address.
fn forgetful() -> (Tenant, String, String) {
    let tenant = tenant();
    let address = format!("forgot{}@x.example", fresh());
    let user = tenant.user(json!({ "username": "forgot", "password": PASSWORD, "email": address }));
    (tenant, id(&user), address)
}

#[test]
fn a_letter_signs_in_once_and_asks_for_a_new_password() {
    let (tenant, user, address) = forgetful();
    let asked = ask(&tenant, 150, json!({ "username": "forgot" }));
    assert!([200, 201].contains(&asked.status), "{}", asked.text());
    let text = asked.body["data"].as_str().unwrap_or_default().to_owned();
    assert!(
        text.starts_with("Request for password reset handled"),
        "{}",
        asked.text()
    );
    let secret = secret(&tenant, &address);
    assert!(!asked.text().contains(&secret));
    assert!(
        (40..=250).contains(&secret.len()) && secret.bytes().all(|b| b.is_ascii_hexdigit()),
        "{secret}"
    );
    let reset = || {
        tenant
            .world
            .nobody()
            .at_address(151)
            .post("user_auth/recovery", json!({ "reset_id": secret }))
    };
    let answer = reset();
    assert!([200, 201].contains(&answer.status), "{}", answer.text());
    assert_eq!(answer.body["data"]["owner_id"], user);
    let caller = tenant
        .root
        .with(answer.body["auth_token"].as_str().unwrap());
    let path = tenant.path(&format!("users/{user}"));
    assert_eq!(caller.get(&path).ok()["require_password_update"], true);
    // Once only.
    let again = reset();
    assert!((400..500).contains(&again.status), "{}", again.text());
    let changed = caller
        .patch(
            &path,
            json!({ "password": "remembered 9", "require_password_update": false }),
        )
        .ok();
    assert_eq!(changed["require_password_update"], false);
    let here = tenant.world.nobody().at_address(152);
    token(sign_in(&here, &tenant.name, "forgot", "remembered 9"));
    sign_in(&here, &tenant.name, "forgot", PASSWORD).refused(401, "invalid_credentials");
}

#[test]
fn the_answer_is_the_same_whether_the_user_exists_or_not() {
    let (tenant, _, address) = forgetful();
    let known = ask(&tenant, 153, json!({ "username": "forgot" }));
    let unknown = ask(&tenant, 154, json!({ "username": "nobody" }));
    let face = |answer: &Answer, name: &str| {
        let data = answer.body["data"].to_string();
        (
            answer.status,
            data.replace(name, "NAME").replace(&address, "NAME"),
        )
    };
    assert_eq!(face(&known, "forgot"), face(&unknown, "nobody"));
    assert!(
        !known.text().contains(&address),
        "the address of a user is not for strangers: {}",
        known.text()
    );
    let elsewhere = ask(
        &tenant,
        155,
        json!({ "username": "forgot", "account_name": "no such account" }),
    );
    assert!((200..500).contains(&elsewhere.status));
    assert_eq!(letters(&tenant, &address).len(), 1);
}

#[test]
fn the_page_to_go_back_to_is_required_and_of_some_length() {
    let (tenant, _, address) = forgetful();
    let answer = tenant.world.nobody().at_address(156).put(
        "user_auth/recovery",
        json!({ "username": "forgot", "account_name": tenant.name }),
    );
    answer.invalid("ui_url", "required");
    let rule = ask(
        &tenant,
        157,
        json!({ "username": "forgot", "ui_url": "short" }),
    )
    .invalid("ui_url", "minLength");
    assert_eq!(rule["target"], 14);
    let long = format!("https://ui.example/{}", "x".repeat(2000));
    let rule = ask(
        &tenant,
        158,
        json!({ "username": "forgot", "ui_url": long }),
    )
    .invalid("ui_url", "maxLength");
    assert_eq!(rule["target"], 2000);
    ask(&tenant, 159, json!({})).invalid("username", "required");
    assert_eq!(letters(&tenant, &address).len(), 0);
}

#[test]
fn a_made_up_secret_opens_nothing() {
    let world = world();
    let nobody = world.nobody().at_address(160);
    for wrong in ["0".repeat(40), "f".repeat(64)] {
        let answer = nobody.post("user_auth/recovery", json!({ "reset_id": wrong }));
        assert!((400..500).contains(&answer.status), "{}", answer.text());
        assert!(
            answer
                .body
                .get("auth_token")
                .is_none_or(|token| token == "undefined")
        );
    }
    let rule = nobody
        .post("user_auth/recovery", json!({ "reset_id": "abc" }))
        .invalid("reset_id", "minLength");
    assert_eq!(rule["target"], 40);
}

#[test]
fn a_letter_is_worth_nothing_once_the_user_is_gone_or_knows_a_new_password() {
    for change in ["delete", "disable", "password"] {
        let (tenant, user, address) = forgetful();
        ask(&tenant, 161, json!({ "username": "forgot" }));
        let secret = secret(&tenant, &address);
        let path = tenant.path(&format!("users/{user}"));
        match change {
            "delete" => tenant.root.delete(&path).ok(),
            "disable" => tenant.root.patch(&path, json!({ "enabled": false })).ok(),
            _ => tenant
                .root
                .patch(&path, json!({ "password": "a new one 1" }))
                .ok(),
        };
        let late = tenant
            .world
            .nobody()
            .at_address(162)
            .post("user_auth/recovery", json!({ "reset_id": secret }));
        assert!(
            (400..500).contains(&late.status),
            "{change}: {}",
            late.text()
        );
    }
}
