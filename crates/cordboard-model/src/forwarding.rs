//! Forwarding as the rules read it: every state's rules and the exceptions, with all defaults in place.
//!
//! Reading is tolerant: a document is stored by many hands, and a rule that cannot be read is the default one.
//! Whether a document may be stored is the schema's business.

mod exception;

pub use exception::{Applies, Exception};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a person is to a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Can take a call.
    Available,
    /// In a call.
    Busy,
    /// Wants no calls.
    DoNotDisturb,
    /// Said to be away.
    Away,
    /// Said to be at lunch.
    Lunch,
    /// Said to be on a business trip.
    BusinessTrip,
    /// No phone is registered.
    Offline,
}

impl State {
    /// Every state.
    pub const ALL: [State; 7] = [
        State::Available,
        State::Busy,
        State::DoNotDisturb,
        State::Away,
        State::Lunch,
        State::BusinessTrip,
        State::Offline,
    ];

    /// The name in documents and answers, e.g. `do_not_disturb`.
    pub const fn name(self) -> &'static str {
        match self {
            State::Available => "available",
            State::Busy => "busy",
            State::DoNotDisturb => "do_not_disturb",
            State::Away => "away",
            State::Lunch => "lunch",
            State::BusinessTrip => "business_trip",
            State::Offline => "offline",
        }
    }

    /// Whether the rules of this state may let the phones ring.
    pub const fn may_ring(self) -> bool {
        matches!(self, State::Available | State::Busy)
    }
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Action {
    /// The person's phones ring.
    Ring,
    /// It goes to this number, an extension of the account or any other.
    ForwardToNumber(String),
    /// It goes to the person's voicemail.
    ForwardToVoicemail,
    /// It ends.
    HangUp,
}

impl Action {
    /// The name in documents, e.g. `forward_to_number`.
    pub const fn name(&self) -> &'static str {
        match self {
            Action::Ring => "ring",
            Action::ForwardToNumber(_) => "forward_to_number",
            Action::ForwardToVoicemail => "forward_to_voicemail",
            Action::HangUp => "hang_up",
        }
    }

    /// The action of a rule's document; `None` when there is none, or a number is missing.
    pub fn from_value(rule: &Value) -> Option<Self> {
        match rule.get("action")?.as_str()? {
            "ring" => Some(Action::Ring),
            "forward_to_voicemail" => Some(Action::ForwardToVoicemail),
            "hang_up" => Some(Action::HangUp),
            "forward_to_number" => {
                let number = rule.get("number")?.as_str()?.trim();
                (!number.is_empty()).then(|| Action::ForwardToNumber(number.to_owned()))
            }
            _ => None,
        }
    }
}

/// What happens when nobody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAnswer {
    /// What happens then; never [`Action::Ring`] when read from a document.
    pub action: Action,
    /// How long the phones ring before, in seconds.
    pub timeout_s: u32,
}

impl Default for NoAnswer {
    /// Voicemail after 60 seconds.
    fn default() -> Self {
        Self {
            action: Action::ForwardToVoicemail,
            timeout_s: 60,
        }
    }
}

impl NoAnswer {
    /// The shortest and the longest time to ring, in seconds.
    pub const TIMEOUT_S: std::ops::RangeInclusive<u32> = 5..=300;

    pub(crate) fn from_value(rule: &Value) -> Self {
        let default = Self::default();
        let timeout = rule.get("timeout_s").and_then(whole_number);
        Self {
            action: Action::from_value(rule)
                .filter(|a| *a != Action::Ring)
                .unwrap_or(default.action),
            timeout_s: timeout
                .filter(|s| Self::TIMEOUT_S.contains(s))
                .unwrap_or(default.timeout_s),
        }
    }
}

/// A whole number is an integer also when it is written 20.0, as JSON Schema has it.
pub(crate) fn whole_number(value: &Value) -> Option<u32> {
    let number = value.as_f64()?;
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number))
        .then_some(number as u32)
}

/// The rules of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRules {
    /// In office hours.
    pub office_hours: Action,
    /// Outside of them, and on holidays.
    pub non_office_hours: Action,
    /// When nobody answers. In states that do not ring by themselves it is the default, for exceptions that do.
    pub no_answer: NoAnswer,
}

impl StateRules {
    /// What holds when the document says nothing: available and busy ring, every other state goes to voicemail.
    pub fn default_of(state: State) -> Self {
        let action = if state.may_ring() {
            Action::Ring
        } else {
            Action::ForwardToVoicemail
        };
        Self {
            office_hours: action.clone(),
            non_office_hours: action,
            no_answer: NoAnswer::default(),
        }
    }

    fn from_value(state: State, rules: &Value) -> Self {
        let default = Self::default_of(state);
        let action = |key| {
            let action = rules.get(key).and_then(Action::from_value)?;
            (state.may_ring() || action != Action::Ring).then_some(action)
        };
        Self {
            office_hours: action("office_hours").unwrap_or(default.office_hours),
            non_office_hours: action("non_office_hours").unwrap_or(default.non_office_hours),
            no_answer: rules
                .get("no_answer")
                .filter(|_| state.may_ring())
                .map_or(default.no_answer, NoAnswer::from_value),
        }
    }
}

/// All of a person's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forwarding {
    available: StateRules,
    busy: StateRules,
    do_not_disturb: StateRules,
    away: StateRules,
    lunch: StateRules,
    business_trip: StateRules,
    offline: StateRules,
    /// Looked at in this order, before the rules.
    pub exceptions: Vec<Exception>,
}

impl Default for Forwarding {
    /// What holds when the document says nothing.
    fn default() -> Self {
        Self::from_value(&Value::Null)
    }
}

impl Forwarding {
    /// The rules of a user's `forwarding` document.
    pub fn from_value(document: &Value) -> Self {
        let of = |state: State| {
            let rules = document.get(state.name());
            rules.map_or_else(
                || StateRules::default_of(state),
                |rules| StateRules::from_value(state, rules),
            )
        };
        let exceptions = document.get("exceptions").and_then(Value::as_array);
        Self {
            available: of(State::Available),
            busy: of(State::Busy),
            do_not_disturb: of(State::DoNotDisturb),
            away: of(State::Away),
            lunch: of(State::Lunch),
            business_trip: of(State::BusinessTrip),
            offline: of(State::Offline),
            exceptions: exceptions
                .into_iter()
                .flatten()
                .filter_map(Exception::from_value)
                .collect(),
        }
    }

    /// The rules of a state.
    pub const fn of(&self, state: State) -> &StateRules {
        match state {
            State::Available => &self.available,
            State::Busy => &self.busy,
            State::DoNotDisturb => &self.do_not_disturb,
            State::Away => &self.away,
            State::Lunch => &self.lunch,
            State::BusinessTrip => &self.business_trip,
            State::Offline => &self.offline,
        }
    }

    /// Whether a call may go anywhere else than by default: a rule or an enabled exception says so.
    pub fn is_forwarded(&self) -> bool {
        self.exceptions.iter().any(|exception| exception.enabled)
            || State::ALL
                .into_iter()
                .any(|state| *self.of(state) != StateRules::default_of(state))
    }
}

#[cfg(test)]
pub(crate) mod tests;
