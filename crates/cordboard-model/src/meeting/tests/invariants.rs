//! What holds after every event, whatever happened before.

use super::{OWNER, caller, id};
use crate::Id;
use crate::meeting::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Few legs, so that they meet each other.
fn any_leg() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 1u64..6, 1 => Just(OWNER)]
}

pub(super) fn any_settings() -> impl Strategy<Value = Settings> {
    let layout = prop::sample::select(vec![0u8, 1, 2, 4, 9]);
    let pin = || prop::option::of(prop::sample::select(vec!["123", "999"]));
    let schedule = prop::option::of((0i64..100, 1i64..100));
    (any::<[bool; 4]>(), 1u16..5, layout, pin(), pin(), schedule).prop_map(
        |([video, master, record, close], capacity, layout, room, admin, schedule)| Settings {
            mode: if video { Mode::Video } else { Mode::Audio },
            control: if master {
                Control::Master
            } else {
                Control::Free
            },
            capacity,
            layout: Layout::new(layout).unwrap(),
            room_pin: room.map(Pin::new),
            admin_pin: admin.filter(|admin| room != Some(*admin)).map(Pin::new),
            enable_recording: record,
            close_on_nobody: close,
            scheduled_start_ms: schedule.map(|(start, _)| start),
            scheduled_end_ms: schedule.map(|(start, length)| start + length),
            ..Settings::new(id(OWNER), Mode::Audio)
        },
    )
}

pub(super) fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        2 => Just(Command::Start),
        1 => Just(Command::Stop),
        1 => prop::sample::select(vec![Command::Lock, Command::Unlock, Command::Mute, Command::Unmute]),
        1 => prop::sample::select(vec![Command::StartRecording, Command::StopRecording]),
        5 => any_leg().prop_map(|leg| Command::Invite { leg: id(leg), who: caller(leg) }),
        1 => any_leg().prop_map(|leg| Command::MuteParticipant(id(leg))),
        1 => any_leg().prop_map(|leg| Command::UnmuteParticipant(id(leg))),
        1 => any_leg().prop_map(|leg| Command::Kick(id(leg))),
        1 => any_leg().prop_map(|leg| Command::GiveChair(id(leg))),
        1 => (any_leg(), -2i8..10).prop_map(|(leg, position)| Command::Place { leg: id(leg), position }),
        1 => prop::collection::vec(any_leg().prop_map(id), 0..4).prop_map(Command::Arrange),
        1 => any_settings().prop_map(Command::Configure),
    ]
}

fn any_report() -> impl Strategy<Value = PlaneEvent> {
    let pin = || prop::option::of(prop::sample::select(vec!["123", "999", "0"]));
    prop_oneof![
        3 => (any_leg(), pin()).prop_map(|(leg, pin)| PlaneEvent::Knocked {
            leg: id(leg),
            who: caller(leg),
            pin: pin.map(str::to_owned),
        }),
        5 => any_leg().prop_map(|leg| PlaneEvent::LegAnswered(id(leg))),
        1 => any_leg().prop_map(|leg| PlaneEvent::LegFailed(id(leg))),
        2 => any_leg().prop_map(|leg| PlaneEvent::LegEnded(id(leg))),
        1 => any_leg().prop_map(|leg| PlaneEvent::LegMuted(id(leg))),
        1 => any_leg().prop_map(|leg| PlaneEvent::LegUnmuted(id(leg))),
        1 => (any_leg(), pin()).prop_map(|(leg, pin)| PlaneEvent::AdminPinTyped {
            leg: id(leg),
            pin: pin.unwrap_or("").to_owned(),
        }),
        1 => Just(PlaneEvent::RecordingStarted),
        1 => Just(PlaneEvent::RecordingStopped),
        1 => Just(PlaneEvent::RecordingFailed),
        1 => Just(PlaneEvent::RoomLost),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let standing = prop::sample::select(vec![
        Standing::Admin,
        Standing::Owner,
        Standing::Chairman,
        Standing::Other,
    ]);
    prop_oneof![
        4 => (standing, any_command()).prop_map(|(by, command)| Event::Command { by, command }),
        5 => any_report().prop_map(Event::Plane),
        1 => Just(Event::Tick),
    ]
}

fn legs(meeting: &Meeting) -> Vec<Id> {
    meeting
        .participants()
        .map(Participant::leg)
        .chain(meeting.coming())
        .collect()
}

fn holds(meeting: &Meeting) -> Result<(), TestCaseError> {
    let settings = meeting.settings();
    let present: Vec<&Participant> = meeting.participants().collect();
    let legs = legs(meeting);
    prop_assert!(legs.len() <= usize::from(settings.capacity));
    prop_assert_eq!(legs.iter().collect::<BTreeSet<_>>().len(), legs.len());
    prop_assert_eq!(settings.check(), Ok(()));

    let shown: Vec<i8> = present
        .iter()
        .map(|p| p.position())
        .filter(|p| *p >= 0)
        .collect();
    prop_assert_eq!(shown.iter().collect::<BTreeSet<_>>().len(), shown.len());
    prop_assert!(present.iter().all(|p| p.position() >= -1));
    prop_assert!(
        shown
            .iter()
            .all(|p| *p < i8::try_from(settings.cells()).unwrap())
    );

    let chair = meeting.chairman().map(Participant::leg);
    if settings.control == Control::Free {
        prop_assert_eq!(chair.is_some(), !present.is_empty());
    }
    match meeting.status() {
        Status::Offline => {
            prop_assert!(legs.is_empty());
            prop_assert_eq!(meeting.flags(), Flags::default());
        }
        Status::Online => prop_assert!(present.is_empty()),
        Status::OnCall => prop_assert!(!present.is_empty()),
    }
    Ok(())
}

proptest! {
    #[test]
    fn after_every_event_the_room_is_in_order(
        settings in any_settings(),
        events in prop::collection::vec((any_event(), 0i64..40), 0..80),
    ) {
        let mut meeting = Meeting::new(settings);
        let mut now_ms = 0;
        for (event, pause) in events {
            now_ms += pause;
            let command = matches!(event, Event::Command { .. });
            let other = matches!(event, Event::Command { by: Standing::Other, .. });
            let lost = matches!(event, Event::Plane(PlaneEvent::RoomLost));
            let known = legs(&meeting);
            let before = meeting.status();
            match apply(&meeting, event, now_ms) {
                Err(refusal) => {
                    prop_assert!(command, "a report was refused: {refusal}");
                    prop_assert!(other || refusal != Refusal::NotAllowed || before == meeting.status());
                }
                Ok((after, effects)) => {
                    prop_assert!(!other, "somebody else ran the room");
                    let closed = before != Status::Offline && after.status() == Status::Offline;
                    if closed && !lost {
                        prop_assert!(effects.contains(&Effect::CloseRoom));
                        for leg in known {
                            let gone = effects.contains(&Effect::Drop(leg));
                            prop_assert!(gone || !command, "nobody is left behind in a closed room");
                        }
                    }
                    meeting = after;
                }
            }
            holds(&meeting)?;
        }
        let stored = serde_json::to_value(&meeting).unwrap();
        prop_assert_eq!(serde_json::from_value::<Meeting>(stored).unwrap(), meeting);
    }
}
