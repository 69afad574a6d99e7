//! Which week holds for a person: the account's or one of his own.

use crate::Record;
use crate::hours::Week;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A person's choice of a week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OfficeHours {
    /// The account's week.
    #[default]
    Account,
    /// A week of his own.
    Custom(Box<Week>),
}

impl OfficeHours {
    /// The choice in a user's `office_hours` document; the account's when it cannot be read.
    pub fn from_value(document: &Value) -> Self {
        let custom = document.get("mode").and_then(Value::as_str) == Some("custom");
        match document.get("week").and_then(Week::from_value) {
            Some(week) if custom => Self::Custom(Box::new(week)),
            _ => Self::Account,
        }
    }

    /// The week that holds.
    pub fn week<'a>(&'a self, account: &'a Week) -> &'a Week {
        match self {
            Self::Account => account,
            Self::Custom(week) => week,
        }
    }
}

/// What somebody made of the office by hand, whatever its week says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeSwitch {
    /// Open, or closed as at night.
    pub open: bool,
    /// When the week holds again; `None`: until somebody switches back.
    pub until: Option<DateTime<Utc>>,
}

impl OfficeSwitch {
    /// The switch in an account's document; none when it cannot be read.
    pub fn of_account(account: &Record) -> Option<Self> {
        let document = account.fields.get("office_switch")?;
        let open = match document.get("to")?.as_str()? {
            "open" => true,
            "closed" => false,
            _ => return None,
        };
        let until = document.get("until").and_then(Value::as_str);
        let until = until.and_then(|until| DateTime::parse_from_rfc3339(until).ok());
        Some(Self {
            open,
            until: until.map(|until| until.to_utc()),
        })
    }

    /// Whether the office is open by hand at this instant; `None` once the week holds again.
    pub fn open_at(self, at: DateTime<Utc>) -> Option<bool> {
        self.until
            .is_none_or(|until| at < until)
            .then_some(self.open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ones_own_week_holds_only_in_custom_mode() {
        let week = json!({"sunday": {"enabled": true}});
        let own = OfficeHours::from_value(&json!({"mode": "custom", "week": week}));
        assert_eq!(
            Some(own.week(&Week::default()).clone()),
            Week::from_value(&week)
        );
        for document in [
            json!({"mode": "account", "week": week}),
            json!({"mode": "custom"}),
            json!({"week": week}),
            json!(7),
        ] {
            assert_eq!(
                OfficeHours::from_value(&document),
                OfficeHours::Account,
                "{document}"
            );
        }
    }
}
