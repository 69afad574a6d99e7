//! Records that belong to one account: what the verbs on groups and on phones share.
//!
//! Responsible for finding such a record (what lies in another account looks unknown) and for the one batch in which
//! it is created, changed or deleted, with its claims and its audit entry. It knows no field and asks nobody whether
//! the caller may: the verbs do.

use crate::edit::{self, Edited};
use crate::settle::settle;
use crate::{Engine, Error, Principal, Result, claims, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, Snapshot, Touched};

/// A record of an account, as an address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The account it must belong to.
    pub account_id: Id,
    /// The record.
    pub id: Id,
}

/// The live record in this place.
pub(crate) fn find(snapshot: &dyn Snapshot, kind: Kind, place: Place) -> Result<Record> {
    snapshot
        .get(kind, place.id)?
        .filter(|record| record.is_live() && record.account_id == Some(place.account_id))
        .ok_or(Error::NotFound(kind.name()))
}

/// A new record, completed and validated; nothing is written.
pub(crate) fn prepare(
    engine: &Engine,
    principal: &Principal,
    kind: Kind,
    account_id: Id,
    mut fields: Fields,
) -> Result<Record> {
    let schema = schema(kind).ok_or(Error::NotFound("schema"))?;
    edit::may_create(schema, &fields, principal.role_with_users())?;
    settle(kind, &mut fields);
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let (id, now_ms) = (engine.new_id(), engine.now_ms());
    Ok(Record::new(kind, id, Some(account_id), fields, now_ms))
}

/// Writes a new record into its account, which must be there still.
pub(crate) fn insert(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    record: &Record,
    asserts: Vec<Assert>,
) -> Result<Record> {
    let account_id = record.account_id.ok_or(Error::NotFound("account"))?;
    let mut batch = batch(engine, principal, verb, record)?;
    batch.asserts.push(Assert::Live {
        kind: Kind::Account,
        id: account_id,
    });
    batch.asserts.push(Assert::Absent {
        kind: record.kind,
        id: record.id,
    });
    batch.asserts.extend(asserts);
    claims::change(&mut batch, None, Some(record));
    batch.puts.push(listing::put(record.clone()));
    let rev = engine.commit(batch)?;
    Ok(Record {
        rev,
        ..record.clone()
    })
}

/// Writes what an edit made of a record; nothing when the edit changed nothing.
pub(crate) fn replace(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    (current, edited): (Record, Edited),
    asserts: Vec<Assert>,
) -> Result<Record> {
    if edited.changed.is_empty() {
        return Ok(current);
    }
    let detail = serde_json::json!({ "label": edited.record.label(), "changed": edited.changed });
    let about = vec![touched(&edited.record)?];
    let mut batch = engine.batch(principal.actor(), verb, about, detail);
    batch.asserts.push(unchanged(&current));
    batch.asserts.extend(asserts);
    claims::change(&mut batch, Some(&current), Some(&edited.record));
    batch.puts.push(listing::put(edited.record.clone()));
    let rev = engine.commit(batch)?;
    Ok(Record {
        rev,
        ..edited.record
    })
}

/// Moves a record to the recycle bin.
pub(crate) fn remove(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    current: Record,
) -> Result<Record> {
    let mut batch = batch(engine, principal, verb, &current)?;
    let mut record = into_bin(&mut batch, current, engine.now_ms());
    record.rev = engine.commit(batch)?;
    Ok(record)
}

/// Adds to the batch what moves a record to the recycle bin, and returns it as it then is.
pub(crate) fn into_bin(batch: &mut Batch, current: Record, now_ms: i64) -> Record {
    batch.asserts.push(unchanged(&current));
    claims::change(batch, Some(&current), None);
    let mut record = current;
    record.deleted_ms = Some(now_ms);
    batch.puts.push(listing::put(record.clone()));
    record
}

/// Takes a record out of the recycle bin, with its claims.
pub(crate) fn revive(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    current: Record,
    asserts: Vec<Assert>,
) -> Result<Record> {
    let mut batch = batch(engine, principal, verb, &current)?;
    batch.asserts.push(unchanged(&current));
    batch.asserts.push(Assert::Live {
        kind: Kind::Account,
        id: current.account_id.ok_or(Error::NotFound("account"))?,
    });
    batch.asserts.extend(asserts);
    let mut record = current;
    record.deleted_ms = None;
    record.modified_ms = engine.now_ms();
    claims::change(&mut batch, None, Some(&record));
    batch.puts.push(listing::put(record.clone()));
    record.rev = engine.commit(batch)?;
    Ok(record)
}

/// The record as something that a change is about.
pub(crate) fn touched(record: &Record) -> Result<Touched> {
    Ok(Touched {
        kind: record.kind,
        id: record.id,
        account_id: record.account_id.ok_or(Error::NotFound("account"))?,
    })
}

/// The condition that a record is still as it was read.
pub(crate) fn unchanged(current: &Record) -> Assert {
    Assert::Rev {
        kind: current.kind,
        id: current.id,
        rev: current.rev,
    }
}

fn batch(engine: &Engine, principal: &Principal, verb: &str, record: &Record) -> Result<Batch> {
    let detail = serde_json::json!({ "label": record.label() });
    Ok(engine.batch(principal.actor(), verb, vec![touched(record)?], detail))
}
