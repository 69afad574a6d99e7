//! The steps of metaflows: each may have further steps behind it, so that no schema without references ends.

use super::Violation;
use crate::pointer::child;
use serde_json::{Value, json};

/// The longest name of a module, in characters.
const MODULE_MAX: usize = 64;

/// Every step names its module, and so does every step behind it.
pub(super) fn metaflows(value: &Value, at: &str, found: &mut Vec<Violation>) {
    for place in ["numbers", "patterns"] {
        let at = child(at, place);
        for (key, first) in value
            .get(place)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            step(first, &child(&at, key), found);
        }
    }
}

fn step(value: &Value, at: &str, found: &mut Vec<Violation>) {
    if !value.is_object() {
        return found.push(wrong_type(at.to_owned(), "Step", "object"));
    }
    module(value, &child(at, "module"), found);
    for (key, name) in [("data", "Data"), ("children", "Steps")] {
        if value.get(key).is_some_and(|inner| !inner.is_object()) {
            found.push(wrong_type(child(at, key), name, "object"));
        }
    }
    let at = child(at, "children");
    for (key, next) in value
        .get("children")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        step(next, &child(&at, key), found);
    }
}

fn module(step: &Value, at: &str, found: &mut Vec<Violation>) {
    let violation = match step.get("module") {
        None => Violation::new(at, "required", "Module is missing: give it a value."),
        Some(Value::String(name)) if name.is_empty() => {
            Violation::new(at, "minLength", "Module must not be empty.").with_target(1)
        }
        Some(Value::String(name)) if name.chars().count() > MODULE_MAX => {
            let detail = format!("Module may have at most {MODULE_MAX} characters.");
            Violation::new(at, "maxLength", detail).with_target(json!(MODULE_MAX))
        }
        Some(Value::String(_)) => return,
        Some(_) => wrong_type(at.to_owned(), "Module", "string"),
    };
    found.push(violation);
}

fn wrong_type(path: String, name: &str, wanted: &str) -> Violation {
    let words = if wanted == "string" {
        "text"
    } else {
        "an object"
    };
    Violation::new(path, "type", format!("{name} must be {words}.")).with_target(wanted)
}
