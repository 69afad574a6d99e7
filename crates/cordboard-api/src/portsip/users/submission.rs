//! From what a client sends of a user to his canonical fields.

use super::document::value;
use super::fields::{ALL, At, Use, UserField};
use cordboard_model::portsip_forwarding::{set_exceptions, set_office_hours, set_rules};
use cordboard_model::{Fields, Id, Record, Violation, extension_number, pin, username};
use serde_json::{Map, Value};

/// Every rule that the submitted values break beyond their shapes.
pub(super) fn check(body: &Fields, is_system_admin: bool) -> Vec<Violation> {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let name = text("name").map(|name| ("/name", username::check(name, is_system_admin)));
    let number = text("extension_number");
    let number = number.map(|number| ("/extension_number", extension_number::check(number)));
    let pin = text("voicemail_pin").map(|pin| ("/voicemail_pin", pin::check_voicemail(pin)));
    let checks = [name, number, pin].into_iter().flatten();
    checks
        .filter_map(|(path, checked)| Some((path, checked.err()?)))
        .flat_map(|(path, broken)| broken.into_iter().map(move |rule| rule.at(path)))
        .collect()
}

/// The fields that the body names although this operation does not change them. What comes back as it is shown is
/// no change.
pub(super) fn forbidden(current: &Record, body: &Fields, used: Use) -> Vec<Violation> {
    let others = ALL.iter().filter(|field| !field.is_of(used));
    others
        .filter(|field| {
            let sent = body.get(field.name).filter(|sent| !sent.is_null());
            sent.is_some_and(|sent| *sent != value(current, field))
        })
        .map(|field| {
            let detail = "this is not changed here; leave it out";
            Violation::new(format!("/{}", field.name), "read_only", detail)
        })
        .collect()
}

/// The user's fields with what the body says; `null` takes a value away, what is absent stays.
pub(super) fn rewritten(
    current: &Fields,
    body: &Fields,
    used: Use,
    mut new_id: impl FnMut() -> Id,
) -> Result<Fields, Vec<Violation>> {
    let mut fields = current.clone();
    let mut broken = Vec::new();
    for field in ALL.iter().filter(|field| field.is_of(used)) {
        let Some(sent) = body.get(field.name) else {
            continue;
        };
        match field.at {
            At::Key(key) => set(&mut fields, key, field, sent),
            At::Inside(key, inner) => set_inside(&mut fields, (key, inner), sent),
            At::Exceptions => {
                let known = fields.get("forwarding").cloned().unwrap_or_default();
                match set_exceptions(&known, sent, &mut new_id) {
                    Ok(forwarding) => replace(&mut fields, "forwarding", known, forwarding),
                    Err(wrong) => broken.extend(wrong),
                }
            }
            At::Hours => {
                let known = fields.get("office_hours").cloned().unwrap_or_default();
                match set_office_hours(&known, sent) {
                    Ok(hours) => replace(&mut fields, "office_hours", known, hours),
                    Err(wrong) => broken.extend(wrong),
                }
            }
            At::Rule | At::Computed => {}
        }
    }
    let known = fields.get("forwarding").cloned().unwrap_or_default();
    match set_rules(&known, body) {
        Ok(forwarding) => replace(&mut fields, "forwarding", known, forwarding),
        Err(wrong) => broken.extend(wrong),
    }
    if broken.is_empty() {
        Ok(fields)
    } else {
        Err(broken)
    }
}

fn set(fields: &mut Fields, key: &str, field: &UserField, sent: &Value) {
    let is_default = !fields.contains_key(key) && *sent == field.absent.value();
    match sent {
        // What was shown without being there is not written for having come back.
        _ if is_default => {}
        Value::Null => {
            fields.shift_remove(key);
        }
        Value::String(text) if text.is_empty() => {
            fields.shift_remove(key);
        }
        sent => {
            fields.insert(key.to_owned(), sent.clone());
        }
    }
}

fn set_inside(fields: &mut Fields, (key, inner): (&str, &str), sent: &Value) {
    let is_there = fields
        .get(key)
        .is_some_and(|object| object.get(inner).is_some());
    if !is_there && matches!(sent, Value::Null | Value::Bool(false)) {
        return;
    }
    let object = fields
        .entry(key)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(object) = object.as_object_mut() {
        match sent {
            Value::Null => object.shift_remove(inner),
            sent => object.insert(inner.to_owned(), sent.clone()),
        };
    }
}

fn replace(fields: &mut Fields, key: &str, known: Value, new: Value) {
    let is_empty = new.as_object().is_none_or(Map::is_empty);
    if new != known && !(known.is_null() && is_empty) {
        fields.insert(key.to_owned(), new);
    }
}

/// Names in a refusal the fields as the dialect does.
pub(super) fn renamed(mut violation: Violation) -> Violation {
    let field = ALL.iter().find(|field| match field.at {
        At::Key(key) => violation.path == format!("/{key}"),
        At::Inside(key, inner) => violation.path == format!("/{key}/{inner}"),
        _ => false,
    });
    let other = match violation.path.as_str() {
        "/sip_secret" => Some("extension_password"),
        "/role_name" => Some("role"),
        "/current_password" => Some("old_password"),
        "/file_id" | "/photo" => Some("avatar_file_id"),
        _ => None,
    };
    if let Some(name) = field.map(|field| field.name).or(other) {
        violation.path = format!("/{name}");
    }
    violation
}
