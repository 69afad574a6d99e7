//! Calls between simulated phones.

use crate::office::{Office, refused};
use cordboard_engine::calls::start;
use cordboard_engine::plane::simulated::{ANSWERS_MS, SPEAKS_MS, TALKS_MS};
use cordboard_engine::presence::status::{self, Status};
use cordboard_engine::users;
use cordboard_model::meeting::Command;
use cordboard_model::{Id, Kind};
use cordboard_store::EntryQuery;
use serde_json::json;

fn call(office: &Office, number: &str) -> cordboard_engine::Result<Id> {
    let input = start::Input {
        place: office.place(office.anna),
        number: number.into(),
        timeout_s: 30,
    };
    start::run(&office.engine, &office.person(office.anna), input)
}

/// Whether Anna and Ben are on a call, and whether a phone of theirs rings.
fn both(office: &Office) -> [(bool, bool); 2] {
    [office.anna, office.ben].map(|user| {
        let place = office.place(user);
        let found = status::run(&office.engine, &office.person(user), place).unwrap();
        (found.status == Status::OnCall, found.rings)
    })
}

#[test]
fn a_call_rings_here_then_there_and_is_over_when_the_called_side_hangs_up() {
    let office = Office::new();
    call(&office, "102").unwrap();
    office.pass(0);
    assert_eq!(both(&office), [(false, true), (false, false)]);
    office.pass(ANSWERS_MS);
    assert_eq!(both(&office), [(true, false), (false, true)]);
    office.pass(ANSWERS_MS);
    assert_eq!(both(&office), [(true, false), (true, false)]);
    office.pass(TALKS_MS);
    assert_eq!(both(&office), [(false, false), (false, false)]);
}

#[test]
fn a_number_where_nobody_is_rings_until_the_time_is_over() {
    let office = Office::new();
    call(&office, "4999").unwrap();
    office.pass(ANSWERS_MS);
    assert_eq!(both(&office)[0], (true, false));
    office.pass(29_000);
    assert_eq!(both(&office)[0], (true, false));
    office.pass(1_000);
    assert_eq!(both(&office)[0], (false, false));
}

#[test]
fn without_a_plane_a_call_is_refused() {
    let office = Office::without_plane();
    assert_eq!(refused(call(&office, "102")), "no_plane");
    office.attach();
    assert_eq!(refused(call(&office, "no number")), "invalid");
}

#[test]
fn a_call_is_kept_for_both_sides_and_says_that_it_was_simulated() {
    let office = Office::new();
    let made = call(&office, "102").unwrap();
    office.pass(60_000);
    let snapshot = office.engine.read().unwrap();
    for owner in [office.anna, office.ben] {
        let found = snapshot
            .entries(&EntryQuery::all(Kind::Call, owner))
            .unwrap();
        let [kept] = &found[..] else {
            panic!("one call was expected");
        };
        assert_eq!(kept.fields["caller"], "101");
        assert_eq!(kept.fields["callee"], "102");
        assert_eq!(kept.fields["duration"], TALKS_MS / 1000);
        assert_eq!(kept.fields["call_id"], made.to_string());
        assert_eq!(kept.fields["user_data"], "simulated");
        cordboard_model::schema(Kind::Call)
            .unwrap()
            .validate(&kept.fields)
            .unwrap();
    }
}

#[test]
fn a_meeting_leaves_a_call_of_everybody_and_its_recording() {
    let office = Office::new();
    let room = office.room(json!({ "enable_recording": true })).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "102").unwrap();
    office.pass(3_000);
    office.conduct(office.anna, room, Command::Stop).unwrap();
    let snapshot = office.engine.read().unwrap();
    let of = |kind, owner| snapshot.entries(&EntryQuery::all(kind, owner)).unwrap();
    assert_eq!(of(Kind::Call, office.ben)[0].fields["duration"], 3);
    let recording = &of(Kind::Recording, office.anna)[0];
    assert_eq!(recording.fields["simulated"], true);
    assert_eq!(recording.fields["duration"], 3);
}

/// Gives somebody these forward rules.
fn rules(office: &Office, user: Id, rules: serde_json::Value) {
    let input = users::rewrite::Input {
        place: office.place(user),
        rewrite: Box::new(move |current| {
            let mut fields = current.clone();
            fields.insert("forwarding".into(), rules.clone());
            Ok(fields)
        }),
        password: None,
        credentials: None,
        photo: None,
    };
    users::rewrite::run(&office.engine, &office.person(user), &input).unwrap();
}

/// The same rule for both hours.
fn always(rule: serde_json::Value) -> serde_json::Value {
    json!({ "available": { "office_hours": rule, "non_office_hours": rule } })
}

fn kept(office: &Office, owner: Id) -> Vec<cordboard_store::Entry> {
    let snapshot = office.engine.read().unwrap();
    snapshot
        .entries(&EntryQuery::all(Kind::Call, owner))
        .unwrap()
}

#[test]
fn a_call_goes_where_the_called_persons_rules_send_it() {
    let office = Office::new();
    let account = office.place(office.ben).account_id;
    let carl = office.user(account, "carl", "103");
    let forward = json!({ "action": "forward_to_number", "number": "103" });
    rules(&office, office.ben, always(forward));
    call(&office, "102").unwrap();
    office.pass(ANSWERS_MS);
    let place = office.place(carl);
    let seen = status::run(&office.engine, &office.person(carl), place).unwrap();
    assert!(seen.rings);
    assert_eq!(both(&office), [(true, false), (false, false)]);
    office.pass(60_000);
    assert_eq!(kept(&office, carl)[0].fields["callee"], "103");
    assert!(kept(&office, office.ben).is_empty());
}

#[test]
fn who_does_not_answer_in_time_is_left_and_the_caller_speaks_to_the_mailbox() {
    let office = Office::new();
    let account = office.place(office.ben).account_id;
    // Nobody is there to answer this one.
    let carl = office.user(account, "carl", "199");
    let rings = || {
        let seen = status::run(&office.engine, &office.person(carl), office.place(carl));
        seen.unwrap().rings
    };
    let mut nobody = always(json!({ "action": "ring" }));
    nobody["available"]["no_answer"] = json!({ "action": "forward_to_voicemail", "timeout_s": 5 });
    rules(&office, carl, nobody);
    call(&office, "199").unwrap();
    office.pass(ANSWERS_MS);
    assert!(rings());
    office.pass(5_000);
    assert!(!rings());
    assert_eq!(both(&office)[0], (true, false));
    office.pass(SPEAKS_MS);
    assert_eq!(both(&office)[0], (false, false));
    let call = &kept(&office, office.anna)[0].fields;
    let went = (&call["service_number"], &call["destination"]);
    assert_eq!(went, (&json!("777"), &json!("199")));
    assert_eq!(call["duration"], SPEAKS_MS / 1000);
}

#[test]
fn a_rule_that_hangs_up_rings_nobody_and_somebody_on_a_call_is_busy() {
    let office = Office::new();
    rules(&office, office.ben, always(json!({ "action": "hang_up" })));
    call(&office, "102").unwrap();
    office.pass(ANSWERS_MS);
    assert_eq!(both(&office), [(false, false), (false, false)]);
    assert_eq!(kept(&office, office.ben)[0].fields["status_code"], 603);

    rules(
        &office,
        office.ben,
        json!({ "busy": always(json!({ "action": "hang_up" }))["available"] }),
    );
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "102").unwrap();
    call(&office, "102").unwrap();
    office.pass(ANSWERS_MS);
    assert_eq!(both(&office)[0], (false, false));
    let codes: Vec<_> = kept(&office, office.ben)
        .iter()
        .map(|call| call.fields["status_code"].clone())
        .collect();
    assert_eq!(codes, [json!(603), json!(603)]);
}
