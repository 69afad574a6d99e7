//! Between rows and values. A row that cannot be one of ours is reported as damage, never guessed at.

use crate::{Change, Entry, Error, Head, Hit, Result, Seq, Slot, Touched};
use cordboard_model::{Document, Id, Kind, Record};
use rusqlite::{Row, types};
use serde_json::Value;
use serde_json::value::RawValue;
use std::rc::Rc;

/// The columns that [`head`] reads, in its order.
macro_rules! head_columns {
    () => {
        "kind, id, account_id, sort_key, label, flags"
    };
}

/// The columns that [`record`] reads, in its order.
macro_rules! record_columns {
    () => {
        "kind, id, account_id, fields, rev, schema, created_ms, modified_ms, deleted_ms"
    };
}

/// The columns that [`entry`] reads, in its order.
macro_rules! entry_columns {
    () => {
        "kind, id, account_id, owner_id, at_ms, rev, fields"
    };
}

pub(super) use {entry_columns, head_columns, record_columns};

pub(super) fn head(row: &Row<'_>) -> Result<Head> {
    Ok(Head {
        kind: kind(row.get(0)?)?,
        id: Id::from_bytes(row.get(1)?),
        account_id: row.get::<_, Option<[u8; 16]>>(2)?.map(Id::from_bytes),
        sort_key: row.get(3)?,
        label: row.get(4)?,
        flags: row.get(5)?,
    })
}

/// Reads `kind, id, account_id, term`.
pub(super) fn hit(row: &Row<'_>) -> Result<Hit> {
    let account_id = match row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)? {
        [] => None,
        _ => Some(Id::from_bytes(row.get(2)?)),
    };
    Ok(Hit {
        kind: kind(row.get(0)?)?,
        id: Id::from_bytes(row.get(1)?),
        account_id,
        word: row.get(3)?,
    })
}

/// A slot with its key: key, rev, value.
pub(super) fn slot(row: &Row<'_>) -> Result<(Vec<u8>, Slot)> {
    let rev = row.get(1)?;
    let value = row.get(2)?;
    Ok((row.get(0)?, Slot { rev, value }))
}

/// Reads `kind, id, account_id, rev`.
pub(super) fn rev(row: &Row<'_>) -> Result<(Kind, Id, Option<Id>, Seq)> {
    let account_id = row.get::<_, Option<[u8; 16]>>(2)?;
    let id = Id::from_bytes(row.get(1)?);
    Ok((
        kind(row.get(0)?)?,
        id,
        account_id.map(Id::from_bytes),
        row.get(3)?,
    ))
}

pub(super) fn record(row: &Row<'_>) -> Result<Record> {
    record_with(row, |text| serde_json::from_str(text))
}

/// As [`record`], of a document that is only handed on.
pub(super) fn told(row: &Row<'_>) -> Result<Record<Document>> {
    record_with(row, |text| {
        Document::told(RawValue::from_string(text.to_owned())?)
    })
}

fn record_with<D>(
    row: &Row<'_>,
    read: impl FnOnce(&str) -> serde_json::Result<D>,
) -> Result<Record<D>> {
    let fields = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Record {
        kind: kind(row.get(0)?)?,
        id: Id::from_bytes(row.get(1)?),
        account_id: row.get::<_, Option<[u8; 16]>>(2)?.map(Id::from_bytes),
        fields: read(fields).map_err(damaged)?,
        rev: row.get(4)?,
        schema: row.get(5)?,
        created_ms: row.get(6)?,
        modified_ms: row.get(7)?,
        deleted_ms: row.get(8)?,
    })
}

pub(super) fn entry(row: &Row<'_>) -> Result<Entry> {
    let fields = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Entry {
        kind: kind(row.get(0)?)?,
        id: Id::from_bytes(row.get(1)?),
        account_id: Id::from_bytes(row.get(2)?),
        owner_id: Id::from_bytes(row.get(3)?),
        at_ms: row.get(4)?,
        rev: row.get(5)?,
        fields: serde_json::from_str(fields).map_err(damaged)?,
    })
}

/// Reads `seq, at_ms, actor, verb, touched, detail`.
pub(super) fn change(row: &Row<'_>) -> Result<Change> {
    let touched = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
    let detail = row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?;
    let touched: Vec<(u8, Id, Id)> = serde_json::from_str(touched).map_err(damaged)?;
    Ok(Change {
        seq: row.get(0)?,
        at_ms: row.get(1)?,
        actor: row.get::<_, Option<[u8; 16]>>(2)?.map(Id::from_bytes),
        verb: row.get(3)?,
        touched: touched
            .into_iter()
            .map(|(number, id, account_id)| {
                Ok(Touched {
                    kind: kind(number)?,
                    id,
                    account_id,
                })
            })
            .collect::<Result<_>>()?,
        detail: serde_json::from_str(detail).map_err(damaged)?,
    })
}

/// The text of a `touched` column.
pub(super) fn touched_text(touched: &[Touched]) -> String {
    let rows: Vec<Value> = touched
        .iter()
        .map(|row| {
            let (id, account_id) = (row.id.to_string(), row.account_id.to_string());
            Value::Array(vec![row.kind.number().into(), id.into(), account_id.into()])
        })
        .collect();
    Value::Array(rows).to_string()
}

pub(super) fn kind(number: u8) -> Result<Kind> {
    Kind::from_number(number).ok_or_else(|| {
        Error::Corrupt(format!(
            "there is no kind of record with the number {number}"
        ))
    })
}

/// A number of rows or a `seq` as SQLite counts: what is beyond its range is beyond every row too.
pub(super) fn clamped(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn damaged(error: serde_json::Error) -> Error {
    Error::Corrupt(error.to_string())
}

/// Ids as a list that a statement takes as one parameter.
pub(super) fn ids(ids: &[Id]) -> Rc<Vec<types::Value>> {
    let value = |id: &Id| types::Value::Blob(id.as_bytes().to_vec());
    Rc::new(ids.iter().map(value).collect())
}

/// Kinds as such a list.
pub(super) fn kinds(kinds: &[Kind]) -> Rc<Vec<types::Value>> {
    let value = |kind: &Kind| types::Value::from(i64::from(kind.number()));
    Rc::new(kinds.iter().map(value).collect())
}
