//! Which week holds for a person: the account's or one of his own.

use crate::hours::Week;
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
