//! What a submitted account writes into the records behind it.
//!
//! Only what was said is written: absent keys keep their values, `null` takes a value away. Tags, the profile and the
//! password need more than one record and are the engine's matter.

use super::{RESALE, WHITE_LABEL};
use crate::Fields;
use serde_json::Value;

/// Keys that mean something, or that nobody writes.
const KNOWN: [&str; 22] = [
    "id",
    "userName",
    "firstName",
    "lastName",
    "email",
    "password",
    "organization",
    "preferences",
    "currency",
    "resellerId",
    "domain",
    "created",
    "ssoToken",
    "credit",
    "profile",
    "tools",
    "whiteLabel",
    "clientName",
    "status",
    "sendSignupEmail",
    "additionalUsers",
    "tags",
];

/// The account's fields with what the body says of them.
pub fn account_fields(body: &Fields, current: &Fields) -> Fields {
    let mut fields = current.clone();
    set(&mut fields, "name", body.get("clientName"));
    set(&mut fields, "org", body.get("organization"));
    let preferences = body.get("preferences");
    let preference = |name: &str| preferences.and_then(|all| all.get(name));
    set(&mut fields, "timezone", preference("timeZone"));
    set(&mut fields, "language", preference("language"));
    match body.get("status").and_then(Value::as_str) {
        Some(status) => fields.insert("enabled".to_owned(), (status == "enabled").into()),
        None => None,
    };
    let mut resale = object(&fields, "resale");
    for (key, name) in RESALE {
        set(&mut resale, key, body.get(name));
    }
    set(&mut resale, "tools", body.get("tools"));
    set(&mut resale, "additional_users", body.get("additionalUsers"));
    set(
        &mut resale,
        "profile_id",
        body.get("profile").and_then(|profile| profile.get("id")),
    );
    match body.get("whiteLabel") {
        Some(Value::Object(said)) => {
            let mut label = object(&resale, "white_label");
            for (key, name) in WHITE_LABEL {
                set(&mut label, key, said.get(name));
            }
            resale.insert("white_label".to_owned(), label.into());
        }
        other => set(&mut resale, "white_label", other),
    }
    let mut other = object(&resale, "other");
    for (key, value) in body
        .iter()
        .filter(|(key, _)| !KNOWN.contains(&key.as_str()))
    {
        set(&mut other, key, Some(value));
    }
    keep(&mut resale, "other", other);
    keep(&mut fields, "resale", resale);
    fields
}

/// The first admin's fields with what the body says of him. His user name and address are said once, when he is made.
pub fn admin_fields(body: &Fields, current: &Fields) -> Fields {
    let mut fields = current.clone();
    set(&mut fields, "first_name", body.get("firstName"));
    set(&mut fields, "last_name", body.get("lastName"));
    let preferences = body.get("preferences");
    let name = preferences.and_then(|all| all.get("displayName"));
    set(&mut fields, "display_name", name);
    fields
}

/// Writes a value: nothing when nothing was said, and nothing stays of one that is emptied.
fn set(fields: &mut Fields, key: &str, said: Option<&Value>) {
    match said {
        None => {}
        Some(Value::Null) => {
            fields.shift_remove(key);
        }
        Some(Value::String(text)) if text.trim().is_empty() => {
            fields.shift_remove(key);
        }
        Some(value) => {
            fields.insert(key.to_owned(), value.clone());
        }
    }
}

fn object(fields: &Fields, key: &str) -> Fields {
    let known = fields.get(key).and_then(Value::as_object);
    known.cloned().unwrap_or_default()
}

fn keep(fields: &mut Fields, key: &str, inner: Fields) {
    if inner.is_empty() {
        fields.shift_remove(key);
    } else {
        fields.insert(key.to_owned(), inner.into());
    }
}
