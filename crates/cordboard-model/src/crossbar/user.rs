//! A user as the Crossbar dialect sees him, and his fields after it has written him.
//!
//! Three of its fields are told by ours: `priv_level` by the role, `presence_id` and `caller_id.internal.number` by
//! the extension where they are not set, and `call_forward` by the forwarding rules.

use crate::schema::schema;
use crate::{Fields, Kind, Role, Violation, call_forward};
use serde_json::{Value, json};

/// What a user name may hold when it is given through Crossbar, besides letters and digits of ASCII.
const USERNAME_MARKS: &str = "+@._-";
/// The same for clients.
const USERNAME_PATTERN: &str = r"^([+@.\w_-]+)$";

/// The document that a Crossbar client reads of a user's fields.
pub fn document(mut fields: Fields) -> Fields {
    let Some(schema) = schema(Kind::User) else {
        return Fields::new();
    };
    let forward = call_forward::shown(&fields);
    set(&mut fields, "call_forward", forward);
    let level = level(&fields);
    let extension = text(&fields, "extension_number").to_owned();
    let mut shown = schema.crossbar_document(fields);
    shown.insert("priv_level".into(), level.into());
    if !extension.is_empty() {
        if text(&shown, "presence_id").is_empty() {
            shown.insert("presence_id".into(), extension.clone().into());
        }
        show_internal_number(&mut shown, extension);
    }
    shown
}

/// The user's fields after a Crossbar client in this role has put a document in the place of what [`document`] showed
/// it. Nothing is validated but what only this dialect asks for.
///
/// # Errors
/// The violations of rules that only Crossbar has: empty first or last names, the values of `priv_level`, and the
/// letters of a new user name.
pub fn replaced(
    current: &Fields,
    mut document: Fields,
    role: Role,
) -> Result<Fields, Vec<Violation>> {
    let Some(schema) = schema(Kind::User) else {
        return Ok(document);
    };
    // What a form says in words is read here as it will be stored, since other fields are told by it.
    schema.coerce(&mut document);
    let mut found = Vec::new();
    let privilege = document
        .shift_remove("priv_level")
        .filter(|level| !level.is_null());
    // Whoever leaves it out does not mean to take an admin's rights away.
    let role_now = privilege
        .as_ref()
        .map_or(Some(level(current)), Value::as_str);
    let role_now = role_now.filter(|name| ["admin", "user"].contains(name));
    if role_now.is_none() {
        found.push(wrong_level());
    }
    for name in ["first_name", "last_name"] {
        if document.get(name).and_then(Value::as_str) == Some("") {
            let detail = "Give the name at least one character.";
            found.push(Violation::new(format!("/{name}"), "minLength", detail).with_target(1));
        }
    }
    check_username(current, &document, &mut found);
    if !found.is_empty() {
        return Err(found);
    }
    if document.get("call_forward").is_some_and(Value::is_null) {
        document.shift_remove("call_forward");
    }
    forget_extension(current, &mut document);
    let mut fields = schema.crossbar_replaced(current, document, role);
    let rules = call_forward::taken(current, fields.get("call_forward"));
    set(&mut fields, "forwarding", rules);
    if let Some(name) =
        role_now.filter(|name| *name != level(current) || !current.contains_key("role"))
    {
        fields.insert("role".into(), name.into());
    }
    Ok(fields)
}

/// The role as Crossbar says it.
fn level(fields: &Fields) -> &'static str {
    match text(fields, "role") {
        "admin" => "admin",
        _ => "user",
    }
}

fn wrong_level() -> Violation {
    Violation::new(
        "/priv_level",
        "enum",
        "The privilege level must be one of: user, admin.",
    )
    .with_target(json!(["user", "admin"]))
}

/// Names that other surfaces gave stay as they are; only a new one has to fit.
fn check_username(current: &Fields, document: &Fields, found: &mut Vec<Violation>) {
    let Some(name) = document.get("username").and_then(Value::as_str) else {
        return;
    };
    let fits = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || USERNAME_MARKS.contains(c));
    if !fits && name != text(current, "username") {
        let detail = "A user name is made of letters, digits and + @ . _ -.";
        found.push(Violation::new("/username", "pattern", detail).with_target(USERNAME_PATTERN));
    }
}

/// What was only shown because of the extension, and comes back as it was, is not kept.
fn forget_extension(current: &Fields, document: &mut Fields) {
    let extension = text(current, "extension_number");
    if extension.is_empty() {
        return;
    }
    if text(current, "presence_id").is_empty() && text(document, "presence_id") == extension {
        document.shift_remove("presence_id");
    }
    if has_internal_number(current) {
        return;
    }
    let Some(Value::Object(ids)) = document.get_mut("caller_id") else {
        return;
    };
    let Some(Value::Object(internal)) = ids.get_mut("internal") else {
        return;
    };
    if text(internal, "number") == extension {
        internal.shift_remove("number");
        let had_internal = current
            .get("caller_id")
            .is_some_and(|ids| ids.get("internal").is_some());
        if internal.is_empty() && !had_internal {
            ids.shift_remove("internal");
        }
    }
}

fn has_internal_number(fields: &Fields) -> bool {
    let internal = fields.get("caller_id").and_then(|ids| ids.get("internal"));
    internal.and_then(|id| id.get("number")).is_some()
}

fn show_internal_number(shown: &mut Fields, extension: String) {
    if has_internal_number(shown) {
        return;
    }
    let ids = shown.entry("caller_id").or_insert_with(|| json!({}));
    if let Some(ids) = ids.as_object_mut() {
        let internal = ids.entry("internal").or_insert_with(|| json!({}));
        if let Some(internal) = internal.as_object_mut() {
            internal.insert("number".into(), extension.into());
        }
    }
}

fn set(fields: &mut Fields, key: &str, value: Option<Value>) {
    match value {
        Some(value) => fields.insert(key.to_owned(), value),
        None => fields.shift_remove(key),
    };
}

fn text<'a>(fields: &'a Fields, key: &str) -> &'a str {
    fields.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
