//! Key and token, in headers and in the query.

use crate::client::{ACCOUNTS, Reseller, answer, one};
use serde_json::{Value, json};

#[test]
fn key_and_token_count_only_together_and_only_of_one_account() {
    let reseller = Reseller::new();
    let client = reseller.account("a@x.example", json!({ "clientName": "Bakery" }));
    let path = format!("/v2/accounts/{}/api_key", client["id"].as_str().unwrap());
    let request = reseller
        .bare("GET", &path)
        .header("x-auth-token", &reseller.token);
    let shown: Value = request.send().unwrap().json().unwrap();
    let foreign = shown["data"]["api_key"].as_str().unwrap();
    let (key, token) = (reseller.api_key.as_str(), reseller.token.as_str());
    let sso = client["ssoToken"].as_str().unwrap();
    for (key, token, status) in [
        (Some(key), Some(token), 200),
        (None, Some(token), 401),
        (Some(key), None, 401),
        (None, None, 401),
        (Some(foreign), Some(token), 401),
        (Some("nonsense"), Some(token), 401),
        (Some(key), Some("nonsense"), 401),
        (Some(foreign), Some(sso), 200),
        (Some(key), Some(sso), 401),
    ] {
        let mut request = reseller.bare("GET", ACCOUNTS);
        let mut query = Vec::new();
        if let Some(key) = key {
            request = request.header("apiKey", key);
            query.push(format!("apiKey={key}"));
        }
        if let Some(token) = token {
            request = request.header("token", token);
            query.push(format!("token={token}"));
        }
        let by_header = answer(request.send().unwrap());
        let by_query = answer(
            reseller
                .bare("GET", &format!("{ACCOUNTS}?{}", query.join("&")))
                .send()
                .unwrap(),
        );
        for said in [by_header, by_query] {
            match status {
                200 => drop(said.expect(200)),
                status => drop(said.refused(status)),
            }
        }
    }
    let bearer = reseller.bare("GET", ACCOUNTS).bearer_auth(token);
    assert_eq!(bearer.send().unwrap().status(), 200);
}

#[test]
fn with_the_sso_token_of_an_account_one_acts_as_that_account_until_it_is_disabled() {
    let reseller = Reseller::new();
    let client = reseller.account("a@x.example", json!({ "clientName": "Bakery" }));
    let sso = client["ssoToken"].as_str().unwrap();
    let own = || {
        answer(
            reseller
                .bare("GET", ACCOUNTS)
                .bearer_auth(sso)
                .send()
                .unwrap(),
        )
    };
    assert_eq!(own().expect(200)["items"], json!([]));
    let body = json!({ "email": "below@x.example", "profile": { "id": "default" } });
    let made = reseller.bare("POST", ACCOUNTS).bearer_auth(sso).json(&body);
    let made = answer(made.send().unwrap()).expect(200);
    reseller.get(&one(&made)).refused(404);
    reseller
        .call("PUT", &one(&client), Some(json!({ "status": "disabled" })))
        .expect(200);
    own().refused(401);
}
