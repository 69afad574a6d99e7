//! Exceptions: what happens to calls of certain callers, instead of the rules.

use super::Action;
use crate::caller_mask::CallerMask;
use crate::hours::Week;
use serde_json::Value;

/// When an exception holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    /// Always, also on holidays.
    AllHours,
    /// In these hours; never on a holiday.
    SpecificHours(Week),
    /// Outside of these hours; always on a holiday.
    OutsideSpecificHours(Week),
}

impl Applies {
    /// The name in documents.
    pub const fn name(&self) -> &'static str {
        match self {
            Applies::AllHours => "all_hours",
            Applies::SpecificHours(_) => "specific_hours",
            Applies::OutsideSpecificHours(_) => "outside_specific_hours",
        }
    }
}

/// What happens to calls of certain callers, instead of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Says which one is meant; as the document has it.
    pub id: String,
    /// For people; may be empty.
    pub name: String,
    /// The callers.
    pub caller_mask: CallerMask,
    /// When.
    pub applies: Applies,
    /// What happens.
    pub action: Action,
    /// Whether it is looked at.
    pub enabled: bool,
}

impl Exception {
    /// `None` without a mask or an action that can be read: an exception has no default ones.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let hours = || {
            value
                .get("hours")
                .and_then(Week::from_value)
                .unwrap_or(Week::CLOSED)
        };
        Some(Self {
            id: text("id").to_owned(),
            name: text("name").to_owned(),
            caller_mask: CallerMask::new(value.get("caller_mask")?.as_str()?),
            applies: match text("applies") {
                "specific_hours" => Applies::SpecificHours(hours()),
                "outside_specific_hours" => Applies::OutsideSpecificHours(hours()),
                _ => Applies::AllHours,
            },
            action: Action::from_value(value)?,
            enabled: value
                .get("enabled")
                .and_then(Value::as_bool)
                .unwrap_or(true),
        })
    }

    /// The name, or the mask of one without a name.
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            self.caller_mask.as_str()
        } else {
            &self.name
        }
    }
}
