//! Turns the text of a form into the type that the schema wants.

use super::lookup::{child, item};
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
    let wanted = node.get("type").and_then(Value::as_str);
    match value {
        Value::Object(fields) => coerce(node, fields),
        Value::Array(items) => {
            if let Some(inner) = item(node) {
                items.iter_mut().for_each(|value| value_of(inner, value));
            }
        }
        Value::String(text) => {
            if let Some(typed) = wanted.and_then(|wanted| read(wanted, text.trim())) {
                *value = typed;
            }
        }
        _ => {}
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
