//! The form in which fields are kept: names trimmed, realms without blanks, emptied optional names taken out.

use cordboard_model::{Fields, Kind};

/// Names that a person typed.
const NAMES: [&str; 7] = [
    "name",
    "realm",
    "first_name",
    "last_name",
    "display_name",
    "username",
    "extension_number",
];

/// Brings the fields of a record into the form in which they are kept. What is no text is left for validation.
pub fn settle(kind: Kind, fields: &mut Fields) {
    for key in NAMES {
        let Some(text) = fields.get(key).and_then(|value| value.as_str()) else {
            continue;
        };
        let trimmed: String = match key {
            "realm" => text.split_whitespace().collect(),
            // It stands there as it is to be already.
            _ if text.len() == text.trim().len() && !text.is_empty() => continue,
            _ => text.trim().to_owned(),
        };
        if trimmed.is_empty() && kind == Kind::User {
            fields.shift_remove(key);
        } else {
            fields.insert(key.to_owned(), trimmed.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_realm_loses_its_blanks_and_keeps_its_case() {
        let mut fields = Fields::new();
        fields.insert("realm".into(), " Sip. Acme.example ".into());
        settle(Kind::Account, &mut fields);
        assert_eq!(fields["realm"], "Sip.Acme.example");
    }

    #[test]
    fn names_are_trimmed_and_emptied_names_of_users_are_taken_out() {
        let mut fields = Fields::new();
        for (key, value) in [
            ("first_name", json!(" Anna ")),
            ("username", json!(" ")),
            ("last_name", json!(7)),
        ] {
            fields.insert(key.into(), value);
        }
        settle(Kind::User, &mut fields);
        assert_eq!(
            serde_json::Value::Object(fields),
            json!({ "first_name": "Anna", "last_name": 7 })
        );
    }
}
