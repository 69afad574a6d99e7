//! The merge table, by hand, for the fields that people change in a simulation.

use super::Plain;
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Kind};
use cordboard_sync::push::Code;
use serde_json::Value;

pub(super) struct Merged {
    pub(super) fields: Fields,
    pub(super) clashes: Vec<String>,
}

const DAYS: [&str; 2] = ["from_date", "to_date"];

pub(super) fn merge(old: &Plain, changes: &[Edit]) -> Result<Merged, Code> {
    let mut fields = old.fields.clone();
    let mut clashes = Vec::new();
    let days: Vec<&Edit> = changes.iter().filter(|edit| is_day(old, edit)).collect();
    if !days.is_empty() {
        let seen = days.iter().all(|edit| now(old, edit) == edit.from.as_ref());
        let there = days.iter().all(|edit| now(old, edit) == edit.to.as_ref());
        for edit in days {
            let unchanged = now(old, edit) == edit.to.as_ref() && edit.from == edit.to;
            if seen && !there {
                set(&mut fields, edit);
            } else if !seen && !there && !unchanged {
                clashes.push(edit.path.clone());
            }
        }
    }
    for edit in changes.iter().filter(|edit| !is_day(old, edit)) {
        let current = now(old, edit);
        match key(edit) {
            "flags" => set_flags(&mut fields, edit),
            "sip_secret" => set(&mut fields, edit),
            // Who changes nothing quarrels with nobody.
            _ if edit.from == edit.to || current == edit.to.as_ref() => {}
            _ if current == edit.from.as_ref() => set(&mut fields, edit),
            _ => clashes.push(edit.path.clone()),
        }
    }
    let merged = Plain {
        fields: fields.clone(),
        ..old.clone()
    };
    if fields == old.fields || is_valid(&merged) {
        return Ok(Merged { fields, clashes });
    }
    // Each of the two was right for itself: a copy refuses what breaks a rule there.
    Ok(Merged {
        fields: old.fields.clone(),
        clashes: changes.iter().map(|edit| edit.path.clone()).collect(),
    })
}

fn is_day(old: &Plain, edit: &Edit) -> bool {
    old.kind == Kind::Holiday && DAYS.contains(&key(edit))
}

fn key(edit: &Edit) -> &str {
    edit.path.trim_start_matches('/')
}

fn now<'a>(old: &'a Plain, edit: &Edit) -> Option<&'a Value> {
    old.fields.get(key(edit))
}

fn set(fields: &mut Fields, edit: &Edit) {
    put(fields, key(edit), edit.to.clone());
}

fn put(fields: &mut Fields, key: &str, value: Option<Value>) {
    match value {
        Some(value) => fields.insert(key.to_owned(), value),
        None => fields.shift_remove(key),
    };
}

fn set_flags(fields: &mut Fields, edit: &Edit) {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (from, to) = (list(edit.from.as_ref()), list(edit.to.as_ref()));
    let mut flags = list(fields.get("flags"));
    flags.retain(|flag| to.contains(flag) || !from.contains(flag));
    for flag in to {
        if !from.contains(&flag) && !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    fields.insert("flags".into(), Value::Array(flags));
}

/// The rules that people can break in a simulation.
pub(super) fn is_valid(record: &Plain) -> bool {
    let text = |key: &str| record.fields.get(key).and_then(Value::as_str).unwrap_or("");
    match record.kind {
        Kind::User => [
            "display_name",
            "first_name",
            "last_name",
            "username",
            "extension_number",
        ]
        .iter()
        .any(|key| !text(key).trim().is_empty()),
        Kind::Holiday => text("from_date") <= text("to_date") && !text("name").is_empty(),
        _ => !text("name").is_empty(),
    }
}
