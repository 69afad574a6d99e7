//! Calls between simulated phones.

use crate::office::{Office, refused};
use cordboard_engine::calls::start;
use cordboard_engine::plane::simulated::{ANSWERS_MS, TALKS_MS};
use cordboard_engine::presence::status::{self, Status};
use cordboard_model::meeting::Command;
use cordboard_model::{Id, Kind};
use cordboard_store::EntryQuery;

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
    let room = office
        .room(serde_json::json!({ "enable_recording": true }))
        .id;
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
