//! A server that means no good: it gets a clear word, and changes nothing here.

use crate::office::{Office, Remote};
use crate::peer::{self, Asked, Said};
use reqwest::Method;
use serde_json::{Value, json};

fn said(body: &Value) -> Option<Said> {
    let mut body = body.clone();
    body["status"] = "success".into();
    Some((200, String::new(), body.to_string().into_bytes()))
}

/// A Crossbar server with one account and nobody in it, but for what the trick answers.
fn server(trick: fn(&Asked) -> Option<Option<Said>>) -> String {
    peer::answering(move |asked| {
        let path = asked.path.split('?').next().unwrap();
        if path.ends_with("_auth") {
            return said(&json!({ "auth_token": "t", "data": { "account_id": "a1" } }));
        }
        // Signing in looks around, too; the tricks begin with the plan.
        if let Some(answer) = trick(asked).filter(|_| path != "/v2/accounts/a1") {
            return answer;
        }
        match path {
            "/v2/accounts/a1" => said(&json!({ "data": { "id": "a1", "name": "Evil" } })),
            _ => said(&json!({ "data": [] })),
        }
    })
}

fn is(asked: &Asked, end: &str) -> bool {
    asked.path.split('?').next().unwrap().ends_with(end)
}

#[test]
fn whatever_a_server_answers_is_told_and_changes_nothing_here() {
    let here = Office::new();
    type Trick = fn(&Asked) -> Option<Option<Said>>;
    let tricks: [(&str, &str, Trick); 9] = [
        ("a huge page", "remote_too_much", |asked| {
            is(asked, "/users").then(|| Some((200, String::new(), vec![b' '; 9_000_000])))
        }),
        ("a page that leads to itself", "odd_remote", |asked| {
            is(asked, "/users")
                .then(|| said(&json!({ "data": [{ "id": "u1" }], "next_start_key": "again" })))
        }),
        ("empty pages without end", "odd_remote", |asked| {
            let next = format!("{}x", asked.path.len());
            is(asked, "/users").then(|| said(&json!({ "data": [], "next_start_key": next })))
        }),
        ("a list that is none", "odd_remote", |asked| {
            is(asked, "/users").then(|| said(&json!({ "data": { "id": 7 } })))
        }),
        ("a record that is none", "odd_remote", |asked| {
            if is(asked, "/users") {
                return Some(said(&json!({ "data": [{ "id": "u1" }] })));
            }
            is(asked, "/users/u1").then(|| said(&json!({ "data": [1, 2] })))
        }),
        ("an id that leads elsewhere", "odd_remote", |asked| {
            is(asked, "/devices").then(|| said(&json!({ "data": [{ "id": "../../x" }] })))
        }),
        ("another record than was asked for", "odd_remote", |asked| {
            if is(asked, "/groups") {
                return Some(said(&json!({ "data": [{ "id": "g1" }] })));
            }
            is(asked, "/groups/g1").then(|| said(&json!({ "data": { "id": "g2", "name": "x" } })))
        }),
        ("a redirect to another host", "redirected", |asked| {
            let there = "Location: http://169.254.169.254/latest/meta-data\r\n";
            is(asked, "/users").then(|| Some((302, there.to_owned(), Vec::new())))
        }),
        ("no JSON at all", "odd_remote", |asked| {
            is(asked, "/groups").then(|| Some((200, String::new(), b"<html>".to_vec())))
        }),
    ];
    for (name, code, trick) in tricks {
        let remote = Remote::add(&here, "crossbar", &server(trick), "a1", &here.account);
        let (status, refused) = here.ask(Method::POST, &remote.path("/plan"), json!({}));
        assert_eq!(
            (status, refused["code"].as_str()),
            (409, Some(code)),
            "{name}: {refused}"
        );
        let order = json!({ "direction": "pull", "digest": "x" });
        let (_, refused) = here.ask(Method::POST, &remote.path("/runs"), order);
        assert_eq!(refused["code"], code, "{name}: {refused}");
    }
    let children = format!("/accounts/{}/children", here.account);
    assert_eq!(here.v2(Method::GET, &children, Value::Null), json!([]));
}

#[test]
fn a_server_asks_nobody_in_its_own_network_unless_it_was_started_for_that() {
    let here = Office::with(&[]);
    for address in [
        "http://127.0.0.1:1",
        "https://10.0.0.1",
        "https://localhost:8443",
        "https://[::1]",
    ] {
        let body =
            json!({ "dialect": "crossbar", "address": address, "username": "a", "password": "x" });
        let (status, refused) = here.ask(Method::POST, "/console/remotes/accounts", body);
        assert_eq!(
            (status, &refused["code"]),
            (409, &json!("private_address")),
            "{address}: {refused}"
        );
    }
    for address in [
        "http://pbx.example",
        "ftp://pbx.example",
        "https://pbx.example/v2",
    ] {
        let body =
            json!({ "dialect": "portsip", "address": address, "username": "a", "password": "x" });
        let (status, refused) = here.ask(Method::POST, "/console/remotes/accounts", body);
        assert_eq!(
            (status, &refused["code"]),
            (422, &json!("invalid")),
            "{address}: {refused}"
        );
    }
}
