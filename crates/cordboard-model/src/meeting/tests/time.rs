//! What happens as time passes: rooms that open, close and are made again.

use super::*;

#[test]
fn a_room_closes_behind_the_last_one_when_it_is_set_so() {
    let mut room = Room::open(Settings {
        close_on_nobody: true,
        ..settings()
    });
    room.invite(1).plane(PlaneEvent::LegFailed(id(1)));
    assert_eq!(room.status(), "ONLINE");
    room.with(&[2]).invite(3).plane(PlaneEvent::LegEnded(id(2)));
    assert_eq!(room.status(), "ONLINE");
    room.plane(PlaneEvent::LegAnswered(id(3)))
        .plane(PlaneEvent::LegEnded(id(3)));
    assert_eq!(
        (room.status(), room.effects.as_slice()),
        ("OFFLINE", &[Effect::CloseRoom][..])
    );
    room.owner(Command::Start).tick(1_000 + NOBODY_CAME_MS - 1);
    assert_eq!(room.status(), "ONLINE");
    room.tick(1_000 + NOBODY_CAME_MS);
    assert_eq!(room.status(), "OFFLINE");
}

#[test]
fn a_room_stays_open_behind_the_last_one_otherwise() {
    let mut room = Room::open(settings());
    room.with(&[1])
        .plane(PlaneEvent::LegEnded(id(1)))
        .tick(i64::MAX);
    assert_eq!(room.status(), "ONLINE");
}

#[test]
fn a_schedule_opens_the_room_once_and_closes_it_when_it_is_empty() {
    let scheduled = Settings {
        scheduled_start_ms: Some(10_000),
        scheduled_end_ms: Some(20_000),
        ..settings()
    };
    let mut room = Room::new(scheduled.clone());
    assert_eq!(room.tick(9_999).status(), "OFFLINE");
    // Tried out before its time, it opens all the same.
    room.owner(Command::Start).owner(Command::Stop);
    assert_eq!(room.tick(10_000).status(), "ONLINE");
    room.owner(Command::Stop);
    assert_eq!(room.tick(10_001).status(), "OFFLINE");
    let later = Settings {
        scheduled_start_ms: Some(11_000),
        ..scheduled
    };
    room.owner(Command::Configure(later));
    assert_eq!(room.tick(11_000).status(), "ONLINE");
    room.with(&[1]);
    assert_eq!(room.tick(20_000).status(), "ON_CALL");
    room.plane(PlaneEvent::LegEnded(id(1)));
    assert_eq!(room.tick(20_001).status(), "OFFLINE");
    assert_eq!(room.tick(20_002).status(), "OFFLINE");
}

#[test]
fn a_plane_that_lost_the_room_makes_it_again() {
    let mut room = Room::open(settings());
    room.with(&[1])
        .invite(2)
        .owner(Command::Lock)
        .plane(PlaneEvent::RoomLost);
    assert_eq!(room.effects, [Effect::OpenRoom]);
    assert_eq!(
        (room.status(), room.meeting.flags().locked),
        ("ONLINE", true)
    );
    room.plane(PlaneEvent::LegAnswered(id(2)));
    assert_eq!(room.effects, [Effect::Drop(id(2))]);
}

#[test]
fn the_next_tick_is_when_time_next_changes_something() {
    let scheduled = Settings {
        scheduled_start_ms: Some(5_000),
        scheduled_end_ms: Some(9_000),
        close_on_nobody: true,
        ..settings()
    };
    let mut room = Room::new(scheduled);
    assert_eq!(room.meeting.next_tick_ms(), Some(5_000));
    room.tick(5_000);
    assert_eq!(room.status(), "ONLINE");
    assert_eq!(room.meeting.next_tick_ms(), Some(9_000));
    room.with(&[1]);
    assert_eq!(room.meeting.next_tick_ms(), None, "somebody is in the room");
    room.plane(PlaneEvent::LegEnded(id(1)));
    assert_eq!(room.status(), "OFFLINE");
    assert_eq!(
        room.meeting.next_tick_ms(),
        None,
        "it does not open for the same start again"
    );
}
