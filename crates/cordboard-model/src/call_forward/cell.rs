//! One rule of the forwarding document: a state and the hours, or what happens when nobody answers.

use crate::Fields;
use crate::forwarding::Action;
use serde_json::Value;

/// The place of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) state: &'static str,
    place: &'static str,
}

const fn cell(state: &'static str, place: &'static str) -> Cell {
    Cell { state, place }
}

impl Cell {
    pub(super) const NO_ANSWER: Cell = cell("available", "no_answer");

    /// Every rule that a `call_forward` object can speak of.
    pub(super) const ALL: [Cell; 7] = [
        cell("available", "office_hours"),
        cell("available", "non_office_hours"),
        cell("busy", "office_hours"),
        cell("busy", "non_office_hours"),
        cell("offline", "office_hours"),
        cell("offline", "non_office_hours"),
        Cell::NO_ANSWER,
    ];

    /// The rules of a state, in office hours and outside.
    pub(super) const fn of_state(state: &'static str) -> [Cell; 2] {
        [cell(state, "office_hours"), cell(state, "non_office_hours")]
    }

    /// The number that the rule forwards to.
    pub(super) fn target(self, rules: &Fields) -> Option<String> {
        match Action::from_value(rules.get(self.state)?.get(self.place)?)? {
            Action::ForwardToNumber(number) => Some(number),
            _ => None,
        }
    }

    /// Makes the rule forward to this number. What else it says stays.
    pub(super) fn forward(self, rules: &mut Fields, number: &str) {
        let state = object_at(rules, self.state);
        if let Some(rule) = state.and_then(|state| object_at(state, self.place)) {
            rule.insert("action".into(), "forward_to_number".into());
            rule.insert("number".into(), number.into());
        }
    }

    /// Makes the rule what it is when nothing is said. What else it says stays.
    pub(super) fn reset(self, rules: &mut Fields) {
        let Some(Value::Object(state)) = rules.get_mut(self.state) else {
            return;
        };
        if let Some(Value::Object(rule)) = state.get_mut(self.place) {
            rule.shift_remove("number");
            rule.insert("action".into(), self.default_action().into());
            if rule.len() == 1 {
                state.shift_remove(self.place);
            }
        }
        if state.is_empty() {
            rules.shift_remove(self.state);
        }
    }

    fn default_action(self) -> &'static str {
        match (self.state, self.place) {
            ("offline", _) | (_, "no_answer") => "forward_to_voicemail",
            _ => "ring",
        }
    }
}

/// The object at this key; what is none becomes an empty one.
fn object_at<'a>(object: &'a mut Fields, key: &str) -> Option<&'a mut Fields> {
    let value = object.entry(key).or_insert(Value::Null);
    if !value.is_object() {
        *value = Value::Object(Fields::new());
    }
    value.as_object_mut()
}
