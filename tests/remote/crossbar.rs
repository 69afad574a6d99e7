//! A subtree of a Crossbar server.

use crate::bakery::{Two, kept};
use crate::office::counts;
use reqwest::Method;
use serde_json::{Value, json};

#[test]
fn a_subtree_comes_with_its_people_devices_and_groups_and_a_second_pull_has_nothing_to_do() {
    let two = Two::new();
    let remote = two.remote();
    let plan = remote.plan();
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 6, "{plan:#}");
    assert!(steps.iter().all(|step| step["what"] == "make_here"));
    // A dry run is dry.
    let children = format!("/accounts/{}/children", two.here.account);
    assert_eq!(two.here.v2(Method::GET, &children, Value::Null), json!([]));
    assert_eq!(counts(&remote.done("pull")), (6, 0, 0));
    let account = kept(&two.here);
    let document = two
        .here
        .v2(Method::GET, &format!("/accounts/{account}"), Value::Null);
    assert_eq!(
        document["contract"]["no"], "K-17",
        "unknown fields are kept"
    );
    two.here.find(
        &format!("/accounts/{account}/children"),
        "name",
        "Bakery Shop",
    );
    let pia = two
        .here
        .find(&format!("/accounts/{account}/users"), "username", "pia");
    assert_eq!(pia["ui_flags"]["colour"], "red");
    let device = two
        .here
        .find(&format!("/accounts/{account}/devices"), "name", "Counter");
    assert_eq!(device["owner_id"], pia["id"], "ids are those of this side");
    assert_ne!(
        device["sip"]["password"], "very-secret-1",
        "passwords are not pulled"
    );
    let group = two
        .here
        .find(&format!("/accounts/{account}/groups"), "name", "All");
    assert_eq!(group["endpoints"][pia["id"].as_str().unwrap()]["weight"], 1);
    assert_eq!(group["endpoints"].as_object().unwrap().len(), 3);
    remote.agrees();
    assert_eq!(counts(&remote.done("pull")), (0, 0, 0));
    assert_eq!(counts(&remote.done("push")), (0, 0, 0));
    let shown = two.here.get(&remote.path(""));
    assert!(shown["pulled"].is_string() && !shown.to_string().contains("sealed"));
    assert_eq!(shown["runs"].as_array().unwrap().len(), 3);
}

/// There: another address, and somebody new. Here: another name, and a new device in the group.
fn edit_both(two: &Two, account: &str, (there, own): (&str, &str)) {
    two.there.patch(
        there,
        json!({ "email": "pia@new.example", "ui_flags": { "colour": null, "shape": "round" } }),
    );
    two.there.put(
        &two.bakery.at("users"),
        json!({ "username": "eva", "first_name": "Eva", "last_name": "Ei" }),
    );
    two.here.patch(
        own,
        json!({ "first_name": "Pina", "do_not_disturb": { "enabled": true } }),
    );
    let device = two.here.put(
        &format!("/accounts/{account}/devices"),
        json!({ "name": "Oven", "owner_id": own.rsplit('/').next(), "sip": { "username": "oven" } }),
    );
    let group = two
        .here
        .find(&format!("/accounts/{account}/groups"), "name", "All");
    let group = format!(
        "/accounts/{account}/groups/{}",
        group["id"].as_str().unwrap()
    );
    two.here.patch(
        &group,
        json!({ "endpoints": { &device: { "type": "device", "weight": 9 } } }),
    );
}

/// The new device belongs there to whom it belongs here, and is in the same group.
fn went_there(two: &Two) {
    let oven = two.there.find(&two.bakery.at("devices"), "name", "Oven");
    assert_eq!(oven["owner_id"], two.bakery.pia.as_str());
    let group = two.there.find(&two.bakery.at("groups"), "name", "All");
    assert_eq!(
        group["endpoints"][oven["id"].as_str().unwrap()]["weight"],
        9
    );
}

#[test]
fn edits_of_both_sides_meet_field_by_field_and_what_is_new_goes_both_ways() {
    let two = Two::new();
    let remote = two.remote();
    remote.done("pull");
    let account = kept(&two.here);
    let users = format!("/accounts/{account}/users");
    let pia = two.here.find(&users, "username", "pia");
    let own = format!("{users}/{}", pia["id"].as_str().unwrap());
    let there = two.bakery.at(&format!("users/{}", two.bakery.pia));
    edit_both(&two, &account, (&there, &own));
    let plan = remote.plan();
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 4, "{plan:#}");
    let step = steps
        .iter()
        .find(|step| step["label"] == "Pina Brot" || step["label"] == "Pia Brot")
        .unwrap();
    let paths = |key: &str| -> Vec<&str> {
        let changes = step[key].as_array().unwrap().iter();
        changes
            .map(|change| change["path"].as_str().unwrap())
            .collect()
    };
    assert_eq!(
        paths("here"),
        ["/email", "/ui_flags/colour", "/ui_flags/shape"],
        "{step:#}"
    );
    assert_eq!(
        paths("there"),
        ["/do_not_disturb", "/first_name"],
        "{step:#}"
    );
    assert_eq!(step["clashes"], json!([]));
    assert_eq!(counts(&remote.done("pull")), (1, 1, 0));
    assert_eq!(counts(&remote.done("push")), (1, 2, 0));
    remote.agrees();
    let theirs = two.there.v2(Method::GET, &there, Value::Null);
    let mine = two.here.v2(Method::GET, &own, Value::Null);
    for pia in [&theirs, &mine] {
        assert_eq!(pia["first_name"], "Pina");
        assert_eq!(pia["email"], "pia@new.example");
        assert_eq!(pia["ui_flags"], json!({ "shape": "round" }));
        assert_eq!(pia["do_not_disturb"]["enabled"], true);
    }
    went_there(&two);
    two.here.find(&users, "username", "eva");
    // Who signed in there before still does: no password was touched.
    let session =
        json!({ "username": "pia", "password": "correct horse 1", "realm": "bakery.example" });
    assert_eq!(
        two.there.ask(Method::POST, "/console/session", session).0,
        200
    );
}

#[test]
fn what_both_changed_waits_for_a_word_and_everything_else_is_pushed_meanwhile() {
    let two = Two::new();
    let remote = two.remote();
    remote.done("pull");
    let users = format!("/accounts/{}/users", kept(&two.here));
    let pia = two.here.find(&users, "username", "pia");
    let own = format!("{users}/{}", pia["id"].as_str().unwrap());
    let there = two.bakery.at(&format!("users/{}", two.bakery.pia));
    let groups = format!("/accounts/{}/groups", kept(&two.here));
    let group = two.here.find(&groups, "name", "All");
    let group = format!("{groups}/{}", group["id"].as_str().unwrap());
    for (choice, value, wanted) in [
        ("theirs", Value::Null, "there1"),
        ("mine", Value::Null, "here2"),
        ("edited", json!("third"), "third"),
    ] {
        let round = match choice {
            "theirs" => 1,
            "mine" => 2,
            _ => 3,
        };
        two.there
            .patch(&there, json!({ "first_name": format!("there{round}") }));
        two.here.patch(
            &own,
            json!({ "first_name": format!("here{round}"), "last_name": format!("Of{round}") }),
        );
        two.here
            .patch(&group, json!({ "name": format!("All {round}") }));
        let plan = remote.plan();
        let steps = plan["steps"].as_array().unwrap();
        let step = steps
            .iter()
            .find(|step| step["clashes"] != json!([]))
            .unwrap();
        let clash = &step["clashes"][0];
        assert_eq!(clash["path"], "/first_name", "{plan:#}");
        assert_eq!(clash["theirs"], format!("there{round}"));
        assert_eq!(clash["mine"], format!("here{round}"));
        // The group goes there; of the person nothing does, not even what nobody else changed.
        let run = remote.ordered("push", json!([]), json!([]));
        assert_eq!(
            (counts(&run), &run["failures"]),
            ((0, 1, 0), &json!([])),
            "{run}"
        );
        let shown = two.there.v2(Method::GET, &there, Value::Null);
        assert_eq!(shown["first_name"], format!("there{round}"));
        assert_ne!(shown["last_name"], format!("Of{round}"));
        let plan = remote.plan();
        assert_eq!(plan["steps"].as_array().unwrap().len(), 1, "{plan:#}");
        // A pull leaves it open.
        assert_eq!(counts(&remote.done("pull")), (0, 0, 0));
        assert_eq!(remote.plan()["steps"][0]["clashes"][0], *clash);
        let word = json!([{ "step": step["key"], "path": "/first_name", "choice": choice, "value": value }]);
        let run = remote.ordered("push", word, json!([]));
        assert_eq!(run["failures"], json!([]), "{run}");
        remote.done("pull");
        remote.agrees();
        for document in [
            two.there.v2(Method::GET, &there, Value::Null),
            two.here.v2(Method::GET, &own, Value::Null),
        ] {
            assert_eq!(document["first_name"], wanted, "{choice}");
        }
    }
}

#[test]
fn deletions_are_asked_about_and_undone_when_that_is_said() {
    let two = Two::new();
    let remote = two.remote();
    remote.done("pull");
    let account = kept(&two.here);
    let devices = format!("/accounts/{account}/devices");
    two.there.v2(
        Method::DELETE,
        &two.bakery.at(&format!("devices/{}", two.bakery.device)),
        Value::Null,
    );
    let groups = format!("/accounts/{account}/groups");
    let group = two.here.find(&groups, "name", "All");
    two.here.v2(
        Method::DELETE,
        &format!("{groups}/{}", group["id"].as_str().unwrap()),
        Value::Null,
    );
    let plan = remote.plan();
    let what = |step: &Value| {
        (
            step["sort"].as_str().unwrap().to_owned(),
            step["what"].clone(),
        )
    };
    let steps: Vec<_> = plan["steps"].as_array().unwrap().iter().map(what).collect();
    let wanted = [
        ("phone".to_owned(), json!("gone_there")),
        ("group".to_owned(), json!("gone_here")),
    ];
    assert_eq!(steps, wanted, "{plan:#}");
    // Without a word nothing goes.
    assert_eq!(counts(&remote.done("pull")), (0, 0, 0));
    assert_eq!(counts(&remote.done("push")), (0, 0, 0));
    let (device, group) = (
        plan["steps"][0]["key"].clone(),
        plan["steps"][1]["key"].clone(),
    );
    let run = remote.ordered(
        "pull",
        json!([]),
        json!([{ "step": device, "delete": true }]),
    );
    assert_eq!(counts(&run), (0, 0, 1), "{run}");
    assert_eq!(two.here.v2(Method::GET, &devices, Value::Null), json!([]));
    // The group is made again here, as it is there.
    let run = remote.ordered(
        "pull",
        json!([]),
        json!([{ "step": group, "delete": false }]),
    );
    assert_eq!(counts(&run), (1, 0, 0), "{run}");
    two.here.find(&groups, "name", "All");
    remote.agrees();
}

#[test]
fn a_plan_that_nobody_saw_is_not_carried_out() {
    let two = Two::new();
    let remote = two.remote();
    let seen = remote.plan()["digest"].clone();
    two.there.put(
        &two.bakery.at("users"),
        json!({ "first_name": "Late", "last_name": "Comer" }),
    );
    let order = json!({ "direction": "pull", "digest": seen });
    let (status, refused) = two.here.ask(Method::POST, &remote.path("/runs"), order);
    assert_eq!(
        (status, &refused["code"]),
        (409, &json!("plan_changed")),
        "{refused}"
    );
    let children = format!("/accounts/{}/children", two.here.account);
    assert_eq!(two.here.v2(Method::GET, &children, Value::Null), json!([]));
}

#[test]
fn a_record_that_one_side_refuses_is_told_and_the_others_are_done() {
    let two = Two::new();
    let remote = two.remote();
    // Two accounts of one file never have the same name.
    let parent = format!("/accounts/{}", two.here.account);
    two.here.put(&parent, json!({ "name": "Bakery Shop" }));
    let run = remote.run("pull");
    assert_eq!(counts(&run), (5, 0, 0), "{run:#}");
    let failures = run["failures"].as_array().unwrap();
    assert_eq!(failures.len(), 1, "{run:#}");
    assert_eq!(failures[0]["label"], "Bakery Shop");
    assert!(!failures[0]["reason"].as_str().unwrap().is_empty());
    assert!(two.here.get(&remote.path(""))["pulled"].is_null());
    // Once it is out of the way, the same again does the rest.
    let taken = two
        .here
        .find(&format!("{parent}/children"), "name", "Bakery Shop");
    two.here.patch(
        &format!("/accounts/{}", taken["id"].as_str().unwrap()),
        json!({ "name": "Other" }),
    );
    assert_eq!(counts(&remote.done("pull")), (1, 0, 0));
    remote.agrees();
}

#[test]
fn what_finds_no_room_here_is_told_and_is_pulled_once_there_is_room() {
    let two = Two::new();
    let remote = two.remote();
    remote.done("pull");
    let bakery = format!("/console/accounts/{}", kept(&two.here));
    let limit = |change: Value| {
        let change = json!({ "changes": [change] });
        let (status, answer) = two.here.ask(Method::PATCH, &bakery, change);
        assert_eq!(status, 200, "{answer}");
    };
    limit(json!({ "path": "/limits/users", "to": 2 }));
    two.there.put(
        &two.bakery.at("users"),
        json!({ "first_name": "Late", "last_name": "Comer" }),
    );
    let run = remote.run("pull");
    assert_eq!(counts(&run), (0, 0, 0), "{run:#}");
    assert_eq!(run["failures"][0]["label"], "Late Comer");
    limit(json!({ "path": "/limits/users", "from": 2, "to": 3 }));
    assert_eq!(counts(&remote.done("pull")), (1, 0, 0));
    remote.agrees();
}

#[test]
fn a_refused_token_asks_for_a_sign_in_and_an_api_key_opens_again_by_itself() {
    let two = Two::new();
    let remote = two.remote();
    let users = two.there.v2(
        Method::GET,
        &format!("/accounts/{}/users", two.there.account),
        Value::Null,
    );
    let admin = users[0]["id"].as_str().unwrap().to_owned();
    // Whoever sets a new password ends every session.
    let own = format!("/accounts/{}/users/{admin}", two.there.account);
    two.there
        .patch(&own, json!({ "password": "another horse 2" }));
    let (status, refused) = two.here.ask(Method::POST, &remote.path("/plan"), json!({}));
    assert_eq!(
        (status, &refused["code"]),
        (409, &json!("remote_signed_out")),
        "{refused}"
    );
    assert_eq!(two.here.get(&remote.path(""))["state"], "signed_out");
    let sign_in = |password: &str| {
        let body = json!({ "username": "admin", "password": password });
        loop {
            let (status, answer) =
                two.here
                    .ask(Method::POST, &remote.path("/session"), body.clone());
            // Who signs in often waits a moment.
            if answer["code"] != "too_many_requests" {
                return (status, answer);
            }
        }
    };
    let (_, refused) = sign_in("nonsense");
    assert_eq!(refused["code"], "remote_sign_in");
    let (status, answer) = sign_in("another horse 2");
    assert_eq!(status, 200, "{answer}");
    assert_eq!(counts(&remote.done("pull")).0, 6);
}
