//! A file becomes a copy.

use super::moment::{OUTBOX, SCRUB, STATE};
use super::seal::Sealing;
use super::{blobs, write};
use crate::blobs::named;
use crate::{Engine, Error, Result, claims};
use cordboard_model::schema::{MergeClass, schema};
use cordboard_model::{Document, Id, Kind, Record, pointer};
use cordboard_store::Snapshot;
use cordboard_sync::Op;
use cordboard_sync::client::{State, edit};
use cordboard_sync::limits::OPS_MAX;
use std::collections::HashMap;

/// How many records are read at a time.
const PAGE: usize = 2_000;

/// Makes the copy; see [`super::OfficeCopy::begin`].
pub(super) fn run(engine: &Engine, user: Id, bring: Option<Id>) -> Result<()> {
    let shape = engine.shape();
    let _turn = engine.copy.turn();
    if engine.copy.is_in_use() {
        return Err(Error::AlreadyInstalled);
    }
    let mut state = State::new(engine.new_id(), Some(user));
    let mut batch = write::batch(engine);
    let snapshot = engine.read()?;
    let held = everything(&*snapshot)?;
    for record in &held {
        // What is brought along is sent with its bytes.
        if let Some(named) = named(record) {
            let (kind, id) = named.holder;
            if bring.is_some()
                && let Some(blob) = snapshot.blob(kind, id, named.blob)?
            {
                blobs::wait(&mut batch, &named.digest, blob.bytes)?;
            }
            if kind == Kind::File {
                batch.erases.push((kind, id));
            }
        }
        claims::change(&mut batch, Some(record), None);
        batch.erases.push((record.kind, record.id));
    }
    drop(snapshot);
    if !held.is_empty() {
        write::keep(&mut batch, SCRUB, Vec::new(), Some(&()))?;
    }
    let ops = bring.map(|under| creations(engine, &held, under));
    let mut entries = Vec::new();
    let sealing = Sealing::with(&engine.pepper)?;
    for part in ops.unwrap_or_default().chunks(OPS_MAX) {
        let made = (part.to_vec(), engine.new_id(), engine.now_ms());
        let entry = edit::entry(&mut state, &entries, made);
        write::keep_sealed(&sealing, &mut batch, (OUTBOX, entry.no), Some(&entry))?;
        entries.push(entry);
    }
    write::keep(&mut batch, STATE, Vec::new(), Some(&state))?;
    engine.commit_shape(&shape, batch, |_| Ok(()))?;
    engine.copy.begin();
    engine.reload_tree(&shape)
}

/// Every shared record of the file.
fn everything(snapshot: &dyn Snapshot) -> Result<Vec<Record>> {
    let mut found: Vec<Record> = Vec::new();
    let mut after = 0;
    loop {
        let page = snapshot.changed_since(after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = last.rev;
        let shared = page.into_iter().filter(|record| record.kind.is_synced());
        found.extend(shared.map(|record| record.map(Document::into_fields)));
    }
}

/// What makes the same records below an account of the server: accounts first, those above before those below.
fn creations(engine: &Engine, held: &[Record], under: Id) -> Vec<Op> {
    let tree = engine.tree();
    let Some(root) = tree.root() else {
        return Vec::new();
    };
    let order = std::iter::once(root).chain(tree.descendants(root).map(|leaf| leaf.id));
    let known: HashMap<Id, &Record> = held
        .iter()
        .filter(|record| record.kind == Kind::Account)
        .map(|record| (record.id, record))
        .collect();
    let accounts = order.filter_map(|id| known.get(&id).copied());
    let others = held.iter().filter(|record| {
        let is_in_reach = record
            .account_id
            .is_some_and(|account| tree.contains(account));
        record.kind != Kind::Account
            && record.kind != Kind::Conflict
            && record.is_live()
            && is_in_reach
    });
    accounts
        .chain(others)
        .filter_map(|record| creation(record, under))
        .collect()
}

fn creation(record: &Record, under: Id) -> Option<Op> {
    let schema = schema(record.kind)?;
    let mut fields = record.fields.clone();
    fields.retain(|key, _| schema.merge_class(&pointer::child("", key)) != MergeClass::Server);
    Some(Op::Create {
        kind: record.kind.into(),
        id: record.id,
        // The top account of this file goes below the account on the server.
        account_id: record.account_id.unwrap_or(under),
        fields,
    })
}
