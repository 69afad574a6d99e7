//! A call between virtual phones, step by step.

use crate::plane::{Call, CallEvent, CallRecord, Line, Party, Report, Reports};

/// So long a phone rings before it is answered, in milliseconds.
pub(super) const ANSWERS_MS: i64 = 2_000;
/// So long people talk, in milliseconds.
pub(super) const TALKS_MS: i64 = 15_000;

/// What a number does when it is rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Answers,
    Busy,
    NobodyThere,
}

impl Rule {
    fn of(number: &str) -> Self {
        if number.ends_with("98") {
            Rule::Busy
        } else if number.ends_with("99") {
            Rule::NobodyThere
        } else {
            Rule::Answers
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    CallerRings,
    CalleeRings,
    Talking,
}

/// A call that is being played.
pub(super) struct Playing {
    call: Call,
    stage: Stage,
    started_ms: i64,
    rang_ms: Option<i64>,
    answered_ms: Option<i64>,
}

impl Playing {
    pub(super) const fn new(call: Call, now_ms: i64) -> Self {
        Self {
            call,
            stage: Stage::New,
            started_ms: now_ms,
            rang_ms: None,
            answered_ms: None,
        }
    }

    /// Plays the next step, and says when the one after it is due; nothing when the call is over.
    pub(super) fn go_on(&mut self, now_ms: i64, reports: &Reports) -> Option<i64> {
        let number = match self.stage {
            Stage::New | Stage::CallerRings => &self.call.from.number,
            Stage::CalleeRings | Stage::Talking => &self.call.to,
        };
        match (self.stage, Rule::of(number)) {
            (Stage::New, Rule::Busy) => self.over(now_ms, 486, reports),
            (Stage::New, rule) => {
                self.tell(CallEvent::Rings(self.call.from.user_id), reports);
                self.ring(Stage::CallerRings, rule, now_ms)
            }
            (Stage::CallerRings, Rule::Answers) => self.ring_callee(now_ms, reports),
            (Stage::CalleeRings, Rule::Answers) => {
                self.answered_ms = Some(now_ms);
                if let Some(callee) = &self.call.callee {
                    self.tell(CallEvent::Connected(callee.user_id), reports);
                }
                self.stage = Stage::Talking;
                Some(now_ms + TALKS_MS)
            }
            (Stage::Talking, _) => self.over(now_ms, 200, reports),
            (Stage::CallerRings | Stage::CalleeRings, _) => self.over(now_ms, 480, reports),
        }
    }

    fn ring_callee(&mut self, now_ms: i64, reports: &Reports) -> Option<i64> {
        self.tell(CallEvent::Connected(self.call.from.user_id), reports);
        let rule = Rule::of(&self.call.to);
        if rule == Rule::Busy {
            return self.over(now_ms, 486, reports);
        }
        self.rang_ms = Some(now_ms);
        if let Some(callee) = &self.call.callee {
            self.tell(CallEvent::Rings(callee.user_id), reports);
        }
        self.ring(Stage::CalleeRings, rule, now_ms)
    }

    fn ring(&mut self, stage: Stage, rule: Rule, now_ms: i64) -> Option<i64> {
        self.stage = stage;
        let rings_ms = match rule {
            Rule::Answers => ANSWERS_MS,
            Rule::Busy | Rule::NobodyThere => i64::from(self.call.timeout_s) * 1000,
        };
        Some(now_ms + rings_ms)
    }

    fn over(&self, now_ms: i64, status_code: u16, reports: &Reports) -> Option<i64> {
        let record = CallRecord {
            caller: party(&self.call.from, &self.call.display_name),
            callee: match &self.call.callee {
                Some(line) => party(line, ""),
                None => Party {
                    number: self.call.to.clone(),
                    domain: String::new(),
                    display_name: String::new(),
                    user_id: None,
                },
            },
            started_ms: self.started_ms,
            rang_ms: self.rang_ms,
            answered_ms: self.answered_ms,
            ended_ms: now_ms,
            status_code,
            ended_by_caller: false,
            simulated: true,
        };
        self.tell(CallEvent::Ended(Box::new(record)), reports);
        None
    }

    fn tell(&self, event: CallEvent, reports: &Reports) {
        reports.send(Report::Call {
            call: self.call.id,
            account_id: self.call.from.account_id,
            event,
        });
    }
}

fn party(line: &Line, display_name: &str) -> Party {
    Party {
        number: line.number.clone(),
        domain: line.realm.clone(),
        display_name: display_name.to_owned(),
        user_id: Some(line.user_id),
    }
}
