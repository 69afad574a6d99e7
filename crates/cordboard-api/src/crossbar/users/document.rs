//! The user document: the shown fields, and those of ours that the dialect knows under other names.

use crate::crossbar::change;
use crate::crossbar::document::stored;
use cordboard_model::crossbar::user;
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Kind, Record, Role};
use serde_json::Value;

/// Told by our forwarding rules, which have changed when it does not come back as it was shown.
const FORWARD: &str = "call_forward";
/// Our role under Kazoo's name.
const LEVEL: &str = "priv_level";

/// The whole document.
pub(super) fn document(user: Record) -> Fields {
    let mut document = user::document(user.fields);
    document.insert("id".into(), user.id.to_string().into());
    document
}

/// What a client's changes are made in: what is stored, without the defaults.
pub(super) fn changeable(current: &Fields) -> Fields {
    let mut document = stored(Kind::User, current);
    let shown = user::document(current.clone());
    for key in [FORWARD, LEVEL] {
        match shown.get(key) {
            Some(value) => document.insert(key.to_owned(), value.clone()),
            None => document.shift_remove(key),
        };
    }
    document
}

/// The fields to store for a wanted document, as far as it can be read, and what only this dialect finds wrong.
pub(super) fn fields_of(current: &Fields, wanted: Fields, role: Role) -> (Fields, Vec<Violation>) {
    let shown = user::document(current.clone());
    // What our own fields tell is stored in them, so that it is never taken for a default.
    let told = [FORWARD, LEVEL].map(|key| (key, wanted.get(key).cloned()));
    let mut document = change::unshown(Kind::User, current, (wanted, &shown));
    for (key, value) in told {
        document.extend(value.map(|value| (key.to_owned(), value)));
    }
    match user::replaced(current, document.clone(), role) {
        Ok(fields) => (fields, Vec::new()),
        Err(wrong) => {
            // Without what cannot be read, the rest can be looked at too.
            for violation in &wrong {
                document.shift_remove(violation.path.trim_start_matches('/'));
            }
            let rest = user::replaced(current, document, role).unwrap_or_default();
            (rest, wrong)
        }
    }
}

/// What lists show of the level, for readers who may see the role.
pub(super) fn level(user: &Fields) -> Option<Value> {
    let role = user.get("role")?.as_str()?;
    Some(if role == "user" { "user" } else { "admin" }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Fields {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn a_document_that_comes_back_as_it_was_shown_changes_nothing() {
        for current in [
            json!({ "first_name": "Anna", "last_name": "B", "role": "admin", "extension_number": "101" }),
            json!({ "first_name": "Anna", "caller_id": { "external": { "number": "1" } }, "extension_number": "101", "role": "user" }),
            json!({ "first_name": "Anna", "role": "user", "presence_id": "7", "department": "Sales" }),
        ] {
            let current = object(current);
            let shown = user::document(current.clone());
            let (fields, wrong) = fields_of(&current, shown, Role::Admin);
            assert_eq!((fields, wrong), (current, Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_read_does_not_hide_the_rest() {
        let wanted = object(
            json!({ "first_name": "", "last_name": "B", "priv_level": "boss", "email": "x" }),
        );
        let (fields, wrong) = fields_of(&Fields::new(), wanted, Role::Admin);
        assert_eq!(
            (&fields["last_name"], &fields["email"]),
            (&json!("B"), &json!("x"))
        );
        let found: Vec<_> = wrong
            .iter()
            .map(|one| (one.path.as_str(), one.rule.as_str()))
            .collect();
        assert!(found.contains(&("/first_name", "minLength")), "{found:?}");
        assert!(found.contains(&("/priv_level", "enum")), "{found:?}");
    }
}
