mod invariants;
mod simulated_plane;

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

#[test]
fn positions_are_the_lowest_free_cells_and_swap() {
    let mut room = Room::open(settings());
    room.with(&[1, 2, 3]);
    assert_eq!(room.positions(), [0, 1, 2]);
    room.owner(Command::Place {
        leg: id(1),
        position: 2,
    });
    assert_eq!(room.positions(), [2, 1, 0]);
    room.owner(Command::Place {
        leg: id(2),
        position: -1,
    });
    assert_eq!(room.positions(), [2, -1, 0]);
    room.owner(Command::Place {
        leg: id(3),
        position: 8,
    })
    .with(&[4]);
    assert_eq!(room.positions(), [2, -1, 8, 0]);
    for position in [9, -2, i8::MAX, i8::MIN] {
        let place = Command::Place {
            leg: id(1),
            position,
        };
        assert_eq!(
            room.refusal(Standing::Owner, place),
            Some("no_such_position")
        );
    }
}

#[test]
fn a_layout_gives_positions_from_zero_in_order() {
    let video = Settings {
        mode: Mode::Video,
        layout: Layout::new(2).unwrap(),
        ..settings()
    };
    let mut room = Room::open(video.clone());
    room.with(&[1, 2, 3]);
    assert_eq!(room.positions(), [0, 1, -1]);
    room.owner(Command::Arrange(vec![id(3), id(1), id(2)]));
    assert_eq!(room.positions(), [1, -1, 0]);
    assert_eq!(
        room.effects,
        [Effect::Arrange(vec![Some(id(3)), Some(id(1))])]
    );
    room.owner(Command::Arrange(vec![id(2)]));
    assert_eq!(room.positions(), [-1, 0, -1]);
    let one = Settings {
        layout: Layout::new(1).unwrap(),
        ..video
    };
    room.owner(Command::Place {
        leg: id(1),
        position: 1,
    })
    .owner(Command::Configure(one));
    assert_eq!(room.positions(), [-1, 0, -1]);
    assert_eq!(room.effects, [Effect::Arrange(vec![Some(id(2))])]);
    let twice = Command::Arrange(vec![id(1), id(1)]);
    assert_eq!(room.refusal(Standing::Owner, twice), Some("named_twice"));
    let unknown = Command::Arrange(vec![id(9)]);
    assert_eq!(
        room.refusal(Standing::Owner, unknown),
        Some("unknown_participant")
    );
}

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
