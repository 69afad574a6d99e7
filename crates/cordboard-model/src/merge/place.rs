//! Puts a value at a place of a document, or takes it away.

use super::same::same_option;
use crate::schema::{MergeClass, child, item, merge_class_of};
use crate::{Id, pointer};
use serde_json::{Map, Value};

const INTO_SCALAR: &str = "the path leads into a value that holds no others";
const INTO_ARRAY: &str = "change this list as a whole";
const BY_INDEX: &str = "name the element by its id, not by its index";
const OTHER_ID: &str = "the element must be an object with the id that the path names";
const NO_OBJECT: &str = "a document is an object";

/// Puts the value there, or takes it away when it is `None`. Objects that are missing on the way are made.
pub(super) fn place(
    node: &Value,
    root: &mut Value,
    tokens: &[String],
    value: Option<&Value>,
) -> Result<(), &'static str> {
    let Some((first, rest)) = tokens.split_first() else {
        return match value {
            Some(whole @ Value::Object(_)) => {
                *root = whole.clone();
                Ok(())
            }
            _ => Err(NO_OBJECT),
        };
    };
    step(Some(node), root, first, rest, value)
}

fn step(
    node: Option<&Value>,
    holder: &mut Value,
    token: &str,
    rest: &[String],
    value: Option<&Value>,
) -> Result<(), &'static str> {
    match holder {
        Value::Object(fields) => {
            let inner = node.and_then(|node| child(node, token));
            let Some((next, rest)) = rest.split_first() else {
                match value {
                    Some(value) => fields.insert(token.to_owned(), value.clone()),
                    None => fields.shift_remove(token),
                };
                return Ok(());
            };
            if value.is_none() && !fields.contains_key(token) {
                return Ok(());
            }
            let held = fields.entry(token).or_insert_with(|| empty(inner));
            step(inner, held, next, rest, value)
        }
        Value::Array(items)
            if node.is_some_and(|node| merge_class_of(node) == MergeClass::List) =>
        {
            into_list(node.and_then(item), items, token, rest, value)
        }
        Value::Array(_) => Err(INTO_ARRAY),
        _ => Err(INTO_SCALAR),
    }
}

fn into_list(
    node: Option<&Value>,
    items: &mut Vec<Value>,
    token: &str,
    rest: &[String],
    value: Option<&Value>,
) -> Result<(), &'static str> {
    let found = items.iter().position(|item| id_of(item) == Some(token));
    if found.is_none() && token.parse::<Id>().is_err() {
        return Err(BY_INDEX);
    }
    let Some((next, rest)) = rest.split_first() else {
        if value.is_some_and(|value| id_of(value) != Some(token)) {
            return Err(OTHER_ID);
        }
        match (found.and_then(|at| items.get_mut(at)), value) {
            (Some(held), Some(value)) => *held = value.clone(),
            (None, Some(value)) => items.push(value.clone()),
            (Some(_), None) => items.retain(|item| id_of(item) != Some(token)),
            (None, None) => {}
        }
        return Ok(());
    };
    if found.is_none() {
        // Who edits inside an element saw the element: when it is gone, that is for him to know.
        let mut element = Map::new();
        element.insert("id".to_owned(), Value::from(token));
        items.push(Value::Object(element));
    }
    match items.iter_mut().find(|item| id_of(item) == Some(token)) {
        Some(held) => step(node, held, next, rest, value),
        None => Ok(()),
    }
}

fn empty(node: Option<&Value>) -> Value {
    match node.map(merge_class_of) {
        Some(MergeClass::List) => Value::Array(Vec::new()),
        _ => Value::Object(Map::new()),
    }
}

/// The id of an element of a list.
pub(super) fn id_of(element: &Value) -> Option<&str> {
    element.get("id").and_then(Value::as_str)
}

/// The first place whose value is the server's and differs.
pub(super) fn server_change(
    node: &Value,
    at: &str,
    base: Option<&Value>,
    mine: Option<&Value>,
) -> Option<String> {
    if merge_class_of(node) == MergeClass::Server {
        return (!same_option(base, mine)).then(|| at.to_owned());
    }
    let properties = node.get("properties").and_then(Value::as_object)?;
    properties.iter().find_map(|(key, inner)| {
        let base = base.and_then(|value| value.get(key));
        let mine = mine.and_then(|value| value.get(key));
        // Where nothing differs, nothing below does: so it is almost everywhere.
        if base == mine {
            return None;
        }
        server_change(inner, &pointer::child(at, key), base, mine)
    })
}
