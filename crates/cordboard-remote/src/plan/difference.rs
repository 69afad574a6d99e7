//! What is different between two documents, place by place. Objects are looked into; everything else is one value.

use cordboard_model::merge::same;
use cordboard_model::{Fields, pointer};
use serde::Serialize;
use serde_json::{Map, Value};

/// One place that becomes another. An absent value is "not there".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// JSON pointer.
    pub path: String,
    /// What is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// What is to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
}

/// Where a document names the account above it.
pub(crate) const PARENT_PATH: &str = "/_parent";

/// Whether it is the account above that becomes another one.
pub(crate) fn is_move(change: &Change) -> bool {
    change.path == PARENT_PATH
}

/// What leads from one document to the other, sorted by path.
pub fn changes(old: &Fields, new: &Fields) -> Vec<Change> {
    let mut changes = Vec::new();
    walk("", old, new, &mut changes);
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn walk(at: &str, old: &Fields, new: &Fields, changes: &mut Vec<Change>) {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    for key in old.keys().chain(added) {
        let path = pointer::child(at, key);
        match (old.get(key), new.get(key)) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => walk(&path, old, new, changes),
            (Some(old), Some(new)) if same(old, new) => {}
            (from, to) => changes.push(Change {
                path,
                from: from.cloned(),
                to: to.cloned(),
            }),
        }
    }
}

/// What stands at a place.
pub fn at<'a>(fields: &'a Fields, path: &str) -> Option<&'a Value> {
    let tokens = pointer::tokens(path).ok()?;
    let (first, rest) = tokens.split_first()?;
    let mut value = fields.get(first)?;
    for token in rest {
        value = value.as_object()?.get(token)?;
    }
    Some(value)
}

/// Puts a value at a place, or takes it away; an object that holds nothing any more goes too.
pub fn set(fields: &mut Fields, path: &str, value: Option<Value>) {
    if let Ok(tokens) = pointer::tokens(path) {
        put(fields, &tokens, value);
    }
}

fn put(fields: &mut Fields, tokens: &[String], value: Option<Value>) {
    let Some((first, rest)) = tokens.split_first() else {
        return;
    };
    if rest.is_empty() {
        match value {
            Some(value) => fields.insert(first.clone(), value),
            None => fields.shift_remove(first),
        };
        return;
    }
    let is_object = fields.get(first).is_some_and(Value::is_object);
    match (is_object, &value) {
        (false, None) => return,
        (false, Some(_)) => {
            fields.insert(first.clone(), Value::Object(Map::new()));
        }
        (true, _) => {}
    }
    if let Some(Value::Object(inner)) = fields.get_mut(first) {
        put(inner, rest, value);
        if inner.is_empty() {
            fields.shift_remove(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_changes_lead_from_one_document_to_the_other_and_back() {
        let object = |value: Value| value.as_object().cloned().unwrap();
        let a = object(json!({ "a": 1, "b": { "c": [1], "d": { "e": 1 } }, "f": "x" }));
        let b = object(json!({ "b": { "c": [2], "g": { "h": true } }, "f": { "i": 1 } }));
        for (from, to) in [(&a, &b), (&b, &a)] {
            let mut made = from.clone();
            for change in changes(from, to) {
                assert_eq!(at(&made, &change.path), change.from.as_ref());
                set(&mut made, &change.path, change.to);
            }
            assert!(same(&Value::Object(made), &Value::Object(to.clone())));
        }
    }
}
