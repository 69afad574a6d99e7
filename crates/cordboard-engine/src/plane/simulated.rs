//! A plane that plays telephone, for training and tests: every extension has a virtual phone.
//!
//! The phones are registered from the beginning; one whose registration was dropped registers again a minute later.
//! Somebody who is invited to a meeting joins at once and stays until he is dropped or the room closes. A phone that
//! is rung for a call answers after two seconds, unless its number ends in 98 (busy) or 99 (nobody there), and the
//! called side hangs up after fifteen seconds. Calls go where the called person's rules send them; a mailbox is spoken
//! to for five seconds. Recordings are short tones. All of it is marked as simulated: the user
//! agent, the call records, and a remark inside of the sound files.

mod calls;
mod desk;
mod tone;

/// So long a virtual phone rings before it is answered, in milliseconds.
pub const ANSWERS_MS: i64 = calls::ANSWERS_MS;
/// So long people talk before the called side hangs up, in milliseconds.
pub const TALKS_MS: i64 = calls::TALKS_MS;
/// So long somebody speaks to a mailbox, in milliseconds.
pub const SPEAKS_MS: i64 = calls::SPEAKS_MS;

use super::agenda::Agenda;
use super::{Call, Line, Order, Party, Plane, Recording, Registration, Report, Reports, Room};
use crate::Engine;
use crate::clock::{Clock, SystemClock};
use calls::Playing;
use cordboard_model::Id;
use cordboard_model::meeting::{Effect, PlaneEvent};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A virtual phone whose registration was dropped comes back after so long, in milliseconds.
pub const COMES_BACK_MS: i64 = 60_000;
/// What the virtual phones say that they are.
pub const USER_AGENT: &str = "Cordboard simulated phone";

/// Plays telephone.
pub struct SimulatedPlane {
    clock: Box<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    reports: Reports,
    /// The legs in the rooms.
    rooms: HashMap<Id, HashSet<Id>>,
    /// Since when a room is recorded.
    recorded_since_ms: HashMap<Id, i64>,
    calls: HashMap<Id, Playing>,
    /// The calls at desks, and those that were handed on from there.
    desk_calls: HashMap<Id, desk::DeskCall>,
    /// Those who ring for a desk, by leg.
    hunts: HashMap<Id, desk::Hunt>,
    /// The users whose phones are not registered.
    dropped: HashSet<Id>,
    agenda: Agenda<Due>,
}

/// What happens later.
enum Due {
    /// A phone registers again.
    ComesBack { account_id: Id, user_id: Id },
    /// The next thing in a call.
    Call(Id),
    /// The next thing for those who ring for a desk.
    Hunt(Id),
    /// Somebody has waited for an answer long enough.
    GivesUp(Id),
    /// A call that was handed on ends.
    HandedOnEnds(Id),
}

impl SimulatedPlane {
    /// A plane whose phones live by this clock.
    pub fn new(clock: Box<dyn Clock>) -> Self {
        Self {
            clock,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Connects virtual phones to an engine; they live by the system's clock. They say of themselves that they are
/// simulated, and so does all that they leave.
pub fn attach(engine: &Engine) {
    let plane = SimulatedPlane::new(Box::new(SystemClock));
    engine.attach(Arc::new(plane));
}

impl Plane for SimulatedPlane {
    fn name(&self) -> &'static str {
        "Simulated phones"
    }

    fn is_simulated(&self) -> bool {
        true
    }

    fn attach(&self, reports: Reports) {
        self.state().reports = reports;
    }

    fn registrations(&self, line: &Line) -> Vec<Registration> {
        if line.number.is_empty() || self.state().dropped.contains(&line.user_id) {
            return Vec::new();
        }
        vec![Registration {
            instance_id: instance_id(line.user_id),
            user_agent: USER_AGENT.to_owned(),
            application: "simulated".to_owned(),
            ip: "127.0.0.1".to_owned(),
            enable_push: false,
            contact_address: format!("sip:{}@127.0.0.1:5060;transport=udp", line.number),
        }]
    }

    fn drop_registration(&self, line: &Line, instance: &str) -> bool {
        let has_phone = !line.number.is_empty() && instance == instance_id(line.user_id);
        let mut state = self.state();
        if !has_phone || !state.dropped.insert(line.user_id) {
            return false;
        }
        let (account_id, user_id) = (line.account_id, line.user_id);
        let comes_back = Due::ComesBack {
            account_id,
            user_id,
        };
        state
            .agenda
            .add(self.clock.now_ms() + COMES_BACK_MS, comes_back);
        state.reports.send(Report::Registrations {
            account_id,
            user_id,
        });
        true
    }

    fn room(&self, room: &Room, effect: &Effect) {
        self.state().room(room, effect, self.clock.now_ms());
    }

    fn call(&self, call: &Call) {
        let mut state = self.state();
        let now_ms = self.clock.now_ms();
        let mut playing = Playing::new(call.clone(), now_ms);
        let next_ms = playing.go_on(now_ms, &state.reports);
        state.later(call.id, playing, next_ms);
        state.reports.ask_for_a_turn();
    }

    fn desk(&self, desk: &Line, order: &Order) {
        self.state().order(desk, order, self.clock.now_ms());
    }

    fn play(&self, call: Id, desk: &Line, from: &Party) -> bool {
        self.state().arrives(call, desk, from, self.clock.now_ms());
        true
    }

    fn wake(&self, now_ms: i64) -> Option<i64> {
        let mut state = self.state();
        while let Some((at_ms, due)) = state.agenda.due(now_ms) {
            state.now(at_ms, due);
        }
        state.agenda.next_ms()
    }
}

impl State {
    fn room(&mut self, room: &Room, effect: &Effect, now_ms: i64) {
        let legs = self.rooms.entry(room.id).or_default();
        let event = match effect {
            Effect::Originate { leg, .. } | Effect::Admit(leg) => {
                legs.insert(*leg);
                PlaneEvent::LegAnswered(*leg)
            }
            Effect::Drop(leg) if legs.remove(leg) => PlaneEvent::LegEnded(*leg),
            Effect::Mute(leg) if legs.contains(leg) => PlaneEvent::LegMuted(*leg),
            Effect::Unmute(leg) if legs.contains(leg) => PlaneEvent::LegUnmuted(*leg),
            Effect::StartRecording => {
                self.recorded_since_ms.insert(room.id, now_ms);
                PlaneEvent::RecordingStarted
            }
            Effect::StopRecording => {
                let Some(since_ms) = self.recorded_since_ms.remove(&room.id) else {
                    return;
                };
                let recording = recording(room, since_ms, now_ms);
                self.reports.send(Report::Recorded(recording));
                PlaneEvent::RecordingStopped
            }
            Effect::CloseRoom => {
                self.rooms.remove(&room.id);
                return;
            }
            _ => return,
        };
        let room = room.id;
        self.reports.send(Report::Room { room, event });
    }

    fn now(&mut self, at_ms: i64, due: Due) {
        match due {
            Due::ComesBack {
                account_id,
                user_id,
            } => {
                self.dropped.remove(&user_id);
                self.reports.send(Report::Registrations {
                    account_id,
                    user_id,
                });
            }
            Due::Hunt(leg) => self.hunt_goes_on(leg, at_ms),
            Due::GivesUp(call) => self.gives_up(call, at_ms),
            Due::HandedOnEnds(call) => self.ends(call, at_ms),
            Due::Call(id) => {
                let Some(mut playing) = self.calls.remove(&id) else {
                    return;
                };
                let next_ms = playing.go_on(at_ms, &self.reports);
                self.later(id, playing, next_ms);
            }
        }
    }

    fn later(&mut self, id: Id, playing: Playing, next_ms: Option<i64>) {
        if let Some(at_ms) = next_ms {
            self.calls.insert(id, playing);
            self.agenda.add(at_ms, Due::Call(id));
        }
    }
}

fn recording(room: &Room, started_ms: i64, ended_ms: i64) -> Recording {
    Recording {
        account_id: room.account_id,
        owner_id: room.owner_id,
        caller: room.number.clone(),
        callee: room.number.clone(),
        started_ms,
        ended_ms,
        wav: tone::wav(ended_ms - started_ms),
        simulated: true,
    }
}

fn instance_id(user_id: Id) -> String {
    format!("simulated-{user_id}")
}
