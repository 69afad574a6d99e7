//! The body that makes changes of a document.

use crate::plan::difference::Change;
use cordboard_model::{Fields, pointer};
use serde_json::{Map, Value};

/// The object to send: nested as the places are, with null for what goes.
pub(crate) fn patch_of(changes: &[Change]) -> Fields {
    let mut body = Fields::new();
    for change in changes {
        let tokens = pointer::tokens(&change.path).unwrap_or_default();
        put(&mut body, &tokens, change.to.clone().unwrap_or_default());
    }
    body
}

fn put(body: &mut Fields, tokens: &[String], value: Value) {
    let Some((first, rest)) = tokens.split_first() else {
        return;
    };
    if rest.is_empty() {
        body.insert(first.clone(), value);
        return;
    }
    let inner = body
        .entry(first.as_str())
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_patch_names_only_what_changes_and_says_null_for_what_goes() {
        let change = |path: &str, to: Option<Value>| Change {
            path: path.to_owned(),
            from: None,
            to,
        };
        let body = patch_of(&[
            change("/a/b", Some(json!(1))),
            change("/a/c", None),
            change("/d", Some(json!([1]))),
        ]);
        assert_eq!(
            Value::Object(body),
            json!({ "a": { "b": 1, "c": null }, "d": [1] })
        );
    }
}
