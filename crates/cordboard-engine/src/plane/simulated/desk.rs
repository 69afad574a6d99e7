//! Calls at attendants' desks, played.
//!
//! A caller from outside waits a minute and a half for an answer, and as long as he has to once he is answered. Whom the
//! desk rings behaves as every virtual phone does.

use super::calls::{SPEAKS_MS, TALKS_MS, Tried, try_stop};
use super::{Due, State};
use crate::plane::{CallEvent, CallRecord, Ending, Line, Order, Party, Report, Reports, Stop};
use cordboard_model::Id;
use cordboard_model::switchboard::{self, Failure, PlaneEvent};

/// So long a caller waits for an answer, in milliseconds.
pub(super) const PATIENCE_MS: i64 = 90_000;

/// A call at a desk, or one that was handed on from there.
pub(super) struct DeskCall {
    desk: Line,
    party: Party,
    outgoing: bool,
    started_ms: i64,
    answered_ms: Option<i64>,
    /// Those who ring or talk instead of the desk.
    elsewhere: Option<Hunt>,
}

/// Some numbers that ring in turn, and who answered.
pub(super) struct Hunt {
    account_id: Id,
    /// Under which number people on it are known.
    leg: Id,
    stops: Vec<Stop>,
    ending: Ending,
    at: usize,
    stage: HuntStage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HuntStage {
    Rings,
    Talks,
    Mailbox,
}

/// What a step of a hunt came to.
enum Step {
    Next(i64),
    Answered,
    Over(Option<Failure>),
}

impl Hunt {
    fn person(&self) -> Option<Id> {
        let stop = self.stops.get(self.at)?;
        stop.line.as_ref().map(|line| line.user_id)
    }

    fn tell(&self, event: fn(Id) -> CallEvent, reports: &Reports) {
        if let Some(person) = self.person() {
            reports.send(Report::Call {
                call: self.leg,
                account_id: self.account_id,
                event: event(person),
            });
        }
    }

    /// Rings this stop or the next one that can be rung.
    fn ring(&mut self, now_ms: i64, reports: &Reports) -> Step {
        let mut failure = Failure::Unreachable;
        while let Some(stop) = self.stops.get(self.at) {
            match try_stop(stop) {
                Tried::Busy => failure = Failure::Busy,
                Tried::Rings { ms, .. } => {
                    self.tell(CallEvent::Rings, reports);
                    return Step::Next(now_ms + ms);
                }
            }
            self.at += 1;
        }
        Step::Over(Some(failure))
    }

    /// What comes after it rang.
    fn go_on(&mut self, now_ms: i64, reports: &Reports) -> Step {
        let answers = self.stops.get(self.at).map(try_stop);
        if matches!(answers, Some(Tried::Rings { answers: true, .. })) {
            self.stage = HuntStage::Talks;
            self.tell(CallEvent::Connected, reports);
            return Step::Answered;
        }
        self.tell(CallEvent::Left, reports);
        self.at += 1;
        match self.ring(now_ms, reports) {
            Step::Over(_) => Step::Over(Some(Failure::NoAnswer)),
            step => step,
        }
    }

    fn leave(&self, reports: &Reports) {
        self.tell(CallEvent::Left, reports);
    }

    fn callee(&self) -> Option<Party> {
        let stop = self.stops.get(self.at)?;
        Some(match &stop.line {
            Some(line) => super::calls::party(line, ""),
            None => Party {
                number: stop.number.clone(),
                ..Party::default()
            },
        })
    }
}

impl DeskCall {
    fn tell_desk(&self, call: Id, event: fn(Id) -> CallEvent, reports: &Reports) {
        reports.send(Report::Call {
            call,
            account_id: self.desk.account_id,
            event: event(self.desk.user_id),
        });
    }

    /// The call is over: what is kept of it.
    fn over(&self, call: Id, now_ms: i64, by_caller: bool, reports: &Reports) {
        self.tell_desk(call, CallEvent::Left, reports);
        let hunt = self.elsewhere.as_ref();
        let answered = hunt.filter(|hunt| hunt.stage == HuntStage::Talks);
        let own = super::calls::party(&self.desk, "");
        let other = answered.and_then(Hunt::callee);
        let voicemail = hunt.and_then(|hunt| match (&hunt.ending, hunt.stage) {
            (Ending::Voicemail(of), HuntStage::Mailbox) => Some(of.clone()),
            _ => None,
        });
        if let Some(hunt) = hunt {
            hunt.leave(reports);
        }
        let (caller, callee) = match self.outgoing {
            true => (own, self.party.clone()),
            false => (self.party.clone(), other.unwrap_or(own)),
        };
        let record = CallRecord {
            caller,
            callee,
            started_ms: self.started_ms,
            rang_ms: Some(self.started_ms),
            answered_ms: self.answered_ms,
            ended_ms: now_ms,
            status_code: if self.answered_ms.is_some() { 200 } else { 487 },
            ended_by_caller: by_caller != self.outgoing,
            voicemail,
            simulated: true,
            from_outside: !self.outgoing && self.party.user_id.is_none(),
        };
        reports.send(Report::Call {
            call,
            account_id: self.desk.account_id,
            event: CallEvent::Ended(Box::new(record)),
        });
    }
}

impl State {
    /// A call from outside rings at a desk.
    pub(super) fn arrives(&mut self, call: Id, desk: &Line, from: &Party, now_ms: i64) {
        let known = DeskCall {
            desk: desk.clone(),
            party: from.clone(),
            outgoing: false,
            started_ms: now_ms,
            answered_ms: None,
            elsewhere: None,
        };
        let event = PlaneEvent::Arrived {
            call,
            desk: desk.user_id,
            from: switchboard::Party {
                number: from.number.clone(),
                name: from.display_name.clone(),
                user_id: from.user_id,
            },
        };
        known.tell_desk(call, CallEvent::Rings, &self.reports);
        self.report(desk.account_id, event);
        self.desk_calls.insert(call, known);
        self.agenda.add(now_ms + PATIENCE_MS, Due::GivesUp(call));
        self.reports.ask_for_a_turn();
    }

    fn report(&self, account_id: Id, event: PlaneEvent) {
        self.reports.send(Report::Desk { account_id, event });
    }

    /// Does what a desk needs.
    pub(super) fn order(&mut self, desk: &Line, order: &Order, now_ms: i64) {
        match order {
            Order::Answer(call) | Order::Resume(call) => self.connect(*call, desk, now_ms),
            Order::Hold(_) => {}
            Order::Park(call) => {
                if let Some(known) = self.desk_calls.get(call) {
                    known.tell_desk(*call, CallEvent::Left, &self.reports);
                    self.reports.ask_for_a_turn();
                }
            }
            Order::HangUp(call) => {
                if let Some(known) = self.desk_calls.remove(call) {
                    known.over(*call, now_ms, false, &self.reports);
                }
            }
            Order::Ring { leg, stops } => {
                let hunt = self.hunt(desk.account_id, *leg, stops, &Ending::Nothing);
                self.begin(hunt, now_ms);
            }
            Order::Drop(leg) => {
                if let Some(hunt) = self.hunts.remove(leg) {
                    hunt.leave(&self.reports);
                }
            }
            Order::Join { call, leg } => self.join(*call, *leg, now_ms),
            Order::Send {
                call,
                stops,
                ending,
            } => self.send(*call, stops, ending, now_ms),
            Order::Dial {
                call,
                to,
                stops,
                ending,
            } => {
                let known = DeskCall {
                    desk: desk.clone(),
                    party: to.clone(),
                    outgoing: true,
                    started_ms: now_ms,
                    answered_ms: None,
                    elsewhere: None,
                };
                known.tell_desk(*call, CallEvent::Connected, &self.reports);
                self.desk_calls.insert(*call, known);
                let hunt = self.hunt(desk.account_id, *call, stops, ending);
                self.begin(hunt, now_ms);
            }
        }
        self.reports.ask_for_a_turn();
    }

    fn connect(&mut self, call: Id, desk: &Line, now_ms: i64) {
        let Some(known) = self.desk_calls.get_mut(&call) else {
            return;
        };
        // A parked call may be taken at another desk.
        if desk.user_id != known.desk.user_id && !desk.number.is_empty() {
            known.tell_desk(call, CallEvent::Left, &self.reports);
            known.desk = desk.clone();
        }
        known.answered_ms.get_or_insert(now_ms);
        known.tell_desk(call, CallEvent::Connected, &self.reports);
    }

    fn hunt(&self, account_id: Id, leg: Id, stops: &[Stop], ending: &Ending) -> Hunt {
        Hunt {
            account_id,
            leg,
            stops: stops.to_vec(),
            ending: ending.clone(),
            at: 0,
            stage: HuntStage::Rings,
        }
    }

    fn begin(&mut self, mut hunt: Hunt, now_ms: i64) {
        let step = hunt.ring(now_ms, &self.reports);
        self.after(hunt, step, now_ms);
    }

    /// The caller talks with whom the desk rang, who is known by another leg until then.
    fn join(&mut self, call: Id, leg: Id, now_ms: i64) {
        let (Some(known), Some(hunt)) = (self.desk_calls.get_mut(&call), self.hunts.remove(&leg))
        else {
            return;
        };
        known.tell_desk(call, CallEvent::Left, &self.reports);
        known.answered_ms.get_or_insert(now_ms);
        known.elsewhere = Some(hunt);
        self.agenda.add(now_ms + TALKS_MS, Due::HandedOnEnds(call));
    }

    fn send(&mut self, call: Id, stops: &[Stop], ending: &Ending, now_ms: i64) {
        let Some(known) = self.desk_calls.get(&call) else {
            return;
        };
        known.tell_desk(call, CallEvent::Left, &self.reports);
        let hunt = self.hunt(known.desk.account_id, call, stops, ending);
        self.begin(hunt, now_ms);
    }

    /// The next step of those who ring.
    pub(super) fn hunt_goes_on(&mut self, leg: Id, now_ms: i64) {
        let Some(mut hunt) = self.hunts.remove(&leg) else {
            return;
        };
        if hunt.stage != HuntStage::Rings {
            self.hunts.insert(leg, hunt);
            return;
        }
        let step = hunt.go_on(now_ms, &self.reports);
        self.after(hunt, step, now_ms);
    }

    fn after(&mut self, mut hunt: Hunt, step: Step, now_ms: i64) {
        let (leg, account_id) = (hunt.leg, hunt.account_id);
        // A hunt for a call itself has the call's number; one that the desk asks has a leg of its own.
        let outgoing = self.desk_calls.get(&leg).map(|known| known.outgoing);
        match (step, outgoing) {
            (Step::Next(at_ms), _) => {
                self.hunts.insert(leg, hunt);
                self.agenda.add(at_ms, Due::Hunt(leg));
            }
            (Step::Answered, None) => {
                self.hunts.insert(leg, hunt);
                self.report(account_id, PlaneEvent::LegAnswered(leg));
            }
            (Step::Over(failure), None) => {
                let failure = failure.unwrap_or(Failure::NoAnswer);
                self.report(account_id, PlaneEvent::LegFailed(leg, failure));
            }
            (Step::Answered, Some(true)) => {
                if let Some(known) = self.desk_calls.get_mut(&leg) {
                    known.answered_ms = Some(now_ms);
                    known.elsewhere = Some(hunt);
                }
                self.report(account_id, PlaneEvent::Answered(leg));
            }
            (Step::Over(_), Some(true)) if matches!(hunt.ending, Ending::Voicemail(_)) => {
                // The desk itself speaks to the mailbox, until it hangs up.
                hunt.stage = HuntStage::Mailbox;
                if let Some(known) = self.desk_calls.get_mut(&leg) {
                    known.answered_ms = Some(now_ms);
                    known.elsewhere = Some(hunt);
                }
                self.report(account_id, PlaneEvent::Answered(leg));
            }
            (Step::Over(_), Some(true)) => {
                self.report(account_id, PlaneEvent::Ended(leg));
                self.ends(leg, now_ms);
            }
            (Step::Answered, Some(false)) => {
                self.talks_elsewhere(leg, hunt, now_ms, TALKS_MS);
            }
            (Step::Over(_), Some(false)) if matches!(hunt.ending, Ending::Voicemail(_)) => {
                hunt.stage = HuntStage::Mailbox;
                self.talks_elsewhere(leg, hunt, now_ms, SPEAKS_MS);
            }
            (Step::Over(_), Some(false)) => self.ends(leg, now_ms),
        }
    }

    fn talks_elsewhere(&mut self, call: Id, hunt: Hunt, now_ms: i64, for_ms: i64) {
        if let Some(known) = self.desk_calls.get_mut(&call) {
            known.answered_ms.get_or_insert(now_ms);
            known.elsewhere = Some(hunt);
            self.agenda.add(now_ms + for_ms, Due::HandedOnEnds(call));
        }
    }

    /// The caller hangs up: he who is still waiting for an answer.
    pub(super) fn gives_up(&mut self, call: Id, now_ms: i64) {
        let waits = |known: &DeskCall| known.answered_ms.is_none() && known.elsewhere.is_none();
        if self.desk_calls.get(&call).is_some_and(waits) && !self.hunts.contains_key(&call) {
            if let Some(known) = self.desk_calls.get(&call) {
                self.report(known.desk.account_id, PlaneEvent::Ended(call));
            }
            self.ends(call, now_ms);
        }
    }

    pub(super) fn ends(&mut self, call: Id, now_ms: i64) {
        if let Some(known) = self.desk_calls.remove(&call) {
            known.over(call, now_ms, true, &self.reports);
        }
    }
}
