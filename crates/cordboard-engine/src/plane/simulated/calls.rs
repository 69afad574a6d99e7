//! A call between virtual phones, step by step.

use crate::plane::{Call, CallEvent, CallRecord, Ending, Line, Party, Report, Reports, Stop};

/// So long a phone rings before it is answered, in milliseconds.
pub(super) const ANSWERS_MS: i64 = 2_000;
/// So long people talk, in milliseconds.
pub(super) const TALKS_MS: i64 = 15_000;
/// So long somebody speaks to a mailbox, in milliseconds.
pub(super) const SPEAKS_MS: i64 = 5_000;

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

    /// How long a phone rings that would ring for so many seconds at most.
    fn rings_ms(self, seconds: u32) -> i64 {
        let most_ms = i64::from(seconds) * 1000;
        match self {
            Rule::Answers => ANSWERS_MS.min(most_ms),
            Rule::Busy | Rule::NobodyThere => most_ms,
        }
    }

    /// Whether a phone that rings for so many seconds at most is answered within them.
    fn is_answered(self, seconds: u32) -> bool {
        self == Rule::Answers && i64::from(seconds) * 1000 >= ANSWERS_MS
    }
}

/// What comes of ringing a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// It is busy.
    Busy,
    /// It rings for so many milliseconds, and is answered then or not at all.
    Rings {
        /// For how long.
        ms: i64,
        /// Whether it is answered.
        answers: bool,
    },
}

/// Rings a number.
pub(super) fn try_stop(stop: &Stop) -> Tried {
    match Rule::of(&stop.number) {
        Rule::Busy => Tried::Busy,
        rule => Tried::Rings {
            ms: rule.rings_ms(stop.seconds),
            answers: rule.is_answered(stop.seconds),
        },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    CallerRings,
    /// The stop with this number rings.
    Rings(usize),
    Talking(usize),
    /// The caller speaks to a mailbox.
    Voicemail,
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
        let own = Rule::of(&self.call.from.number);
        match self.stage {
            Stage::New if own == Rule::Busy => self.over(now_ms, 486, reports),
            Stage::New => {
                self.tell(CallEvent::Rings(self.call.from.user_id), reports);
                self.stage = Stage::CallerRings;
                Some(now_ms + own.rings_ms(self.call.timeout_s))
            }
            Stage::CallerRings if own.is_answered(self.call.timeout_s) => {
                self.tell(CallEvent::Connected(self.call.from.user_id), reports);
                self.ring(0, now_ms, reports)
            }
            Stage::CallerRings => self.over(now_ms, 480, reports),
            Stage::Rings(index) => self.after_ringing(index, now_ms, reports),
            Stage::Talking(_) | Stage::Voicemail => self.over(now_ms, 200, reports),
        }
    }

    fn stop(&self, index: usize) -> Option<&Stop> {
        self.call.stops.get(index)
    }

    fn person(&self, index: usize) -> Option<&Line> {
        self.stop(index).and_then(|stop| stop.line.as_ref())
    }

    /// Rings this stop; behind the last one the call goes where the rules end it.
    fn ring(&mut self, index: usize, now_ms: i64, reports: &Reports) -> Option<i64> {
        let Some(stop) = self.stop(index) else {
            return self.end(index, now_ms, reports);
        };
        let rule = Rule::of(&stop.number);
        let rings_ms = rule.rings_ms(stop.seconds);
        if rule == Rule::Busy {
            return self.ring(index + 1, now_ms, reports);
        }
        self.rang_ms.get_or_insert(now_ms);
        if let Some(line) = self.person(index) {
            self.tell(CallEvent::Rings(line.user_id), reports);
        }
        self.stage = Stage::Rings(index);
        Some(now_ms + rings_ms)
    }

    fn after_ringing(&mut self, index: usize, now_ms: i64, reports: &Reports) -> Option<i64> {
        let answers = |stop: &Stop| Rule::of(&stop.number).is_answered(stop.seconds);
        let is_answered = self.stop(index).is_some_and(answers);
        let person = self.person(index).map(|line| line.user_id);
        if !is_answered {
            if let Some(person) = person {
                self.tell(CallEvent::Left(person), reports);
            }
            return self.ring(index + 1, now_ms, reports);
        }
        self.answered_ms = Some(now_ms);
        if let Some(person) = person {
            self.tell(CallEvent::Connected(person), reports);
        }
        self.stage = Stage::Talking(index);
        Some(now_ms + TALKS_MS)
    }

    /// Nobody has answered.
    fn end(&mut self, rung: usize, now_ms: i64, reports: &Reports) -> Option<i64> {
        match self.call.ending {
            Ending::Voicemail(_) => {
                self.answered_ms = Some(now_ms);
                self.stage = Stage::Voicemail;
                Some(now_ms + SPEAKS_MS)
            }
            Ending::HangUp => self.over(now_ms, 603, reports),
            Ending::Nothing => {
                let last = rung.checked_sub(1).and_then(|last| self.stop(last));
                let is_busy = last.is_some_and(|stop| Rule::of(&stop.number) == Rule::Busy);
                self.over(now_ms, if is_busy { 486 } else { 480 }, reports)
            }
        }
    }

    fn over(&self, now_ms: i64, status_code: u16, reports: &Reports) -> Option<i64> {
        let outside = |number: &str| Party {
            number: number.to_owned(),
            domain: String::new(),
            display_name: String::new(),
            user_id: None,
        };
        let answered = match self.stage {
            Stage::Talking(index) => self.stop(index),
            _ => None,
        };
        let callee = match (answered, &self.call.callee) {
            (Some(stop), _) => match &stop.line {
                Some(line) => party(line, ""),
                None => outside(&stop.number),
            },
            (None, Some(line)) => party(line, ""),
            (None, None) => outside(&self.call.to),
        };
        let voicemail = match (&self.stage, &self.call.ending) {
            (Stage::Voicemail, Ending::Voicemail(target)) => Some(target.clone()),
            _ => None,
        };
        let record = CallRecord {
            caller: party(&self.call.from, &self.call.display_name),
            callee,
            started_ms: self.started_ms,
            rang_ms: self.rang_ms,
            answered_ms: self.answered_ms,
            ended_ms: now_ms,
            status_code,
            ended_by_caller: false,
            voicemail,
            simulated: true,
            from_outside: false,
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

pub(super) fn party(line: &Line, display_name: &str) -> Party {
    Party {
        number: line.number.clone(),
        domain: line.realm.clone(),
        display_name: display_name.to_owned(),
        user_id: Some(line.user_id),
    }
}
