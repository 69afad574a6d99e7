//! Who may do what in a room, who has the chair, and who is heard.

use super::*;

#[test]
fn others_only_read_and_the_chairman_does_not_change_settings() {
    let mut room = Room::open(settings());
    room.with(&[1]);
    let commands = || {
        [
            Command::Start,
            Command::Stop,
            Command::Lock,
            Command::Mute,
            Command::StartRecording,
            invite(2),
            Command::Kick(id(1)),
            Command::GiveChair(id(1)),
            Command::Place {
                leg: id(1),
                position: 0,
            },
            Command::Arrange(vec![id(1)]),
        ]
    };
    for command in commands() {
        assert_eq!(room.refusal(Standing::Other, command), Some("not_allowed"));
    }
    for by in [Standing::Chairman, Standing::Admin, Standing::Owner] {
        for command in commands() {
            assert_eq!(room.refusal(by, command), None, "{by:?}");
        }
    }
    let configure = || Command::Configure(settings());
    assert_eq!(
        room.refusal(Standing::Chairman, configure()),
        Some("not_allowed")
    );
    assert_eq!(room.refusal(Standing::Admin, configure()), None);
    assert_eq!(room.refusal(Standing::Owner, configure()), None);
}

#[test]
fn who_somebody_is_follows_from_the_room() {
    let mut room = Room::open(settings());
    room.with(&[1, 2]);
    assert_eq!(room.meeting.standing(id(OWNER), false), Standing::Owner);
    assert_eq!(room.meeting.standing(id(5), true), Standing::Admin);
    assert_eq!(room.meeting.standing(id(1), false), Standing::Chairman);
    assert_eq!(room.meeting.standing(id(2), false), Standing::Other);
    room.owner(Command::GiveChair(id(2)));
    assert_eq!(room.meeting.standing(id(1), false), Standing::Other);
    assert_eq!(room.meeting.standing(id(2), false), Standing::Chairman);
}

#[test]
fn the_first_has_the_chair_until_the_owner_comes_or_it_is_given_away() {
    let mut room = Room::open(settings());
    room.with(&[1, 2]);
    assert_eq!(room.chairman(), Some(id(1)));
    room.plane(PlaneEvent::LegEnded(id(1)));
    assert_eq!(room.chairman(), Some(id(2)));
    room.with(&[OWNER]);
    assert_eq!(room.chairman(), Some(id(OWNER)));
    room.with(&[3]).owner(Command::GiveChair(id(3)));
    assert_eq!(room.chairman(), Some(id(3)));
    room.owner(Command::Kick(id(3)));
    assert_eq!(room.chairman(), Some(id(OWNER)));
    room.owner(Command::Kick(id(OWNER)));
    assert_eq!(room.chairman(), Some(id(2)));
    assert_eq!(
        room.refusal(Standing::Owner, Command::GiveChair(id(3))),
        Some("unknown_participant")
    );
}

#[test]
fn a_chair_that_was_given_away_stays_when_the_owner_comes() {
    let mut room = Room::open(settings());
    room.with(&[1, 2])
        .owner(Command::GiveChair(id(2)))
        .with(&[OWNER]);
    assert_eq!(room.chairman(), Some(id(2)));
}

#[test]
fn under_control_nobody_but_the_chairman_is_heard_unless_he_is_unmuted() {
    let mut room = Room::open(Settings {
        control: Control::Master,
        admin_pin: Some(Pin::new("999")),
        ..settings()
    });
    room.with(&[1]);
    assert_eq!(
        (room.chairman(), room.effects.as_slice()),
        (None, &[Effect::Mute(id(1))][..])
    );
    room.with(&[OWNER]);
    assert_eq!(
        (room.chairman(), room.effects.as_slice()),
        (Some(id(OWNER)), &[][..])
    );
    room.plane(PlaneEvent::LegMuted(id(1)))
        .owner(Command::UnmuteParticipant(id(1)));
    assert_eq!(room.effects, [Effect::Unmute(id(1))]);
    let pin = |pin: &str| PlaneEvent::AdminPinTyped {
        leg: id(1),
        pin: pin.to_owned(),
    };
    room.plane(pin("998"));
    assert_eq!(room.effects, [Effect::PinRefused(id(1))]);
    room.plane(pin("999"));
    assert_eq!(room.chairman(), Some(id(1)));
}

#[test]
fn muted_is_who_the_plane_says_is_muted() {
    let mut room = Room::open(settings());
    room.with(&[1, 2]).owner(Command::Mute);
    assert_eq!(room.effects, [Effect::Mute(id(1)), Effect::Mute(id(2))]);
    assert!(room.meeting.flags().muted);
    assert!(!room.meeting.participant(id(1)).unwrap().muted());
    room.plane(PlaneEvent::LegMuted(id(1)));
    assert!(room.meeting.participant(id(1)).unwrap().muted());
    room.with(&[3]);
    assert_eq!(room.effects, [Effect::Mute(id(3))]);
    room.owner(Command::UnmuteParticipant(id(1)));
    assert_eq!(room.effects, [Effect::Unmute(id(1))]);
    room.owner(Command::Unmute);
    assert!(!room.meeting.flags().muted && room.effects.len() == 3);
}

#[test]
fn recording_is_what_the_plane_says_is_recorded() {
    let mut room = Room::open(Settings {
        enable_recording: true,
        ..settings()
    });
    assert_eq!(room.effects, [Effect::OpenRoom, Effect::StartRecording]);
    assert!(!room.meeting.flags().recording);
    room.plane(PlaneEvent::RecordingStarted);
    assert!(room.meeting.flags().recording);
    room.owner(Command::StopRecording)
        .owner(Command::StartRecording)
        .plane(PlaneEvent::RecordingStopped);
    // That was the end of the recording before; the new one can be stopped before it began.
    let stop = Event::Command {
        by: Standing::Owner,
        command: Command::StopRecording,
    };
    let (_, effects) = apply(&room.meeting, stop, room.now_ms).unwrap();
    assert_eq!(effects, [Effect::StopRecording]);
    room.plane(PlaneEvent::RecordingStarted);
    assert!(room.meeting.flags().recording);
    room.plane(PlaneEvent::RecordingFailed);
    assert!(!room.meeting.flags().recording);
    room.owner(Command::StartRecording).owner(Command::Stop);
    assert_eq!(room.effects, [Effect::StopRecording, Effect::CloseRoom]);
    room.plane(PlaneEvent::RecordingStarted);
    assert_eq!(room.effects, [Effect::StopRecording]);
}

#[test]
fn a_kicked_participant_is_gone_at_once_and_holds_his_seat_until_the_leg_ended() {
    let mut room = Room::open(Settings {
        capacity: 2,
        ..settings()
    });
    room.with(&[1, 2]).owner(Command::Kick(id(1)));
    assert_eq!(room.effects, [Effect::Drop(id(1))]);
    assert!(room.meeting.participant(id(1)).is_none());
    assert_eq!(
        room.refusal(Standing::Owner, Command::Kick(id(1))),
        Some("unknown_participant")
    );
    assert_eq!(
        room.refusal(Standing::Owner, invite(3)),
        Some("meeting_full")
    );
    room.plane(PlaneEvent::LegEnded(id(1)));
    assert_eq!(room.refusal(Standing::Owner, invite(3)), None);
}
