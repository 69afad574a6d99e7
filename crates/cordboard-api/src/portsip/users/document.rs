//! A user as the dialect shows him.

use super::fields::{ALL, At, UserField};
use crate::portsip::time::instant;
use cordboard_engine::roles::name_of;
use cordboard_model::portsip_forwarding::{RULE_FIELDS, exceptions, office_hours};
use cordboard_model::{Fields, Record};
use serde_json::Value;

/// The user whole.
pub(super) fn document(user: &Record) -> Fields {
    let shown = ALL
        .iter()
        .map(|field| (field.name.to_owned(), value(user, field)));
    shown.collect()
}

/// The user as lists show him.
pub(super) fn listed(user: &Record) -> Fields {
    let shown = ALL.iter().filter(|field| field.is_listed);
    shown
        .map(|field| (field.name.to_owned(), value(user, field)))
        .collect()
}

/// What a field shows.
pub(super) fn value(user: &Record, field: &UserField) -> Value {
    let part = |key: &str| user.fields.get(key).unwrap_or(&Value::Null);
    let found = match field.at {
        At::Key(key) => part(key).clone(),
        At::Inside(key, inner) => part(key).get(inner).cloned().unwrap_or_default(),
        At::Rule => {
            let rule = RULE_FIELDS.iter().find(|rule| rule.name == field.name);
            rule.map_or(Value::Null, |rule| rule.show(part("forwarding")))
        }
        At::Exceptions => exceptions(part("forwarding")).into(),
        At::Hours => office_hours(part("office_hours")),
        At::Computed => computed(user, field.name),
    };
    match found {
        Value::Null => field.absent.value(),
        found => found,
    }
}

fn computed(user: &Record, name: &str) -> Value {
    let photo = |key: &str| user.fields.get("photo").and_then(|photo| photo.get(key));
    match name {
        "id" => user.id.to_string().into(),
        "created_at" => instant(user.created_ms),
        "role" => name_of(user).into(),
        "sync_type" if !user.text("ms365_id").is_empty() => "Microsoft 365".into(),
        "avatar_file_name" => photo("file_name").cloned().unwrap_or_default(),
        "avatar_file_size" => photo("file_size").cloned().unwrap_or_default(),
        "avatar_file_url" => photo("file_url").cloned().unwrap_or_default(),
        _ => Value::Null,
    }
}
