//! Meeting rooms.

use crate::office::{OWNER, Office, START_MS, fields, refused};
use chrono::DateTime;
use cordboard_engine::meetings;
use cordboard_model::meeting::{Command, Status};
use serde_json::json;

fn instant(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms).unwrap().to_rfc3339()
}

#[test]
fn a_new_room_is_stopped_has_a_number_of_its_own_and_belongs_to_who_made_it() {
    let office = Office::new();
    let (one, other) = (office.room(json!({})), office.room(json!({})));
    assert_eq!(one.text("owner_id"), office.anna.to_string());
    assert_ne!(one.text("extension_number"), other.text("extension_number"));
    let look = office.look(one.id);
    assert_eq!(look.status, Status::Offline);
    let list = meetings::list::run(&office.engine, &office.person(office.ben), office.top);
    assert_eq!(list.unwrap().len(), 2);
}

#[test]
fn a_room_number_is_taken_from_nobody() {
    let office = Office::new();
    office.user(office.top, "Carl", "8000");
    assert_eq!(office.room(json!({})).text("extension_number"), "8001");
}

#[test]
fn whoever_is_invited_joins_at_once_and_is_on_a_call_until_the_room_stops() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    assert_eq!(
        refused(office.invite(office.anna, room, "102")),
        "meeting_stopped"
    );
    office.conduct(office.anna, room, Command::Start).unwrap();
    assert_eq!(office.look(room).status, Status::Online);
    office.invite(office.anna, room, "102").unwrap();
    office.invite(office.anna, room, "+49 30 1234567").unwrap();
    assert_eq!(office.in_room(room), ["102", "+49301234567"]);
    let look = office.look(room);
    assert_eq!(look.status, Status::OnCall);
    assert_eq!(look.participants[0].display_name(), "Ben Test");
    assert_eq!(look.participants[0].user_id(), Some(office.ben));

    office.conduct(office.anna, room, Command::Lock).unwrap();
    assert_eq!(
        refused(office.invite(office.anna, room, "101")),
        "meeting_locked"
    );
    office.conduct(office.anna, room, Command::Mute).unwrap();
    assert!(office.look(room).participants.iter().all(|p| p.muted()));

    office.conduct(office.anna, room, Command::Stop).unwrap();
    let look = office.look(room);
    assert_eq!(look.status, Status::Offline);
    assert!(look.participants.is_empty());
    assert!(!look.flags.locked && !look.flags.muted);
}

#[test]
fn a_full_room_lets_nobody_in_and_somebody_dropped_makes_room() {
    let office = Office::new();
    let room = office.room(json!({ "capacity": 1 })).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "102").unwrap();
    assert_eq!(
        refused(office.invite(office.anna, room, "101")),
        "meeting_full"
    );
    let leg = office.look(room).participants[0].leg();
    office
        .conduct(office.anna, room, Command::Kick(leg))
        .unwrap();
    assert!(office.in_room(room).is_empty());
    office.invite(office.anna, room, "101").unwrap();
}

#[test]
fn others_than_owner_chairman_and_administrators_only_read() {
    let office = Office::new();
    let room = office
        .room(json!({ "admin_pin": "123", "room_pin": "456" }))
        .id;
    assert_eq!(
        refused(office.conduct(office.ben, room, Command::Start)),
        "forbidden"
    );
    office.conduct(office.anna, room, Command::Start).unwrap();
    assert_eq!(refused(office.invite(office.ben, room, "102")), "forbidden");
    let ben = office.person(office.ben);
    let read = meetings::read::run(&office.engine, &ben, office.place(room)).unwrap();
    assert_eq!((read.text("admin_pin"), read.text("room_pin")), ("", ""));
    assert_eq!(
        refused(meetings::delete::run(
            &office.engine,
            &ben,
            office.place(room)
        )),
        "forbidden"
    );

    office.invite(office.anna, room, "102").unwrap();
    let leg = office.look(room).participants[0].leg();
    office
        .conduct(office.anna, room, Command::GiveChair(leg))
        .unwrap();
    assert_eq!(office.look(room).chairman, Some(leg));
    office.conduct(office.ben, room, Command::Mute).unwrap();
    assert!(office.look(room).flags.muted);
}

#[test]
fn a_room_of_another_account_looks_unknown() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    let place = cordboard_engine::belongings::Place {
        account_id: office.branch,
        id: room,
    };
    assert_eq!(
        refused(meetings::read::run(&office.engine, &OWNER, place)),
        "not_found"
    );
    let stranger = office.user(office.branch, "Zoe", "201");
    assert_eq!(
        refused(office.try_room(json!({ "internal_invitees": [stranger] }))),
        "invalid"
    );
    office.room(json!({ "internal_invitees": [office.ben] }));
}

#[test]
fn without_a_plane_rooms_open_but_nobody_is_invited_and_nothing_is_recorded() {
    let office = Office::without_plane();
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    assert_eq!(refused(office.invite(office.anna, room, "102")), "no_plane");
    let record = Command::StartRecording;
    assert_eq!(
        refused(office.conduct(office.anna, room, record)),
        "no_plane"
    );
    assert!(!office.look(room).flags.recording);
    office.attach();
    office.invite(office.anna, room, "102").unwrap();
    assert_eq!(office.in_room(room), ["102"]);
}

#[test]
fn recording_is_what_the_plane_says() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    for (command, recording) in [
        (Command::StartRecording, true),
        (Command::StopRecording, false),
    ] {
        office.conduct(office.anna, room, command).unwrap();
        assert_eq!(office.look(room).flags.recording, recording);
    }
}

#[test]
fn an_open_room_follows_its_settings_and_keeps_what_is_fixed() {
    let office = Office::new();
    let room = office.room(json!({ "capacity": 5 })).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    for number in ["102", "103"] {
        office.invite(office.anna, room, number).unwrap();
    }
    let update = |more: serde_json::Value| {
        let more = fields(more);
        let input = meetings::update::Input {
            place: office.place(room),
            rewrite: Box::new(move |current| {
                let mut fields = current.clone();
                fields.extend(more.clone());
                Ok(fields)
            }),
        };
        meetings::update::run(&office.engine, &office.person(office.anna), &input)
    };
    assert_eq!(refused(update(json!({ "capacity": 1 }))), "invalid");
    let changed = json!({ "capacity": 2, "mode": "audio", "extension_number": "44" });
    let changed = update(changed).unwrap();
    assert_eq!(changed.text("mode"), "video");
    assert_eq!(changed.text("extension_number"), "8000");
    assert_eq!(
        refused(office.invite(office.anna, room, "104")),
        "meeting_full"
    );
    let pins = json!({ "room_pin": "123", "admin_pin": "123" });
    assert_eq!(refused(update(pins)), "invalid");
}

#[test]
fn after_a_restart_every_room_is_stopped() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "102").unwrap();
    let office = office.restarted();
    office.pass(0);
    assert_eq!(office.look(room).status, Status::Offline);
    assert!(office.in_room(room).is_empty());
}

#[test]
fn a_deleted_room_is_closed_and_its_number_is_free_again() {
    let office = Office::new();
    let room = office.room(json!({})).id;
    office.conduct(office.anna, room, Command::Start).unwrap();
    office.invite(office.anna, room, "102").unwrap();
    let anna = office.person(office.anna);
    meetings::delete::run(&office.engine, &anna, office.place(room)).unwrap();
    assert_eq!(
        refused(office.conduct(office.anna, room, Command::Start)),
        "not_found"
    );
    assert_eq!(office.room(json!({})).text("extension_number"), "8000");
}

#[test]
fn a_room_with_a_schedule_opens_by_itself_also_after_a_restart_and_closes_when_it_is_over() {
    let office = Office::new();
    let room = office
        .room(json!({
            "scheduled_start_at": instant(START_MS + 60_000), "scheduled_end_at": instant(START_MS + 120_000),
        }))
        .id;
    office.pass(59_000);
    assert_eq!(office.look(room).status, Status::Offline);
    let office = office.restarted();
    office.pass(1_000);
    assert_eq!(office.look(room).status, Status::Online);
    office.pass(60_000);
    assert_eq!(office.look(room).status, Status::Offline);
}
