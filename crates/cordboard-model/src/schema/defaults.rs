//! Fills what is absent and has a default.

use super::lookup::{child, item};
use crate::Fields;
use serde_json::Value;

pub(super) fn apply(node: &Value, fields: &mut Fields) {
    if let Some(properties) = node.get("properties").and_then(Value::as_object) {
        for (key, inner) in properties {
            if let Some(default) = inner.get("default").filter(|_| !fields.contains_key(key)) {
                fields.insert(key.clone(), default.clone());
            }
        }
    }
    for (key, value) in fields.iter_mut() {
        if let Some(inner) = child(node, key) {
            inside(inner, value);
        }
    }
}

fn inside(node: &Value, value: &mut Value) {
    match value {
        Value::Object(fields) => apply(node, fields),
        Value::Array(items) => {
            if let Some(inner) = item(node) {
                items.iter_mut().for_each(|value| inside(inner, value));
            }
        }
        _ => {}
    }
}
