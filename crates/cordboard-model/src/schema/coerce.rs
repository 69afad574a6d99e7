//! Turns the text of a form into the type that the schema wants.

use super::lookup::{branch, child, item, types};
use crate::Fields;
use serde_json::{Number, Value};

pub(super) fn coerce(node: &Value, fields: &mut Fields) {
    for (key, value) in fields.iter_mut() {
        if let Some(inner) = child(node, key) {
            value_of(inner, value);
        }
    }
}

fn value_of(node: &Value, value: &mut Value) {
    match value {
        Value::Object(fields) => coerce(branch(node, &Value::Object(Fields::new())), fields),
        Value::Array(items) => {
            if let Some(inner) = item(branch(node, &Value::Array(Vec::new()))) {
                items.iter_mut().for_each(|value| value_of(inner, value));
            }
        }
        Value::String(text) => {
            if let Some(typed) = typed(node, text) {
                *value = typed;
            }
        }
        _ => {}
    }
}

/// The text as the type that is wanted here; nothing where a text is welcome as it is.
fn typed(node: &Value, text: &str) -> Option<Value> {
    let branches = node.get("oneOf").and_then(Value::as_array);
    let mut wanted = types(node).chain(branches.into_iter().flatten().flat_map(types));
    let options = node.get("enum").and_then(Value::as_array);
    match options {
        Some(options) if options.iter().any(|option| option == text) => None,
        Some(options) => wanted
            .filter_map(|wanted| read(wanted, text.trim()))
            .find(|typed| options.contains(typed)),
        None if wanted.clone().any(|wanted| wanted == "string") => None,
        None => wanted.find_map(|wanted| read(wanted, text.trim())),
    }
}

fn read(wanted: &str, text: &str) -> Option<Value> {
    match (wanted, text) {
        ("boolean", "true") => Some(Value::Bool(true)),
        ("boolean", "false") => Some(Value::Bool(false)),
        ("integer", _) => text.parse::<i64>().ok().map(Value::from),
        ("number", _) => serde_json::from_str::<Number>(text).ok().map(Value::Number),
        _ => None,
    }
}
