//! Who rings: what happens to a call to a person at an instant, step by step, before it happens.
//!
//! The rules are a pure function of the people's records, the caller, the instant and, if the question gives
//! one, the state. In this order: exceptions, then the hours, then the rule of the state for those hours, then
//! what happens when nobody answers. A forward to an extension is followed into that person's rules.
//!
//! Decided where the rules of the field are silent:
//!
//! * A call to a disabled person goes to his voicemail at once; no rule of his is looked at.
//! * `ring` in an exception rings in every state but `offline`, where there is no phone: the call then goes on as
//!   if nobody had answered. In states that do not ring by themselves, that is voicemail after 60 seconds.
//! * The number in a voicemail or hang-up rule means nothing. A forward from one person to another keeps the
//!   caller, so that the exceptions of the second compare the number of the original caller.
//! * Hours and holidays are judged in the person's own zone. An instant has exactly one local time, also in
//!   the night when the clocks change.

mod answer;
mod evaluate;
mod moment;
mod person;
mod steps;

pub use crate::forwarding::State;
pub use answer::{Answer, Final, Hours, Outcome, Ringing, StateSource, Step, StepCode};
pub use person::{Person, Presence, Registration};

use chrono::{DateTime, Utc};

/// A forward is followed to at most this many further people.
pub const MAX_HOPS: usize = 10;

/// Finds people of the account by the number that a rule forwards to.
pub trait Directory {
    /// The person with this extension, with his own rules; `None` when the number is nobody's here, which makes
    /// it an outside number.
    fn by_extension(&self, number: &str) -> Option<Person>;
}

/// Who rings when `caller` calls `person` at `at`?
pub struct Question<'a> {
    /// The person who is called.
    pub person: &'a Person,
    /// The caller's number; "" or "anonymous" without one.
    pub caller: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// The state to suppose; as the person is when `None`. It says nothing about those he forwards to.
    pub state: Option<State>,
    /// Whom forwards may reach.
    pub directory: &'a dyn Directory,
    /// Stop at the first colleague a rule forwards to: for an asker who may not read the rules of others.
    pub own_rules_only: bool,
}

/// Answers the question. Every call ends somewhere: an outside number, a voicemail, hung up, or, when only the
/// person's own rules are asked, with a colleague.
pub fn who_rings(question: &Question<'_>) -> Answer {
    evaluate::evaluate(question)
}

#[cfg(test)]
mod tests;
