//! Deliveries on the real server while targets fail, hang, redirect and come back, and the server is killed.

use crate::client::{Reseller, answer, one};
use crate::listener::{Act, Listener};
use crate::watches::{WATCH, path, watch};
use serde_json::{Value, json};

fn log(reseller: &Reseller, watch: &Value) -> Vec<Value> {
    let log = reseller
        .get(&format!("{}/requests", path(watch)))
        .expect(200);
    log["items"].as_array().unwrap().clone()
}

/// Asks until the newest request has this status; the server writes it just after the target has answered.
fn newest(reseller: &Reseller, watch: &Value, status: &str) -> Value {
    for _ in 0..2000 {
        let newest = log(reseller, watch)[0].clone();
        if newest["status"] == status {
            return newest;
        }
    }
    panic!("never {status}: {:?}", log(reseller, watch));
}

#[test]
fn a_target_that_fails_is_tried_again_with_the_same_id_and_what_follows_waits_for_its_turn() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let made = watch(&reseller, &target, json!({}));
    target.will([Act::Answer(500, "out of order".into())]);
    reseller.account("a@x.example", json!({}));
    let first = target.next();
    let failed = newest(&reseller, &made, "retrying");
    assert_eq!(
        (
            &failed["response"]["statusCode"],
            &failed["response"]["body"]
        ),
        (&json!(500), &json!("out of order"))
    );
    assert_eq!(
        (&failed["attempts"], &failed["objectEvent"]),
        (&json!(1), &json!("created"))
    );
    let wait = |key: &str| chrono(&failed[key]);
    assert!(
        (15_000..=16_000).contains(&(wait("next") - wait("sent"))),
        "{failed}"
    );
    reseller.account("b@x.example", json!({}));
    // A person who touches the watch does not want to wait.
    reseller
        .call("PUT", &path(&made), Some(json!({ "name": "again" })))
        .expect(200);
    let again = target.next();
    assert_eq!(
        again.header("x-cordboard-delivery"),
        first.header("x-cordboard-delivery")
    );
    assert_eq!(again.body, first.body);
    assert_eq!(target.next().json()["email"], "b@x.example");
    newest(&reseller, &made, "delivered");
    assert_eq!(log(&reseller, &made)[1]["attempts"], 2);
}

fn chrono(at: &Value) -> i64 {
    let at = at.as_str().unwrap();
    let clock: Vec<i64> = at[11..23]
        .split([':', '.'])
        .map(|part| part.parse().unwrap())
        .collect();
    ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1000 + clock[3]
}

#[test]
fn a_target_that_hangs_delays_no_other_watch() {
    let (reseller, dead, alive) = (Reseller::with_webhooks(), Listener::new(), Listener::new());
    dead.will((0..100).map(|_| Act::Hang));
    watch(&reseller, &dead, json!({}));
    watch(&reseller, &alive, json!({}));
    for number in 0..5 {
        reseller.account(&format!("{number}@x.example"), json!({}));
        assert_eq!(alive.next().json()["email"], format!("{number}@x.example"));
    }
    assert_eq!(dead.next().json()["email"], "0@x.example");
    assert!(dead.is_quiet(), "one at a time");
}

#[test]
fn a_redirect_is_followed_and_another_host_gets_no_secret() {
    let (reseller, target, other) = (Reseller::with_webhooks(), Listener::new(), Listener::new());
    let secrets = json!({ "basicAuth": { "username": "u", "password": "p" }, "httpRequestHeader": { "X-Key": "k" } });
    let made = watch(&reseller, &target, secrets);
    let within = target.url.replace("/hook", "/moved");
    target.will([
        Act::Redirect(307, within),
        Act::Redirect(302, other.url.clone()),
    ]);
    reseller.account("a@x.example", json!({}));
    let (first, second, third) = (target.next(), target.next(), other.next());
    assert_eq!(
        (second.path.as_str(), second.header("x-key")),
        ("/moved", "k")
    );
    assert_eq!(
        (second.method.as_str(), &second.body),
        ("POST", &first.body)
    );
    assert_eq!(
        (third.header("authorization"), third.header("x-key")),
        ("", "")
    );
    assert_eq!(third.body, first.body);
    newest(&reseller, &made, "delivered");
    target.will((0..9).map(|_| Act::Redirect(308, "/hook".into())));
    reseller.account("b@x.example", json!({}));
    let failed = newest(&reseller, &made, "retrying");
    assert!(
        failed["response"]["errorMessage"]
            .as_str()
            .unwrap()
            .contains("redirects"),
        "{failed}"
    );
}

#[test]
fn loopback_and_private_targets_are_refused_unless_the_server_allows_them() {
    let reseller = Reseller::new();
    let insert = |url: &str| reseller.call("POST", WATCH, Some(json!({ "address": url })));
    for url in [
        "http://127.0.0.1/",
        "http://localhost:80/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://169.254.169.254/latest",
    ] {
        assert_eq!(insert(url).refused(400), ["address"], "{url}");
    }
    let named = insert("http://localhost.localdomain/").expect(200);
    reseller.account("a@x.example", json!({}));
    let failed = newest(&reseller, &named, "retrying");
    assert!(failed["response"]["statusCode"].is_null(), "{failed}");
}

#[test]
fn what_was_changed_before_the_server_was_killed_is_told_after_it_comes_back() {
    let (mut reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let made = watch(&reseller, &target, json!({ "addPreviousData": true }));
    target.will([Act::Hang]);
    let account = reseller.account("a@x.example", json!({ "firstName": "0" }));
    let first = target.next();
    for number in 1..=3 {
        let body = json!({ "firstName": number.to_string() });
        reseller.call("PUT", &one(&account), Some(body)).expect(200);
    }
    reseller.kill_and_restart();
    let again = target.next();
    assert_eq!(
        again.header("x-cordboard-delivery"),
        first.header("x-cordboard-delivery")
    );
    for number in 1..=3 {
        let seen = target.next().json();
        assert_eq!(seen["firstName"], number.to_string());
        assert_eq!(seen["previousData"]["firstName"], (number - 1).to_string());
    }
    newest(&reseller, &made, "delivered");
    reseller.kill_and_restart();
    let body = json!({ "firstName": "4" });
    reseller.call("PUT", &one(&account), Some(body)).expect(200);
    assert_eq!(
        target.next().json()["firstName"],
        "4",
        "nothing is told twice"
    );
}

#[test]
fn a_thousand_changes_arrive_once_each_and_in_their_order() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let account = reseller.account("a@x.example", json!({ "firstName": "start" }));
    watch(
        &reseller,
        &target,
        json!({ "schema": { "n": "${$.firstName}" } }),
    );
    let mut ids = std::collections::BTreeSet::new();
    for number in 0..1000 {
        let body = json!({ "firstName": number.to_string() });
        reseller.call("PUT", &one(&account), Some(body)).expect(200);
    }
    for number in 0..1000 {
        let seen = target.next();
        assert_eq!(seen.json()["n"], number.to_string());
        assert!(ids.insert(seen.header("x-cordboard-delivery").to_owned()));
    }
    assert!(target.is_quiet());
}

#[test]
fn a_watch_is_tried_and_what_was_sent_is_sent_again() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let made = watch(&reseller, &target, json!({}));
    let test = reseller
        .call("POST", &format!("{}/test", path(&made)), None)
        .expect(200);
    let seen = target.next();
    assert_eq!(seen.header("x-cordboard-event"), "test");
    assert_eq!(
        seen.header("x-cordboard-delivery"),
        test["id"].as_str().unwrap()
    );
    let done = newest(&reseller, &made, "delivered");
    assert_eq!(done["id"], test["id"]);
    let replay = format!(
        "{}/requests/{}/replay",
        path(&made),
        test["id"].as_str().unwrap()
    );
    reseller.call("POST", &replay, None).expect(200);
    let again = target.next();
    assert_eq!(
        (again.body, again.headers.get("x-cordboard-delivery")),
        (seen.body, seen.headers.get("x-cordboard-delivery"))
    );
    reseller
        .call(
            "POST",
            &format!("{}/requests/{}/replay", path(&made), "0".repeat(32)),
            None,
        )
        .refused(404);
    let request = reseller.bare("GET", &format!("{}/requests", path(&made)));
    answer(request.send().unwrap()).refused(401);
}
