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
        self.shown.hidden.iter().any(|hidden| hidden == key)
    }

    /// The document as the Crossbar dialect shows it: what it does not know taken out, and its defaults filled in.
    pub fn crossbar_document(&self, mut fields: Fields) -> Fields {
        let aside = fields.shift_remove(ASIDE);
        fields.retain(|key, _| !self.crossbar_hides(key));
        if let Some(Value::Object(aside)) = aside {
            for (key, value) in aside {
                fields.entry(key).or_insert(value);
            }
        }
        self.shown.defaults.fill(&mut fields);
        fields
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

/// What the dialect shows of a document, read from the schema once.
#[derive(Debug)]
pub(super) struct Shown {
    hidden: Vec<String>,
    defaults: Defaults,
}

impl Shown {
    pub(super) fn of(document: &Value) -> Self {
        let hidden = properties(document).filter(|(_, inner)| is_hidden(inner));
        Self {
            hidden: hidden.map(|(key, _)| key.clone()).collect(),
            defaults: Defaults::of(document),
        }
    }
}

/// What is filled in at one place of a document, and below it.
#[derive(Debug, Default)]
struct Defaults {
    /// The keys of an object that have a default, or something below them has: its own default, complete, and what is
    /// filled into a value that is there.
    keys: Vec<(String, Option<Value>, Defaults)>,
    /// What is filled into each element of a list.
    items: Option<Box<Defaults>>,
}

impl Defaults {
    fn of(node: &Value) -> Self {
        let items = item(node).map(Self::of).filter(|items| !items.is_empty());
        let mut keys = Vec::new();
        for (key, inner) in properties(node).filter(|(_, inner)| !is_hidden(inner)) {
            let below = Self::of(inner);
            let default = inner
                .get("x-crossbar-default")
                .or_else(|| inner.get("default"));
            let mut default = default.cloned();
            if let Some(value) = &mut default {
                below.fill_value(value);
            }
            if default.is_some() || !below.is_empty() {
                keys.push((key.clone(), default, below));
            }
        }
        Self {
            keys,
            items: items.map(Box::new),
        }
    }

    fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.items.is_none()
    }

    /// Fills what is absent and has a default there, also inside the objects that are there by now.
    fn fill(&self, fields: &mut Fields) {
        for (key, default, below) in &self.keys {
            if let Some(value) = fields.get_mut(key) {
                below.fill_value(value);
            } else if let Some(default) = default {
                fields.insert(key.clone(), default.clone());
            }
        }
    }

    fn fill_value(&self, value: &mut Value) {
        match (value, &self.items) {
            (Value::Object(fields), _) => self.fill(fields),
            (Value::Array(items), Some(below)) => {
                items.iter_mut().for_each(|value| below.fill_value(value));
            }
            _ => {}
        }
    }
}

fn properties(node: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let properties = node.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten()
}

fn is_hidden(node: &Value) -> bool {
    node.get("x-crossbar").and_then(Value::as_bool) == Some(false)
}
