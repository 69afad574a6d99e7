//! Applying an edit to a record: merge, check rights by field, validate.

use crate::rewrite::keep_level;
use crate::settle::settle;
use crate::{Error, Result};
use cordboard_model::merge::{Edit, MergeError, merge};
use cordboard_model::schema::{MergeClass, Schema, schema};
use cordboard_model::{Kind, Record};
use cordboard_model::{Role, pointer};

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
    for edit in edits {
        may_edit(schema, &edit.path, role)?;
    }
    let merged = merge(schema, &current.fields, edits).map_err(|error| match error {
        MergeError::Clashes(clashes) => Error::Conflict(clashes),
        MergeError::BadPath { path, detail } => Error::invalid(&path, "path", detail),
    })?;
    let mut record = current.clone();
    record.fields = merged.fields;
    settle(current.kind, &mut record.fields);
    keep_level(&current.fields, &mut record.fields);
    schema.validate(&record.fields).map_err(Error::Invalid)?;
    // The settings are one record, which nobody has to tell from others.
    if record.kind != Kind::Settings && record.label().is_empty() {
        return Err(Error::invalid("", "required", "leave at least one name"));
    }
    record.modified_ms = now_ms;
    Ok(Edited {
        record,
        changed: merged.changed,
    })
}

/// The schema's word about who writes this place.
pub(crate) fn may_edit(schema: &Schema, path: &str, role: Role) -> Result<()> {
    if pointer::tokens(path).is_err() {
        return Err(Error::invalid(
            path,
            "path",
            "a path is a JSON pointer, such as /name",
        ));
    }
    if matches!(
        schema.merge_class(path),
        MergeClass::Server | MergeClass::Blob
    ) {
        return Err(Error::invalid(
            path,
            "path",
            "this field is computed; nobody writes it",
        ));
    }
    if schema.may_write(path, role) {
        return Ok(());
    }
    Err(Error::Forbidden(match role {
        Role::Admin if schema.may_write(path, Role::Above) => {
            "this is set by those who manage the account from above"
        }
        Role::Above | Role::Admin => "this change holds a field that nobody writes",
        Role::User => "this field is changed by an admin",
    }))
}

/// The fields of a new record, refused where they set what the creator may not write.
pub fn may_create(schema: &Schema, fields: &cordboard_model::Fields, role: Role) -> Result<()> {
    for key in fields.keys() {
        may_edit(schema, &pointer::child("", key), role)?;
    }
    Ok(())
}
