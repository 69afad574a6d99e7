//! A run that is cut off by the end of the program, and the next one.

use crate::bakery::Bakery;
use crate::office::{Office, Remote};
use crate::peer;
use reqwest::Method;
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

fn names(office: &Office, users: &str) -> Vec<String> {
    let rows = office.v2(Method::GET, &format!("{users}?paginate=false"), Value::Null);
    let rows = rows.as_array().unwrap().iter();
    let mut names: Vec<String> = rows
        .map(|row| row["username"].as_str().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_push_that_was_killed_after_the_server_did_what_it_was_told_makes_nothing_twice() {
    let there = Office::new();
    let bakery = Bakery::new(&there);
    let mut here = Office::new();
    let peer = peer::losing(&there.server.address, 3);
    let (id, users) = {
        let remote = Remote::add(
            &here,
            "crossbar",
            &peer.address,
            &bakery.account,
            &here.account,
        );
        remote.done("pull");
        let children = format!("/accounts/{}/children", here.account);
        let account = here.find(&children, "name", "Bakery")["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let users = format!("/accounts/{account}/users");
        for name in ["one", "two", "three", "four", "five"] {
            here.put(
                &users,
                json!({ "username": name, "first_name": name, "last_name": "New" }),
            );
        }
        let order = json!({ "direction": "push", "digest": remote.plan()["digest"] });
        let (url, token) = (here.server.url(&remote.path("/runs")), here.token.clone());
        thread::spawn(move || {
            let http = reqwest::blocking::Client::new();
            // The server is killed before it answers.
            drop(http.post(url).bearer_auth(token).json(&order).send());
        });
        let lost = peer.lost.lock().unwrap();
        lost.recv_timeout(Duration::from_secs(60)).unwrap();
        (remote.id, users)
    };
    here.again();
    let remote = Remote { here: &here, id };
    let runs = here.get(&remote.path(""))["runs"].clone();
    assert!(
        runs[0]["ended"].is_null(),
        "what was cut off is seen: {runs}"
    );
    let run = remote.done("push");
    assert_eq!(run["made"], 2, "{run}");
    remote.agrees();
    let everybody = ["", "five", "four", "one", "pia", "three", "two"];
    assert_eq!(names(&there, &bakery.at("users")), everybody);
    assert_eq!(names(&here, &users), everybody);
}

#[test]
fn a_pull_that_was_killed_goes_on_where_it_was_and_makes_nothing_twice() {
    let there = Office::new();
    let bakery = Bakery::new(&there);
    for number in 0..60 {
        there.put(
            &bakery.at("users"),
            json!({ "username": format!("u{number}"), "first_name": "U", "last_name": number.to_string() }),
        );
    }
    let mut here = Office::new();
    let id = {
        let remote = Remote::add(
            &here,
            "crossbar",
            &there.server.address,
            &bakery.account,
            &here.account,
        );
        let order = json!({ "direction": "pull", "digest": remote.plan()["digest"] });
        let (url, token) = (here.server.url(&remote.path("/runs")), here.token.clone());
        thread::spawn(move || {
            let http = reqwest::blocking::Client::new();
            drop(http.post(url).bearer_auth(token).json(&order).send());
        });
        // Killed as soon as some of them are here.
        let children = format!("/accounts/{}/children", here.account);
        loop {
            let rows = here.v2(Method::GET, &children, Value::Null);
            let Some(account) = rows[0]["id"].as_str() else {
                continue;
            };
            if names(&here, &format!("/accounts/{account}/users")).len() > 5 {
                break remote.id;
            }
        }
    };
    here.again();
    let remote = Remote { here: &here, id };
    let left = remote.plan()["steps"].as_array().unwrap().len();
    assert!(left > 0, "it was killed in the middle");
    remote.done("pull");
    remote.agrees();
    let children = format!("/accounts/{}/children", here.account);
    let account = here.find(&children, "name", "Bakery")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (theirs, mine) = (
        names(&there, &bakery.at("users")),
        names(&here, &format!("/accounts/{account}/users")),
    );
    assert_eq!(theirs.len(), 62);
    assert_eq!(theirs, mine);
}
