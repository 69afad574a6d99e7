//! Forwarding in the words of the PortSIP dialect, and back: the 16 rule fields, the exceptions
//! (`custom_forward_rules`) and the office hours.
//!
//! The canonical `forwarding` and `office_hours` documents stay the only truth; this module only rewrites them. What
//! the dialect cannot say (an exception's name, a disabled exception, keys of other programs) stays as it was, and
//! a value that comes back as it was shown changes nothing.
//!
//! Decided where the rules of the field are silent:
//!
//! * A field that is `null` goes back to its default. A timeout of 0 is the default, too; the others keep the
//!   limits of the canonical rule.
//! * Numbers lose blanks, dashes, dots, slashes and brackets; `FORWARD_TO_NUMBER` needs one. With
//!   `FORWARD_TO_VOICEMAIL` it says whose mailbox is meant, which is the rule's `mailbox` (blank: the person's own).
//!   The number of any other action means nothing and is dropped.

mod exceptions;
mod office_hours;

#[cfg(test)]
mod tests;

pub use exceptions::{exceptions, set_exceptions};
pub use office_hours::{office_hours, set_office_hours};

use crate::broken_rule::BrokenRule;
use crate::dial_number;
use crate::forwarding::{Action, NoAnswer, State, StateRules, whole_number};
use crate::{Fields, Violation, pointer};
use serde_json::{Map, Value, json};

/// Which of a state's rules a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// In office hours.
    OfficeHours,
    /// Outside of them, and on holidays.
    NonOfficeHours,
    /// When nobody answers.
    NoAnswer,
}

impl When {
    const fn key(self) -> &'static str {
        match self {
            When::OfficeHours => "office_hours",
            When::NonOfficeHours => "non_office_hours",
            When::NoAnswer => "no_answer",
        }
    }
}

/// One of the 16 rule fields of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleField {
    /// The dialect's name, e.g. `dnd_office_hours_forward_rule`.
    pub name: &'static str,
    /// The state that it speaks of.
    pub state: State,
    /// Which of the state's rules it is.
    pub when: When,
}

const fn field(name: &'static str, state: State, when: When) -> RuleField {
    RuleField { name, state, when }
}

/// All rule fields.
#[rustfmt::skip]
pub const RULE_FIELDS: [RuleField; 16] = [
    field("available_office_hours_forward_rule", State::Available, When::OfficeHours),
    field("available_non_office_hours_forward_rule", State::Available, When::NonOfficeHours),
    field("available_no_answer_forward_rule", State::Available, When::NoAnswer),
    field("busy_office_hours_forward_rule", State::Busy, When::OfficeHours),
    field("busy_non_office_hours_forward_rule", State::Busy, When::NonOfficeHours),
    field("busy_no_answer_forward_rule", State::Busy, When::NoAnswer),
    field("dnd_office_hours_forward_rule", State::DoNotDisturb, When::OfficeHours),
    field("dnd_non_office_hours_forward_rule", State::DoNotDisturb, When::NonOfficeHours),
    field("away_office_hours_forward_rule", State::Away, When::OfficeHours),
    field("away_non_office_hours_forward_rule", State::Away, When::NonOfficeHours),
    field("lunch_office_hours_forward_rule", State::Lunch, When::OfficeHours),
    field("lunch_non_office_hours_forward_rule", State::Lunch, When::NonOfficeHours),
    field("trip_office_hours_forward_rule", State::BusinessTrip, When::OfficeHours),
    field("trip_non_office_hours_forward_rule", State::BusinessTrip, When::NonOfficeHours),
    field("offline_office_hours_forward_rule", State::Offline, When::OfficeHours),
    field("offline_non_office_hours_forward_rule", State::Offline, When::NonOfficeHours),
];

/// The actions, in the words of the dialect and as documents have them.
const ACTIONS: [(&str, &str); 4] = [
    ("FORWARD_TO_NUMBER", "forward_to_number"),
    ("FORWARD_TO_VOICEMAIL", "forward_to_voicemail"),
    ("RING_ANYWAY", "ring"),
    ("HANGUP", "hang_up"),
];

/// The extension whose mailbox a voicemail rule means; the person's own when it is absent.
const MAILBOX: &str = "mailbox";

impl RuleField {
    /// Whether the phones may ring by this rule.
    pub fn may_ring(self) -> bool {
        self.state.may_ring() && self.when != When::NoAnswer
    }

    /// The rule of a `forwarding` document in the words of the dialect, with its default when there is none.
    pub fn show(self, forwarding: &Value) -> Value {
        let stored = forwarding
            .get(self.state.name())
            .and_then(|rules| rules.get(self.when.key()));
        let action = stored
            .and_then(Action::from_value)
            .filter(|action| self.may_ring() || *action != Action::Ring);
        let number = match (&action, stored) {
            (Some(action), Some(rule)) => shown_number(action, rule),
            _ => String::new(),
        };
        let default = StateRules::default_of(self.state);
        let action = action.unwrap_or(match self.when {
            When::OfficeHours => default.office_hours,
            When::NonOfficeHours => default.non_office_hours,
            When::NoAnswer => default.no_answer.action,
        });
        let mut rule = json!({"action": shown_action(action.name()), "number": number});
        if self.when == When::NoAnswer {
            let timeout = stored
                .map_or(NoAnswer::default(), NoAnswer::from_value)
                .timeout_s;
            rule["timeout"] = json!(timeout);
        }
        rule
    }

    /// The rule as documents have it; `None` for the default.
    fn read(self, shown: &Value, path: &str) -> Result<Option<Fields>, Vec<Violation>> {
        if shown.is_null() {
            return Ok(None);
        }
        let mut broken = Vec::new();
        let mut rule = Map::new();
        read_target(shown, self.may_ring(), path, &mut rule, &mut broken);
        if self.when == When::NoAnswer {
            match read_timeout(shown.get("timeout")) {
                Ok(Some(seconds)) => {
                    rule.insert("timeout_s".to_owned(), json!(seconds));
                }
                Ok(None) => {}
                Err(wrong) => broken.push(wrong.at(pointer::child(path, "timeout"))),
            }
        }
        if broken.is_empty() {
            Ok(Some(rule))
        } else {
            Err(broken)
        }
    }
}

/// All 16 fields of a `forwarding` document, with defaults in place.
pub fn rules(forwarding: &Value) -> Fields {
    let shown = RULE_FIELDS.map(|field| (field.name.to_owned(), field.show(forwarding)));
    shown.into_iter().collect()
}

/// The `forwarding` document with the rules that stand in `body`; fields that are absent stay.
///
/// # Errors
/// Every broken rule, with its place in `body`; nothing is changed then.
pub fn set_rules(forwarding: &Value, body: &Fields) -> Result<Value, Vec<Violation>> {
    let mut changed = document(forwarding);
    let mut broken = Vec::new();
    for field in RULE_FIELDS {
        let Some(shown) = body.get(field.name) else {
            continue;
        };
        if *shown == field.show(forwarding) {
            continue;
        }
        match field.read(shown, &pointer::child("", field.name)) {
            Ok(rule) => put_rule(&mut changed, field, rule),
            Err(wrong) => broken.extend(wrong),
        }
    }
    if broken.is_empty() {
        Ok(Value::Object(changed))
    } else {
        Err(broken)
    }
}

fn put_rule(forwarding: &mut Fields, field: RuleField, rule: Option<Fields>) {
    let state = forwarding
        .entry(field.state.name())
        .or_insert_with(|| json!({}));
    if !state.is_object() {
        *state = json!({});
    }
    let Some(state) = state.as_object_mut() else {
        return;
    };
    match rule {
        None => {
            state.shift_remove(field.when.key());
        }
        Some(rule) => {
            let mut stored = state
                .get(field.when.key())
                .map(document)
                .unwrap_or_default();
            for key in ["action", "number", "mailbox", "timeout_s"] {
                stored.shift_remove(key);
            }
            stored.extend(rule);
            state.insert(field.when.key().to_owned(), Value::Object(stored));
        }
    }
}

/// Reads `action` and `number` into a rule's document.
fn read_target(
    shown: &Value,
    may_ring: bool,
    path: &str,
    rule: &mut Fields,
    broken: &mut Vec<Violation>,
) {
    let action = ACTIONS
        .iter()
        .find(|(name, _)| shown.get("action").and_then(Value::as_str) == Some(name))
        .map(|(_, action)| *action)
        .filter(|action| may_ring || *action != "ring");
    let Some(action) = action else {
        let names: Vec<&str> = ACTIONS
            .iter()
            .filter(|(_, action)| may_ring || *action != "ring")
            .map(|(name, _)| *name)
            .collect();
        let wrong = BrokenRule::new(
            "enum",
            format!("The action is one of: {}.", names.join(", ")),
        );
        broken.push(wrong.at(pointer::child(path, "action")));
        return;
    };
    rule.insert("action".to_owned(), json!(action));
    let number = text(shown, "number").trim();
    let key = match action {
        "forward_to_number" => Some("number"),
        "forward_to_voicemail" if !number.is_empty() => Some(MAILBOX),
        _ => None,
    };
    if let Some(key) = key {
        match dial_number::normal_form(number) {
            Ok(number) => {
                rule.insert(key.to_owned(), json!(number));
            }
            Err(wrong) => broken.push(wrong.at(pointer::child(path, "number"))),
        }
    }
}

/// `None` for the default.
fn read_timeout(shown: Option<&Value>) -> Result<Option<u32>, BrokenRule> {
    let Some(shown) = shown.filter(|shown| !shown.is_null()) else {
        return Ok(None);
    };
    match whole_number(shown) {
        Some(0) => Ok(None),
        Some(seconds) if NoAnswer::TIMEOUT_S.contains(&seconds) => Ok(Some(seconds)),
        _ => {
            let (from, to) = (NoAnswer::TIMEOUT_S.start(), NoAnswer::TIMEOUT_S.end());
            let sentence = format!("The timeout is {from} to {to} seconds, or 0 for the default.");
            Err(BrokenRule::new("timeout", sentence))
        }
    }
}

/// The number that the dialect shows with an action.
fn shown_number(action: &Action, rule: &Value) -> String {
    match action {
        Action::ForwardToNumber(number) => number.clone(),
        Action::ForwardToVoicemail => text(rule, MAILBOX).to_owned(),
        Action::Ring | Action::HangUp => String::new(),
    }
}

fn shown_action(action: &str) -> &'static str {
    let found = ACTIONS.iter().find(|(_, name)| *name == action);
    found.map_or("FORWARD_TO_VOICEMAIL", |(shown, _)| *shown)
}

fn text<'a>(document: &'a Value, key: &str) -> &'a str {
    document
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The keys of a document that should be an object.
fn document(value: &Value) -> Fields {
    value.as_object().cloned().unwrap_or_default()
}
