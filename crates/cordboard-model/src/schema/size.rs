//! Bounds that are checked before anything else, so that a huge document costs no more than reading it.

use super::Violation;
use super::lookup::{child, item};
use crate::{Fields, pointer};
use serde_json::Value;

/// How deep values may be nested. JSON readers stop at 128 levels, and a document stands inside others on the
/// wire: what is stored must be readable everywhere.
pub(crate) const DEEPEST: usize = 64;

/// How many bytes of JSON a document may have. Lists and searches read whole documents; photos and greetings are
/// no part of one.
pub(super) const BYTES_MAX: usize = 262_144;

/// Whether the document is small enough to be kept.
pub(super) fn check_bytes(fields: &Fields, found: &mut Vec<Violation>) {
    // To print a document only to count its bytes is dear, and hardly any is near the limit.
    if most_bytes_of(fields) <= BYTES_MAX {
        return;
    }
    let mut bytes = Count(0);
    let printed = serde_json::to_writer(&mut bytes, fields);
    if printed.is_err() || bytes.0 > BYTES_MAX {
        let detail =
            format!("A record may have at most {BYTES_MAX} bytes of JSON; store less in it.");
        found.push(Violation::new("", "size", detail).with_target(BYTES_MAX));
    }
}

/// More bytes than these fields have as JSON, or as many: a byte of text becomes six at most (`\u001f`).
fn most_bytes_of(fields: &Fields) -> usize {
    let each = |(key, value): (&String, &Value)| 6 * key.len() + 4 + most_bytes(value);
    2 + fields.iter().map(each).sum::<usize>()
}

fn most_bytes(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Number(number) => number.as_str().len(),
        Value::String(text) => 6 * text.len() + 2,
        Value::Array(items) => 2 + items.iter().map(|item| 1 + most_bytes(item)).sum::<usize>(),
        Value::Object(fields) => most_bytes_of(fields),
    }
}

/// Counts what is written, and keeps none of it.
struct Count(usize);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Lists that are too long, and values that are nested too deep; at most one violation for each list.
pub(super) fn check(node: &Value, fields: &Fields, found: &mut Vec<Violation>) {
    for (key, value) in fields {
        if !fits(value, DEEPEST) {
            let at = pointer::child("", key);
            let detail =
                format!("Values may be nested at most {DEEPEST} deep: store less in each other.");
            found.push(Violation::new(at, "depth", detail).with_target(DEEPEST));
        } else if holds_values(value)
            && let Some(inner) = child(node, key).filter(|inner| has_too_many(inner, value))
        {
            lists(inner, value, &pointer::child("", key), found);
        }
    }
}

/// How many entries a list may have.
fn most_items(node: &Value) -> Option<usize> {
    let most = node.get("maxItems").and_then(Value::as_u64)?;
    usize::try_from(most).ok()
}

/// Whether some list in it is too long. Most documents have none: where lists stand is worked out for the others only.
fn has_too_many(node: &Value, value: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            let mut fields = fields.iter();
            fields.any(|(key, value)| {
                holds_values(value)
                    && child(node, key).is_some_and(|inner| has_too_many(inner, value))
            })
        }
        Value::Array(items) => {
            most_items(node).is_some_and(|most| items.len() > most)
                || item(node)
                    .is_some_and(|inner| items.iter().any(|value| has_too_many(inner, value)))
        }
        _ => false,
    }
}

/// Whether a list may stand in it.
fn holds_values(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

fn fits(value: &Value, deeper: usize) -> bool {
    match (value, deeper.checked_sub(1)) {
        (Value::Object(fields), Some(deeper)) => fields.values().all(|inner| fits(inner, deeper)),
        (Value::Array(items), Some(deeper)) => items.iter().all(|inner| fits(inner, deeper)),
        (Value::Object(_) | Value::Array(_), None) => false,
        _ => true,
    }
}

fn lists(node: &Value, value: &Value, at: &str, found: &mut Vec<Violation>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let Some(inner) = child(node, key) {
                    lists(inner, value, &pointer::child(at, key), found);
                }
            }
        }
        Value::Array(items) => {
            if let Some(most) = most_items(node).filter(|most| items.len() > *most) {
                let name = node
                    .get("title")
                    .and_then(Value::as_str)
                    .unwrap_or("The list");
                let detail = format!("{name} may have at most {most} entries.");
                found.push(Violation::new(at, "maxItems", detail).with_target(most));
            } else if let Some(inner) = item(node) {
                for (index, value) in items.iter().enumerate() {
                    lists(inner, value, &pointer::child(at, &index.to_string()), found);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_document_has_more_bytes_than_is_thought_before_it_is_printed(value in value()) {
            prop_assert!(value.to_string().len() <= most_bytes(&value));
        }
    }

    #[test]
    fn a_document_is_too_large_by_its_bytes_and_not_by_what_is_thought_of_them() {
        let of = |length: usize| json!({ "a": "x".repeat(length) }).as_object().cloned();
        let around = r#"{"a":""}"#.len();
        for (length, violations) in [(BYTES_MAX - around, 0), (BYTES_MAX - around + 1, 1)] {
            let mut found = Vec::new();
            check_bytes(&of(length).unwrap(), &mut found);
            assert_eq!(found.len(), violations);
        }
    }
}
