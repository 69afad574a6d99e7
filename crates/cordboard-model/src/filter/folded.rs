//! What a list compares of an object's texts, worked out once for as long as the object stays as it is: folding ten
//! thousand texts takes longer than comparing them.

use super::{Field, FieldType};
use crate::Fields;
use crate::text::{name_key, search_key};
use serde_json::Value;

/// The folded texts of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// By field, the form by which it is ordered.
    keys: Vec<(&'static str, String)>,
    /// All of them in the form that is searched, each in a line.
    lines: String,
}

impl Folded {
    /// Those of the fields with text.
    pub fn of(object: &Fields, fields: &[Field]) -> Self {
        let mut folded = Self {
            keys: Vec::new(),
            lines: String::new(),
        };
        for field in fields.iter().filter(|field| field.of == FieldType::Text) {
            if let Some(text) = object.get(field.name).and_then(Value::as_str) {
                folded.keys.push((field.name, name_key(text)));
                folded.lines.push_str(&search_key(text));
                folded.lines.push('\n');
            }
        }
        folded
    }

    /// The form by which this field is ordered.
    pub(super) fn key(&self, name: &str) -> Option<&str> {
        let found = self.keys.iter().find(|(known, _)| *known == name);
        found.map(|(_, key)| key.as_str())
    }

    /// All texts, each in a line.
    pub(super) fn lines(&self) -> &str {
        &self.lines
    }
}
