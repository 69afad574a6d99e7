//! One record in three dialects: what the reseller writes, the others read, and the other way round.

use crate::client::{Reseller, one};
use crate::server::PASSWORD;
use serde_json::{Value, json};

#[test]
fn the_admin_signs_in_at_v2_with_his_address_and_a_change_there_is_seen_here() {
    let reseller = Reseller::new();
    let made = reseller.account(
        "anna@bakery.example",
        json!({ "password": PASSWORD, "clientName": "Bakery" }),
    );
    let id = made["id"].as_str().unwrap();
    let account = reseller
        .console("GET", &format!("/console/accounts/{id}"), None)
        .expect(200);
    assert_eq!(account["fields"]["name"], "Bakery");
    let realm = account["fields"]["realm"].as_str().unwrap();
    let sign_in =
        json!({ "username": format!("anna@bakery.example@{realm}"), "password": PASSWORD });
    reseller
        .console("POST", "/console/session", Some(sign_in))
        .expect(200);
    let change = json!({ "data": { "name": "Bakery & Café", "timezone": "Asia/Tokyo" } });
    let v2 = format!("/v2/accounts/{id}");
    let request = reseller
        .bare("PATCH", &v2)
        .header("x-auth-token", &reseller.token);
    assert!(request.json(&change).send().unwrap().status().is_success());
    let seen = reseller.get(&one(&made)).expect(200);
    assert_eq!(seen["clientName"], "Bakery & Café");
    assert_eq!(seen["created"]["timeZone"], "Asia/Tokyo");
}

#[test]
fn the_password_that_the_reseller_sets_ends_the_admins_sessions() {
    let reseller = Reseller::new();
    let made = reseller.account(
        "anna@bakery.example",
        json!({ "password": PASSWORD, "clientName": "Bakery" }),
    );
    let sign_in = |password: &str| {
        let body = json!({ "username": "anna@bakery.example", "realm": "bakery.acme.example", "password": password });
        reseller
            .bare("POST", "/console/session")
            .json(&body)
            .send()
            .unwrap()
    };
    let session: Value = sign_in(PASSWORD).json().unwrap();
    let token = session["token"].as_str().unwrap().to_owned();
    let who = || {
        reseller
            .bare("GET", "/console/session")
            .bearer_auth(&token)
            .send()
            .unwrap()
            .status()
    };
    assert_eq!(who(), 200);
    let body = json!({ "password": "another secret" });
    reseller.call("PUT", &one(&made), Some(body)).expect(200);
    assert_eq!(who(), 401);
    assert_eq!(sign_in(PASSWORD).status(), 401);
    assert_eq!(sign_in("another secret").status(), 200);
}

#[test]
fn a_disabled_account_lets_nobody_in() {
    let reseller = Reseller::new();
    let made = reseller.account(
        "anna@bakery.example",
        json!({ "password": PASSWORD, "clientName": "Bakery" }),
    );
    let body = json!({ "status": "disabled" });
    let changed = reseller.call("PUT", &one(&made), Some(body)).expect(200);
    assert_eq!(changed["status"], "disabled");
    let body = json!({ "username": "anna@bakery.example", "realm": "bakery.acme.example", "password": PASSWORD });
    let refused = reseller
        .bare("POST", "/console/session")
        .json(&body)
        .send()
        .unwrap();
    assert!(refused.status().is_client_error());
}

#[test]
fn an_account_that_was_made_elsewhere_is_listed_and_gets_its_first_admin_here() {
    let reseller = Reseller::new();
    let body = json!({ "parent_id": reseller.account_id, "fields": { "name": "Old shop" } });
    let made = reseller
        .console("POST", "/console/accounts", Some(body))
        .expect(201);
    let path = one(&made);
    assert_eq!(reseller.get(&path).expect(200)["clientName"], "Old shop");
    assert_eq!(
        reseller
            .call("PUT", &path, Some(json!({ "firstName": "Otto" })))
            .refused(400),
        ["email"]
    );
    let body = json!({ "firstName": "Otto", "email": "otto@old.example", "password": PASSWORD });
    let changed = reseller.call("PUT", &path, Some(body)).expect(200);
    assert_eq!(
        (&changed["firstName"], &changed["userName"]),
        (&json!("Otto"), &json!("otto@old.example"))
    );
}

#[test]
fn keys_that_mean_nothing_to_us_come_back() {
    let reseller = Reseller::new();
    let crm = r#"{"id":1.50,"since":[2019,null]}"#;
    let kept: Value = serde_json::from_str(crm).unwrap();
    let made = reseller.account("a@x.example", json!({ "crm": kept }));
    assert_eq!(made["crm"].to_string(), crm);
    assert_eq!(reseller.get(&one(&made)).expect(200)["crm"], made["crm"]);
}

#[test]
fn a_letter_to_the_new_admin_is_written_when_it_is_asked_for() {
    let reseller = Reseller::new();
    let waiting = || {
        let outbox = reseller.console("GET", "/console/outbox", None).expect(200);
        outbox["trays"][0].clone()
    };
    reseller.account("a@x.example", json!({}));
    assert_eq!(
        (&waiting()["name"], &waiting()["count"]),
        (&json!("waiting"), &json!(0))
    );
    reseller.account(
        "b@x.example",
        json!({ "sendSignupEmail": true, "firstName": "Ben" }),
    );
    let letter = waiting()["letters"][0].clone();
    assert_eq!(
        (&letter["to"], &letter["sort"]),
        (&json!("b@x.example"), &json!("signup"))
    );
}
