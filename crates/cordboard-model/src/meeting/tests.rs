mod invariants;
mod layout;
mod people;
mod simulated_plane;
mod time;

use super::*;
use crate::Id;

pub(super) fn id(number: u64) -> Id {
    Id::from_parts(number, [3; 10])
}

pub(super) const OWNER: u64 = 900;

pub(super) fn settings() -> Settings {
    Settings::new(id(OWNER), Mode::Audio)
}

pub(super) fn caller(number: u64) -> Caller {
    Caller {
        number: number.to_string(),
        display_name: format!("Phone {number}"),
        user_id: Some(id(number)),
    }
}

/// A meeting on which one can act; refusals are panics unless a test wants them.
struct Room {
    meeting: Meeting,
    effects: Vec<Effect>,
    now_ms: i64,
}

impl Room {
    fn new(settings: Settings) -> Self {
        Self {
            meeting: Meeting::new(settings),
            effects: Vec::new(),
            now_ms: 1_000,
        }
    }

    fn open(settings: Settings) -> Self {
        let mut room = Self::new(settings);
        room.owner(Command::Start);
        room
    }

    fn event(&mut self, event: Event) -> &mut Self {
        let (meeting, effects) = apply(&self.meeting, event, self.now_ms).unwrap();
        self.meeting = meeting;
        self.effects = effects;
        self
    }

    fn owner(&mut self, command: Command) -> &mut Self {
        let by = Standing::Owner;
        self.event(Event::Command { by, command })
    }

    fn plane(&mut self, report: PlaneEvent) -> &mut Self {
        self.event(Event::Plane(report))
    }

    fn tick(&mut self, now_ms: i64) -> &mut Self {
        self.now_ms = now_ms;
        self.event(Event::Tick)
    }

    fn refusal(&self, by: Standing, command: Command) -> Option<&'static str> {
        let refused = apply(&self.meeting, Event::Command { by, command }, self.now_ms);
        refused.err().map(|refusal| refusal.code())
    }

    fn invite(&mut self, leg: u64) -> &mut Self {
        self.owner(invite(leg))
    }

    /// Invited and answered.
    fn with(&mut self, legs: &[u64]) -> &mut Self {
        for leg in legs {
            self.invite(*leg).plane(PlaneEvent::LegAnswered(id(*leg)));
        }
        self
    }

    fn knock(&mut self, leg: u64, pin: Option<&str>) -> Option<Rejection> {
        let (who, pin) = (caller(leg), pin.map(str::to_owned));
        self.plane(PlaneEvent::Knocked {
            leg: id(leg),
            who,
            pin,
        });
        self.effects.iter().find_map(|effect| match effect {
            Effect::Reject { reason, .. } => Some(*reason),
            _ => None,
        })
    }

    fn chairman(&self) -> Option<Id> {
        self.meeting.chairman().map(Participant::leg)
    }

    fn positions(&self) -> Vec<i8> {
        self.meeting
            .participants()
            .map(Participant::position)
            .collect()
    }

    fn status(&self) -> &'static str {
        self.meeting.status().name()
    }
}

pub(super) fn invite(leg: u64) -> Command {
    Command::Invite {
        leg: id(leg),
        who: caller(leg),
    }
}

#[test]
fn a_room_is_offline_then_online_then_on_call_and_offline_again() {
    let mut room = Room::new(settings());
    assert_eq!(room.status(), "OFFLINE");
    room.owner(Command::Start);
    assert_eq!(
        (room.status(), room.effects.as_slice()),
        ("ONLINE", &[Effect::OpenRoom][..])
    );
    room.invite(1);
    assert_eq!(
        room.effects,
        [Effect::Originate {
            leg: id(1),
            number: "1".to_owned()
        }]
    );
    assert_eq!(room.status(), "ONLINE");
    room.plane(PlaneEvent::LegAnswered(id(1)));
    assert_eq!(room.status(), "ON_CALL");
    room.invite(2)
        .owner(Command::Lock)
        .owner(Command::Mute)
        .owner(Command::Stop);
    assert_eq!(
        room.effects,
        [Effect::Drop(id(1)), Effect::Drop(id(2)), Effect::CloseRoom]
    );
    assert_eq!(
        (room.status(), room.meeting.flags()),
        ("OFFLINE", Flags::default())
    );
    assert_eq!(room.meeting.participants().count(), 0);
    room.owner(Command::Start);
    assert_eq!(room.meeting.flags(), Flags::default());
}

#[test]
fn asking_for_what_already_is_has_no_effect() {
    let mut room = Room::new(settings());
    for command in [
        Command::Stop,
        Command::Unlock,
        Command::Unmute,
        Command::StopRecording,
    ] {
        room.owner(command);
        assert_eq!((room.status(), room.effects.len()), ("OFFLINE", 0));
    }
    room.owner(Command::Start).owner(Command::Start);
    assert_eq!(room.effects, []);
    room.owner(Command::StartRecording)
        .owner(Command::StartRecording);
    assert_eq!(room.effects, []);
}

#[test]
fn nothing_can_be_done_in_a_room_that_is_stopped() {
    let room = Room::new(settings());
    let commands = [
        Command::Lock,
        Command::Mute,
        Command::StartRecording,
        invite(1),
        Command::Kick(id(1)),
        Command::MuteParticipant(id(1)),
        Command::GiveChair(id(1)),
        Command::Arrange(vec![]),
    ];
    for command in commands {
        assert_eq!(
            room.refusal(Standing::Owner, command),
            Some("meeting_stopped")
        );
    }
}

#[test]
fn invites_are_refused_while_locked_or_full_and_need_a_number() {
    let mut room = Room::open(Settings {
        capacity: 2,
        ..settings()
    });
    let who = Caller {
        number: "nobody".to_owned(),
        ..caller(1)
    };
    let odd = Command::Invite { leg: id(1), who };
    assert_eq!(room.refusal(Standing::Owner, odd), Some("bad_number"));
    room.owner(Command::Lock);
    assert_eq!(
        room.refusal(Standing::Owner, invite(1)),
        Some("meeting_locked")
    );
    room.owner(Command::Unlock).invite(1);
    assert_eq!(room.refusal(Standing::Owner, invite(1)), Some("leg_taken"));
    // The second one only rings, and holds his seat.
    room.invite(2);
    assert_eq!(
        room.refusal(Standing::Owner, invite(3)),
        Some("meeting_full")
    );
    room.plane(PlaneEvent::LegFailed(id(2)));
    assert_eq!(room.refusal(Standing::Owner, invite(3)), None);
}

#[test]
fn the_capacity_cannot_be_set_below_the_seats_that_are_taken() {
    let mut room = Room::open(settings());
    room.with(&[1, 2]).invite(3);
    let capacity = |capacity| {
        Command::Configure(Settings {
            capacity,
            ..settings()
        })
    };
    assert_eq!(
        room.refusal(Standing::Owner, capacity(2)),
        Some("seats_taken")
    );
    assert_eq!(
        room.refusal(Standing::Owner, capacity(0)),
        Some("bad_settings")
    );
    room.owner(capacity(3));
    assert_eq!(room.meeting.free_seats(), 0);
}

#[test]
fn who_calls_in_needs_the_pin_a_seat_and_an_open_door() {
    let mut room = Room::new(Settings {
        capacity: 2,
        room_pin: Some(Pin::new("123")),
        admin_pin: Some(Pin::new("999")),
        ..settings()
    });
    assert_eq!(room.knock(1, Some("123")), Some(Rejection::Stopped));
    room.owner(Command::Start);
    assert_eq!(room.knock(1, None), Some(Rejection::PinNeeded));
    assert_eq!(room.knock(1, Some("124")), Some(Rejection::PinWrong));
    assert_eq!(room.knock(1, Some("123")), None);
    assert_eq!(room.effects, [Effect::Admit(id(1))]);
    room.plane(PlaneEvent::LegAnswered(id(1)))
        .owner(Command::Lock);
    assert_eq!(room.knock(2, Some("123")), Some(Rejection::Locked));
    room.owner(Command::Unlock);
    assert_eq!(room.knock(2, Some("999")), None);
    room.plane(PlaneEvent::LegAnswered(id(2)));
    assert_eq!(room.chairman(), Some(id(2)));
    assert_eq!(room.knock(3, Some("123")), Some(Rejection::Full));
    room.plane(PlaneEvent::LegEnded(id(1)));
    assert_eq!(room.knock(OWNER, None), None);
}

#[test]
fn pins_are_never_printed() {
    let settings = Settings {
        room_pin: Some(Pin::new("4711")),
        ..settings()
    };
    assert!(!format!("{:?}", Meeting::new(settings)).contains("4711"));
}

#[test]
fn settings_name_every_rule_they_break() {
    let odd = Settings {
        capacity: 201,
        room_pin: Some(Pin::new("12")),
        admin_pin: Some(Pin::new("12")),
        scheduled_start_ms: Some(5),
        scheduled_end_ms: Some(5),
        ..settings()
    };
    let rules: Vec<_> = odd
        .check()
        .unwrap_err()
        .iter()
        .map(|broken| broken.rule)
        .collect();
    assert_eq!(
        rules,
        ["capacity", "room_pin", "admin_pin", "same_pins", "schedule"]
    );
    for number in 0..=u8::MAX {
        assert_eq!(
            Layout::new(number).is_some(),
            [0, 1, 2, 3, 4, 6, 9].contains(&number)
        );
    }
}
