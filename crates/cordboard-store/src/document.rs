//! Which documents a store accepts: those that come back as they went in.
//!
//! Documents are kept as JSON text. Two things can be built in memory and printed, yet not read again: nesting
//! that is deeper than the parser allows (an edit puts a deep value into a deep document), and an object whose
//! first key is one that serde_json reserves for its own numbers and raw values. They are refused before they
//! are written, by every backend alike, because a record that cannot be read can never be repaired.

use crate::{Batch, Error, Result};
use serde_json::Value;

/// How many objects and arrays may lie within each other; serde_json reads 127.
pub(crate) const MAX_DEPTH: usize = 127;

const RESERVED: &str = "$serde_json::private::";

/// Refuses a batch with a document or a detail that could not be read again.
pub(crate) fn check(batch: &Batch) -> Result<()> {
    for put in &batch.puts {
        let fields = match &put.document {
            // A document that is held as text can be read.
            Some(document) => document.as_values(),
            None => Some(&put.record.fields),
        };
        for value in fields.into_iter().flat_map(|fields| fields.values()) {
            check_value(value, MAX_DEPTH - 1)?;
        }
    }
    for entry in &batch.entries {
        for value in entry.fields.values() {
            check_value(value, MAX_DEPTH - 1)?;
        }
    }
    check_value(&batch.note.detail, MAX_DEPTH)
}

/// Calls itself at most [`MAX_DEPTH`] times, whatever the value.
fn check_value(value: &Value, levels: usize) -> Result<()> {
    let deeper = || {
        levels
            .checked_sub(1)
            .ok_or(Error::Unstorable("it is nested deeper than 127 levels"))
    };
    match value {
        Value::Array(items) => {
            let levels = deeper()?;
            items.iter().try_for_each(|item| check_value(item, levels))
        }
        Value::Object(map) => {
            let levels = deeper()?;
            if map
                .keys()
                .next()
                .is_some_and(|key| key.starts_with(RESERVED))
            {
                return Err(Error::Unstorable("it has a key that is reserved"));
            }
            map.values().try_for_each(|item| check_value(item, levels))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}
