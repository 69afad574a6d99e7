//! A person as the call rules see him.

use crate::forwarding::{Forwarding, State};
use crate::holidays::Holiday;
use crate::hours::Week;
use crate::office_hours::{OfficeHours, OfficeSwitch};
use crate::{Id, Record};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a person says about himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// There.
    #[default]
    Available,
    /// Away.
    Away,
    /// At lunch.
    Lunch,
    /// On a business trip.
    BusinessTrip,
}

impl Presence {
    /// The presence with this name; available for any other text.
    pub fn from_name(name: &str) -> Self {
        match name {
            "away" => Presence::Away,
            "lunch" => Presence::Lunch,
            "business_trip" => Presence::BusinessTrip,
            _ => Presence::Available,
        }
    }

    /// The state that the presence makes; available makes none.
    pub const fn state(self) -> Option<State> {
        match self {
            Presence::Available => None,
            Presence::Away => Some(State::Away),
            Presence::Lunch => Some(State::Lunch),
            Presence::BusinessTrip => Some(State::BusinessTrip),
        }
    }
}

/// Whether one of the person's phones is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Registration {
    /// No telephone plane says.
    #[default]
    Unknown,
    /// At least one is.
    Registered,
    /// None is.
    Unregistered,
}

/// A person with everything that decides about his calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The user.
    pub user_id: Id,
    /// For people: the display name, or the best there is.
    pub name: String,
    /// The extension; may be empty.
    pub extension: String,
    /// Whether the user is enabled.
    pub enabled: bool,
    /// What the person says about himself.
    pub presence: Presence,
    /// The switch.
    pub do_not_disturb: bool,
    /// The rules.
    pub forwarding: Forwarding,
    /// Which week holds.
    pub office_hours: OfficeHours,
    /// The zone of the hours and holidays.
    pub timezone: Tz,
    /// The account's week.
    pub account_week: Week,
    /// What the office is by hand, for those whose week is the account's.
    pub office_switch: Option<OfficeSwitch>,
    /// The person's own and the account's.
    pub holidays: Vec<Holiday>,
    /// Whether a phone is registered.
    pub registration: Registration,
    /// Whether the person is in a call.
    pub in_call: bool,
}

impl Person {
    /// The person of a user's record. Nothing in the documents makes this fail: what cannot be read takes its
    /// default. Of the holidays, those of other people are left out. Nothing is known about phones.
    pub fn from_records(user: &Record, account: &Record, holidays: &[Record]) -> Self {
        let field = |key| user.fields.get(key).unwrap_or(&Value::Null);
        let zone = |record: &Record| record.text("timezone").parse::<Tz>().ok();
        Self {
            user_id: user.id,
            name: user.label(),
            extension: user.text("extension_number").to_owned(),
            enabled: user.flag("enabled", true),
            presence: Presence::from_name(user.text("presence")),
            do_not_disturb: field("do_not_disturb")
                .get("enabled")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            forwarding: Forwarding::from_value(field("forwarding")),
            office_hours: OfficeHours::from_value(field("office_hours")),
            timezone: zone(user).or_else(|| zone(account)).unwrap_or(Tz::UTC),
            account_week: account
                .fields
                .get("office_hours")
                .and_then(Week::from_value)
                .unwrap_or_default(),
            office_switch: OfficeSwitch::of_account(account),
            holidays: holidays
                .iter()
                .filter(|holiday| concerns(holiday, user.id))
                .filter_map(Holiday::from_record)
                .collect(),
            registration: Registration::Unknown,
            in_call: false,
        }
    }

    /// "Anna Müller (101)", or what there is of it.
    pub fn label(&self) -> String {
        match (self.name.is_empty(), self.extension.is_empty()) {
            (false, false) if self.name == self.extension => self.name.clone(),
            (false, false) => format!("{} ({})", self.name, self.extension),
            (false, true) => self.name.clone(),
            (true, false) => self.extension.clone(),
            (true, true) => self.user_id.to_string(),
        }
    }
}

/// A holiday without a person is the whole account's.
fn concerns(holiday: &Record, user_id: Id) -> bool {
    match holiday.fields.get("user_id") {
        None | Some(Value::Null) => true,
        Some(whose) => whose.as_str().and_then(|id| id.parse().ok()) == Some(user_id),
    }
}
