//! What verbs do in a file that is a copy: written down as transactions for the server, in the same commit.
//!
//! So every screen works on a copy as on an office of its own. What cannot travel yet is refused here, before
//! anything is written, so that nobody believes to have changed what the server will never hear of.

use super::moment::{Moment, OUTBOX, STATE};
use super::seal::Sealing;
use super::{STEP, blobs, write};
use crate::rewrite::changed;
use crate::{Engine, Error, Result};
use cordboard_model::merge::Edit;
use cordboard_model::schema::{MergeClass, schema};
use cordboard_model::{Fields, Kind, Record, Role, pointer};
use cordboard_store::{Batch, Snapshot};
use cordboard_sync::client::{Replica, edit};
use cordboard_sync::limits::OPS_MAX;
use cordboard_sync::server::pointed;
use cordboard_sync::{Key, Op, digest};
use std::sync::MutexGuard;

/// Adds to a batch the transactions that tell the server of it. The guard is held until the batch is written.
///
/// # Errors
/// The verb's own error, in the store's words.
pub(crate) fn note<'a>(
    engine: &'a Engine,
    batch: &mut Batch,
) -> std::result::Result<Option<MutexGuard<'a, ()>>, cordboard_store::Error> {
    // A step of the copy itself: the server told it, or it stands in the outbox already.
    if batch.note.verb == STEP {
        return Ok(None);
    }
    journal(engine, batch).map(Some).map_err(Error::into_store)
}

fn journal<'a>(engine: &'a Engine, batch: &mut Batch) -> Result<MutexGuard<'a, ()>> {
    let turn = engine.copy.turn();
    let snapshot = engine.read()?;
    refuse_what_stays_here(&*snapshot, batch)?;
    let moment = Moment::new(engine, snapshot);
    let mut ops = Vec::new();
    let mut puts = std::mem::take(&mut batch.puts);
    for put in &mut puts {
        put.make_whole();
        if put.record.kind.is_synced() {
            let old = moment.snapshot.get(put.record.kind, put.record.id)?;
            ops_of(&*moment.snapshot, old.as_ref(), &put.record, &mut ops)?;
            blobs::written(&moment, batch, (old.as_ref(), &put.record))?;
            redact(&mut put.record);
            let key = Key::new(put.record.kind, put.record.id);
            write::write_out(&moment, batch, &key, Some(&put.record.fields))?;
        }
    }
    batch.puts.extend(puts);
    let mut erased = batch.erases.clone();
    erased.retain(|(kind, _)| kind.is_synced());
    for (kind, id) in erased {
        write::write_out(&moment, batch, &Key::new(kind, id), None)?;
    }
    if !ops.is_empty() {
        enter(engine, &moment, batch, ops)?;
    }
    Ok(turn)
}

/// Secrets go to the server and are not kept here (S-51).
pub(super) fn redact(record: &mut Record) {
    if let Some(schema) = schema(record.kind) {
        schema.redact(&mut record.fields);
    }
}

fn refuse_what_stays_here(snapshot: &dyn Snapshot, batch: &Batch) -> Result<()> {
    let needs_server = |what: &str| {
        Err(Error::Refused {
            code: "needs_server",
            detail: format!(
                "{what} cannot be changed in a copy yet: open the console of the server for it"
            ),
        })
    };
    // The key of an account is kept under the account's id; it is for this file only, the server makes its own.
    let of_account = |id| {
        let made = batch
            .puts
            .iter()
            .any(|put| put.record.kind == Kind::Account && put.record.id == id);
        Ok::<_, Error>(made || snapshot.get(Kind::Account, id)?.is_some())
    };
    for put in &batch.puts {
        if put.record.kind == Kind::Credential && !of_account(put.record.id)? {
            return needs_server("passwords");
        }
    }
    Ok(())
}

/// The operations that lead from one version of a record to the next. Who may write which field, the verb has asked.
fn ops_of(
    snapshot: &dyn Snapshot,
    old: Option<&Record>,
    new: &Record,
    ops: &mut Vec<Op>,
) -> Result<()> {
    let (kind, id) = (new.kind.into(), new.id);
    let Some(old) = old else {
        let account_id = new.account_id.ok_or(Error::NotFound("account"))?;
        let mut fields = new.fields.clone();
        if let Some(schema) = schema(new.kind) {
            fields.retain(|key, _| schema.travels(&pointer::child("", key), Role::Above));
        }
        ops.push(Op::Create {
            kind,
            id,
            account_id,
            fields,
        });
        return Ok(());
    };
    if old.is_live() && !new.is_live() {
        let below = |id| snapshot.heads(Kind::Account, Some(id), None, 1);
        ops.push(Op::Delete {
            kind,
            id,
            seen: digest::of_fields(old.kind, &old.fields),
            with_subtree: old.kind == Kind::Account && !below(id)?.is_empty(),
        });
        return Ok(());
    }
    if !old.is_live() && new.is_live() {
        ops.push(Op::Restore {
            kind: new.kind.into(),
            id,
        });
    }
    if let (Some(from_parent), Some(to_parent)) = (old.account_id, new.account_id)
        && from_parent != to_parent
        && new.kind == Kind::Account
    {
        ops.push(Op::Move {
            id,
            from_parent,
            to_parent,
        });
    }
    let changes = edits(new.kind, &old.fields, &new.fields);
    if !changes.is_empty() {
        ops.push(Op::Patch { kind, id, changes });
    }
    Ok(())
}

/// What is different, as an editor says it: what was there, and what is wanted.
fn edits(kind: Kind, old: &Fields, new: &Fields) -> Vec<Edit> {
    let Some(schema) = schema(kind) else {
        return Vec::new();
    };
    // Bytes are named by all of what is said of them, or not at all.
    let whole = |path: String| {
        let first = path.split('/').nth(1).map(|key| format!("/{key}"));
        let of_bytes = |path: &String| schema.merge_class(path) == MergeClass::Blob;
        first.filter(of_bytes).unwrap_or(path)
    };
    let mut paths: Vec<String> = changed(old, new).into_iter().map(whole).collect();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| schema.travels(path, Role::Above))
        .map(|path| {
            let is_secret = schema.merge_class(&path) == MergeClass::Secret;
            Edit {
                from: pointed(old, &path).cloned().filter(|_| !is_secret),
                to: pointed(new, &path).cloned(),
                path,
            }
        })
        .collect()
}

/// Puts the operations into the outbox.
fn enter(engine: &Engine, moment: &Moment<'_>, batch: &mut Batch, ops: Vec<Op>) -> Result<()> {
    let mut state = moment.state()?;
    let mut entries = moment.outbox()?;
    let sealing = Sealing::with(&engine.pepper)?;
    for part in ops.chunks(OPS_MAX) {
        state.overlaid.extend(part.iter().map(Op::key));
        let made = (part.to_vec(), engine.new_id(), engine.now_ms());
        let entry = edit::entry(&mut state, &entries, made);
        write::keep_sealed(&sealing, batch, (OUTBOX, entry.no), Some(&entry))?;
        entries.push(entry);
    }
    state.overlaid.sort();
    state.overlaid.dedup();
    write::keep(batch, STATE, Vec::new(), Some(&state))
}
