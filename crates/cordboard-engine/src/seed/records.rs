//! Building the documents of the seeds.

use crate::{Engine, Error, Result, api_keys, claims, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch};
use serde_json::Value;

/// A record from a JSON object, completed with defaults and validated as any other.
pub(super) fn record(
    engine: &Engine,
    kind: Kind,
    id: Id,
    account_id: Option<Id>,
    fields: Value,
) -> Result<Record> {
    let schema = schema(kind).ok_or(Error::NotFound("schema"))?;
    let mut fields: Fields = match fields {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    };
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    Ok(Record::new(kind, id, account_id, fields, engine.now_ms()))
}

/// Adds a new record with its claims to a batch.
pub(super) fn add(batch: &mut Batch, record: Record) {
    batch.asserts.push(Assert::Absent {
        kind: record.kind,
        id: record.id,
    });
    claims::change(batch, None, Some(&record));
    if record.kind == Kind::Account {
        api_keys::give(batch, record.id, record.created_ms);
    }
    batch.puts.push(listing::put(record));
}
