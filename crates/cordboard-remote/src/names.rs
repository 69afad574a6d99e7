//! Which id here stands for which there, wherever ids stand in documents: as values and as keys.

use crate::failure::Failure;
use crate::plan::difference::Change;
use cordboard_model::{Fields, pointer};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The ids of both sides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    here: HashMap<String, String>,
    there: HashMap<String, String>,
    /// Records of one side that the other does not have yet.
    alone: HashSet<String>,
}

/// To which side something is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Here,
    There,
}

impl Names {
    /// These two are one record.
    pub(crate) fn link(&mut self, there: &str, here: &str) {
        self.alone.remove(there);
        self.alone.remove(here);
        self.here.insert(there.to_owned(), here.to_owned());
        self.there.insert(here.to_owned(), there.to_owned());
    }

    /// This one is on one side only.
    pub(crate) fn alone(&mut self, id: &str) {
        self.alone.insert(id.to_owned());
    }

    /// The id on the other side.
    pub(crate) fn get(&self, to: To, id: &str) -> Option<&str> {
        let known = match to {
            To::Here => &self.here,
            To::There => &self.there,
        };
        known.get(id).map(String::as_str)
    }

    fn text(&self, to: To, text: &str) -> String {
        self.get(to, text).unwrap_or(text).to_owned()
    }

    /// The value with the other side's ids.
    pub(crate) fn value(&self, to: To, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(to, text)),
            Value::Array(items) => items.iter().map(|item| self.value(to, item)).collect(),
            Value::Object(fields) => Value::Object(self.fields(to, fields)),
            other => other.clone(),
        }
    }

    /// The document with the other side's ids.
    pub(crate) fn fields(&self, to: To, fields: &Fields) -> Fields {
        fields
            .iter()
            .map(|(key, value)| (self.text(to, key), self.value(to, value)))
            .collect()
    }

    /// The pointer with the other side's ids.
    pub(crate) fn path(&self, to: To, path: &str) -> String {
        let tokens = pointer::tokens(path).unwrap_or_default();
        let tokens: Vec<String> = tokens.iter().map(|token| self.text(to, token)).collect();
        pointer::from_tokens(&tokens)
    }

    /// The change with the other side's ids.
    pub(crate) fn change(&self, to: To, change: &Change) -> Change {
        let value = |value: &Option<Value>| value.as_ref().map(|value| self.value(to, value));
        Change {
            path: self.path(to, &change.path),
            from: value(&change.from),
            to: value(&change.to),
        }
    }

    /// Refuses a document that speaks of a record which the other side does not have.
    pub(crate) fn refuse_dangling(&self, value: &Value) -> Result<(), Failure> {
        let check = |text: &str| match self.alone.contains(text) {
            true => Err(Failure::Depends(format!("the record {text}"))),
            false => Ok(()),
        };
        match value {
            Value::String(text) => check(text),
            Value::Array(items) => items.iter().try_for_each(|item| self.refuse_dangling(item)),
            Value::Object(fields) => fields.iter().try_for_each(|(key, value)| {
                check(key)?;
                self.refuse_dangling(value)
            }),
            _ => Ok(()),
        }
    }
}
