//! Which of the account's holidays are holidays of a person: all of them, until somebody chooses.

use cordboard_model::Record;
use serde_json::Value;

/// The field of a user.
pub(super) const FIELD: &str = "holiday_ids";

/// Whether a holiday of the account is one of the person's.
pub(crate) fn has(user: &Record, holiday: &Record) -> bool {
    let Some(chosen) = user.fields.get(FIELD).and_then(Value::as_array) else {
        return true;
    };
    let id = holiday.id.to_string();
    chosen.iter().any(|known| known.as_str() == Some(&id))
}
