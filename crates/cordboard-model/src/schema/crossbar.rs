//! How the Crossbar dialect sees a document: without our own fields, and completed with its defaults.
//!
//! Our own fields are marked `"x-crossbar": false`. What a Crossbar client keeps under such a name, and values that
//! only Crossbar knows (`x-crossbar-aside`), lie in the field `crossbar` and are shown at the top.

use super::Schema;
use super::lookup::item;
use crate::{Fields, Role};
use serde_json::Value;

/// Where the values of Crossbar clients lie that have no place of their own.
const ASIDE: &str = "crossbar";

impl Schema {
    /// Whether the Crossbar dialect does not show the field of this name.
    pub fn crossbar_hides(&self, key: &str) -> bool {
        self.document
            .get("properties")
            .and_then(|properties| properties.get(key))
            .is_some_and(is_hidden)
    }

    /// The document as the Crossbar dialect shows it: what it does not know taken out, and its defaults filled in.
    pub fn crossbar_document(&self, fields: &Fields) -> Fields {
        let mut shown: Fields = fields
            .iter()
            .filter(|(key, _)| !self.crossbar_hides(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        for (key, value) in fields
            .get(ASIDE)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            if !shown.contains_key(key) {
                shown.insert(key.clone(), value.clone());
            }
        }
        complete(&self.document, &mut shown);
        shown
    }

    /// The fields after a Crossbar client in this role has put this document in the place of what it was shown:
    /// fields that it does not see stay, everything else is what the document says.
    pub fn crossbar_replaced(&self, current: &Fields, document: Fields, role: Role) -> Fields {
        let mut fields: Fields = current
            .iter()
            .filter(|(key, _)| key.as_str() != ASIDE && self.crossbar_hides(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let mut aside = Fields::new();
        for (key, value) in document {
            if self.crossbar_hides(&key) || self.is_aside(&key, &value) {
                aside.insert(key, value);
            } else {
                fields.insert(key, value);
            }
        }
        if !aside.is_empty() {
            fields.insert(ASIDE.to_owned(), Value::Object(aside));
        }
        self.keep_unread(current, &mut fields, role);
        fields
    }

    /// Whether this value of the field is one that only Crossbar knows.
    fn is_aside(&self, key: &str, value: &Value) -> bool {
        let aside = self.aside.iter().find(|(field, _)| field == key);
        aside.is_some_and(|(_, aside)| match aside {
            Aside::These(values) => values.contains(value),
            Aside::OtherText(ours) => value.is_string() && !ours.is_valid(value),
        })
    }
}

/// Which values of a field only the Crossbar dialect knows.
#[derive(Debug)]
pub(super) enum Aside {
    /// These, such as the time zone `inherit`.
    These(Vec<Value>),
    /// Every text that is not one of ours.
    OtherText(jsonschema::Validator),
}

fn is_hidden(node: &Value) -> bool {
    node.get("x-crossbar").and_then(Value::as_bool) == Some(false)
}

/// Fills what is absent and has a default there, also inside the objects that are there by now.
fn complete(node: &Value, fields: &mut Fields) {
    let properties = node.get("properties").and_then(Value::as_object);
    for (key, inner) in properties.into_iter().flatten() {
        if is_hidden(inner) {
            continue;
        }
        if !fields.contains_key(key)
            && let Some(default) = inner
                .get("x-crossbar-default")
                .or_else(|| inner.get("default"))
        {
            fields.insert(key.clone(), default.clone());
        }
        if let Some(value) = fields.get_mut(key) {
            complete_inside(inner, value);
        }
    }
}

fn complete_inside(node: &Value, value: &mut Value) {
    match value {
        Value::Object(fields) => complete(node, fields),
        Value::Array(items) => {
            if let Some(inner) = item(node) {
                items
                    .iter_mut()
                    .for_each(|value| complete_inside(inner, value));
            }
        }
        _ => {}
    }
}
