//! Who can be reached.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::plane::simulated::{COMES_BACK_MS, USER_AGENT};
use cordboard_engine::presence::set::{self, Presence};
use cordboard_engine::presence::status::{self, Status};
use cordboard_engine::{plane, registrations};
use cordboard_model::Id;
use cordboard_model::meeting::Command;
use serde_json::json;

fn status_of(office: &Office, user: Id) -> status::Output {
    status::run(&office.engine, &OWNER, office.place(user)).unwrap()
}

fn say(office: &Office, presence: Option<Presence>, note: Option<&str>) {
    let input = set::Input {
        user: office.place(office.anna),
        presence,
        note: note.map(str::to_owned),
    };
    set::run(&office.engine, &office.person(office.anna), input).unwrap();
}

#[test]
fn a_simulated_phone_is_registered_says_what_it_is_and_comes_back_when_it_was_dropped() {
    let office = Office::new();
    let found = status_of(&office, office.anna);
    assert_eq!(found.status, Status::Online);
    let [phone] = &found.registrations[..] else {
        panic!("one phone was expected");
    };
    assert_eq!(phone.user_agent, USER_AGENT);
    let input = registrations::remove::Input {
        user: office.place(office.anna),
        instance_id: phone.instance_id.clone(),
    };
    let ben = office.person(office.ben);
    assert_eq!(
        refused(registrations::remove::run(&office.engine, &ben, &input)),
        "forbidden"
    );
    registrations::remove::run(&office.engine, &OWNER, &input).unwrap();
    assert_eq!(status_of(&office, office.anna).status, Status::Offline);
    assert_eq!(
        refused(registrations::remove::run(&office.engine, &OWNER, &input)),
        "not_found"
    );
    office.pass(COMES_BACK_MS);
    assert_eq!(status_of(&office, office.anna).status, Status::Online);
}

#[test]
fn without_a_plane_nobody_is_registered_but_whom_a_switch_reports() {
    let office = Office::without_plane();
    assert_eq!(status_of(&office, office.anna).status, Status::Offline);
    let report = |agent: &str| {
        let input = registrations::report::Input {
            user: office.place(office.anna),
            fields: fields(json!({ "instance_id": "desk-1", "user_agent": agent })),
        };
        registrations::report::run(&office.engine, &OWNER, input).unwrap()
    };
    let first = report("Snom");
    assert_eq!(report("Yealink"), first, "the same phone registered again");
    let office = office.restarted();
    let found = status_of(&office, office.anna).registrations;
    let agents: Vec<_> = found
        .iter()
        .map(|found| found.user_agent.as_str())
        .collect();
    assert_eq!(agents, [USER_AGENT, "Yealink"]);
    let input = registrations::remove::Input {
        user: office.place(office.anna),
        instance_id: "desk-1".into(),
    };
    registrations::remove::run(&office.engine, &OWNER, &input).unwrap();
    assert_eq!(status_of(&office, office.anna).registrations.len(), 1);
}

#[test]
fn somebody_in_a_meeting_is_on_a_call_and_whoever_listens_hears_of_it() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    let mut news = office.engine.news();
    office.invite(office.anna, room, "102").unwrap();
    assert_eq!(status_of(&office, office.ben).status, Status::OnCall);
    let heard: Vec<_> = std::iter::from_fn(|| news.try_recv().ok()).collect();
    assert!(heard.contains(&plane::News::Person {
        account_id: office.top,
        user_id: office.ben,
        call: true
    }));
    office.conduct(office.anna, room, Command::Stop).unwrap();
    assert_eq!(status_of(&office, office.ben).status, Status::Online);
}

#[test]
fn do_not_disturb_is_a_presence_and_a_switch_and_one_thing() {
    let office = Office::new();
    say(&office, Some(Presence::Lunch), Some("back at two"));
    let user = status_of(&office, office.anna).user;
    assert_eq!(user.text("presence"), "lunch");
    assert_eq!(user.text("presence_note"), "back at two");
    say(&office, Some(Presence::DoNotDisturb), None);
    let user = status_of(&office, office.anna).user;
    assert_eq!(user.fields["do_not_disturb"]["enabled"], true);
    assert_eq!(user.text("presence_note"), "back at two");
    say(&office, Some(Presence::Available), Some(""));
    let user = status_of(&office, office.anna).user;
    assert_eq!(user.fields["do_not_disturb"]["enabled"], false);
    assert_eq!(user.text("presence"), "available");
    assert_eq!(user.text("presence_note"), "");
}
