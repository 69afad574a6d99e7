//! Applying an edit to a record: merge, check rights by field, validate.

use crate::{Error, Result};
use cordboard_model::Record;
use cordboard_model::merge::{Edit, MergeError, merge};
use cordboard_model::{Role, schema::schema};

/// A record after an edit.
pub struct Edited {
    /// The record as it is to be.
    pub record: Record,
    /// Pointers of what the edit changed; empty when everything was there already.
    pub changed: Vec<String>,
}

/// Merges the edit into the record and validates the result. Nothing is written.
pub fn apply(current: &Record, edits: &[Edit], role: Role, now_ms: i64) -> Result<Edited> {
    let schema = schema(current.kind).ok_or(Error::NotFound("record"))?;
    if edits.iter().any(|edit| !schema.may_write(&edit.path, role)) {
        return Err(Error::Forbidden("this field is changed by an admin"));
    }
    let merged = merge(schema, &current.fields, edits).map_err(|error| match error {
        MergeError::Clashes(clashes) => Error::Conflict(clashes),
        MergeError::BadPath { path, detail } => Error::invalid(&path, "path", detail),
    })?;
    schema.validate(&merged.fields).map_err(Error::Invalid)?;
    let mut record = current.clone();
    record.fields = merged.fields;
    record.modified_ms = now_ms;
    Ok(Edited {
        record,
        changed: merged.changed,
    })
}
