//! The machine together with a plane that does what it is asked, in its own time: when all reports are in, both
//! agree about who is in the room, who is muted, and what is recorded.

use super::invariants::{any_command, any_settings};
use super::{caller, id};
use crate::Id;
use crate::meeting::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A leg as the plane has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leg {
    Ringing,
    Up { muted: bool },
}

#[derive(Default)]
struct Plane {
    legs: BTreeMap<Id, Leg>,
    recording: bool,
    /// Not yet heard by the machine, in order.
    reports: VecDeque<PlaneEvent>,
}

impl Plane {
    fn does(&mut self, effect: &Effect) {
        match effect {
            Effect::Originate { leg, .. } => {
                self.legs.insert(*leg, Leg::Ringing);
            }
            Effect::Admit(leg) => self.answer(*leg),
            Effect::Drop(leg) => self.end(*leg),
            Effect::Mute(leg) => self.mute(*leg, true),
            Effect::Unmute(leg) => self.mute(*leg, false),
            Effect::StartRecording => {
                self.recording = true;
                self.reports.push_back(PlaneEvent::RecordingStarted);
            }
            Effect::StopRecording => {
                if std::mem::take(&mut self.recording) {
                    self.reports.push_back(PlaneEvent::RecordingStopped);
                }
            }
            Effect::OpenRoom
            | Effect::CloseRoom
            | Effect::Reject { .. }
            | Effect::PinRefused(_)
            | Effect::Arrange(_) => {}
        }
    }

    fn answer(&mut self, leg: Id) {
        self.legs.insert(leg, Leg::Up { muted: false });
        self.reports.push_back(PlaneEvent::LegAnswered(leg));
    }

    fn end(&mut self, leg: Id) {
        match self.legs.remove(&leg) {
            Some(Leg::Ringing) => self.reports.push_back(PlaneEvent::LegFailed(leg)),
            Some(Leg::Up { .. }) => self.reports.push_back(PlaneEvent::LegEnded(leg)),
            None => {}
        }
    }

    fn mute(&mut self, leg: Id, muted: bool) {
        if let Some(Leg::Up { muted: before }) = self.legs.get_mut(&leg) {
            *before = muted;
            self.reports.push_back(if muted {
                PlaneEvent::LegMuted(leg)
            } else {
                PlaneEvent::LegUnmuted(leg)
            });
        }
    }
}

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    Command(Command),
    /// A new person calls the room.
    Call,
    /// The nth leg that rings is answered, or not.
    Answer(usize, bool),
    /// The nth leg that is up hangs up.
    HangUp(usize),
    /// The machine hears so many reports.
    Hear(usize),
    Tick,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_command().prop_map(Step::Command),
        3 => Just(Step::Call),
        5 => (0usize..4, prop::bool::weighted(0.8)).prop_map(|(n, yes)| Step::Answer(n, yes)),
        1 => (0usize..4).prop_map(Step::HangUp),
        5 => (0usize..5).prop_map(Step::Hear),
        1 => Just(Step::Tick),
    ]
}

struct Both {
    meeting: Meeting,
    plane: Plane,
    legs_made: u64,
}

impl Both {
    fn happens(&mut self, event: Event, now_ms: i64) {
        if let Ok((meeting, effects)) = apply(&self.meeting, event, now_ms) {
            self.meeting = meeting;
            for effect in &effects {
                self.plane.does(effect);
            }
        }
    }

    /// The engine makes a new id for every leg; the phone is one of a few.
    fn new_leg(&mut self) -> (Id, Caller) {
        self.legs_made += 1;
        (id(1_000 + self.legs_made), caller(self.legs_made % 5))
    }

    /// A command about a leg of the tests' few is one about the leg in the room at that place.
    fn aim(&mut self, command: Command) -> Command {
        let in_room: Vec<Id> = self.meeting.participants().map(Participant::leg).collect();
        let aim = |leg: Id| {
            let place = usize::from(leg.as_bytes()[5]);
            in_room
                .get(place % in_room.len().max(1))
                .copied()
                .unwrap_or(leg)
        };
        match command {
            Command::Invite { .. } => {
                let (leg, who) = self.new_leg();
                Command::Invite { leg, who }
            }
            Command::MuteParticipant(leg) => Command::MuteParticipant(aim(leg)),
            Command::UnmuteParticipant(leg) => Command::UnmuteParticipant(aim(leg)),
            Command::Kick(leg) => Command::Kick(aim(leg)),
            Command::GiveChair(leg) => Command::GiveChair(aim(leg)),
            other => other,
        }
    }

    fn step(&mut self, step: Step, now_ms: i64) {
        match step {
            Step::Command(command) => {
                let command = self.aim(command);
                self.happens(
                    Event::Command {
                        by: Standing::Owner,
                        command,
                    },
                    now_ms,
                );
            }
            Step::Call => {
                let (leg, who) = self.new_leg();
                let pin = Some("123".to_owned());
                self.happens(Event::Plane(PlaneEvent::Knocked { leg, who, pin }), now_ms);
            }
            Step::Answer(place, yes) => {
                let ringing = |(leg, state): (&Id, &Leg)| (*state == Leg::Ringing).then_some(*leg);
                if let Some(leg) = self.plane.legs.iter().filter_map(ringing).nth(place) {
                    if yes {
                        self.plane.answer(leg)
                    } else {
                        self.plane.end(leg)
                    }
                }
            }
            Step::HangUp(place) => {
                let up = |(leg, state): (&Id, &Leg)| (*state != Leg::Ringing).then_some(*leg);
                if let Some(leg) = self.plane.legs.iter().filter_map(up).nth(place) {
                    self.plane.end(leg);
                }
            }
            Step::Hear(reports) => self.hear(reports, now_ms),
            Step::Tick => self.happens(Event::Tick, now_ms),
        }
    }

    fn hear(&mut self, reports: usize, now_ms: i64) {
        for _ in 0..reports {
            let Some(report) = self.plane.reports.pop_front() else {
                return;
            };
            self.happens(Event::Plane(report), now_ms);
        }
    }
}

proptest! {
    #[test]
    fn in_the_end_machine_and_plane_agree(
        settings in any_settings(),
        steps in prop::collection::vec((any_step(), 0i64..40), 0..80),
    ) {
        let mut both = Both { meeting: Meeting::new(settings), plane: Plane::default(), legs_made: 0 };
        let mut now_ms = 0;
        both.happens(Event::Command { by: Standing::Owner, command: Command::Start }, now_ms);
        for (step, pause) in steps {
            now_ms += pause;
            both.step(step, now_ms);
        }
        let mut heard = 0;
        while !both.plane.reports.is_empty() {
            both.hear(1, now_ms);
            heard += 1;
            prop_assert!(heard < 10_000, "they talk for ever");
        }

        let ringing = |leg: &Leg| *leg == Leg::Ringing;
        let legs = both.plane.legs.iter();
        let (rings, up): (BTreeMap<Id, Leg>, BTreeMap<Id, Leg>) = legs.map(|(id, leg)| (*id, *leg)).partition(|(_, leg)| ringing(leg));
        prop_assert_eq!(both.meeting.coming().collect::<BTreeSet<_>>(), rings.into_keys().collect());
        let muted: BTreeMap<Id, bool> = both.meeting.participants().map(|p| (p.leg(), p.muted())).collect();
        let heard_muted = up.into_iter().map(|(id, leg)| (id, leg == Leg::Up { muted: true }));
        prop_assert_eq!(muted, heard_muted.collect());
        prop_assert_eq!(both.meeting.flags().recording, both.plane.recording);
    }
}
