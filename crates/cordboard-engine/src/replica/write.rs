//! Writing a step of the client: all of it in one commit, with the records that screens read.

use super::moment::{BASE, GATHERED, INBOX, Moment, NAME, OF, OUTBOX, STATE, bytes, name_bytes};
use crate::{Engine, Error, Result, listing};
use cordboard_model::unique_names::unique_names;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, SlotPut, Touched};
use cordboard_sync::client::{Changes, Replica};
use cordboard_sync::{Key, Row};
use serde::Serialize;

pub(super) fn write(engine: &Engine, moment: &Moment<'_>, changes: Changes) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut batch = engine.batch(None, super::STEP, Vec::new(), serde_json::Value::Null);
    if let Some(state) = &changes.state {
        keep(&mut batch, STATE, Vec::new(), Some(state))?;
    }
    for (key, row) in &changes.base {
        let old = moment.base(key)?;
        set_base(&mut batch, key, old.as_ref(), row.as_ref())?;
    }
    if changes.clear_gathered {
        let held = moment.snapshot.slots(GATHERED, b"")?;
        for (key, _) in held {
            batch.slots.push(empty(GATHERED, key));
        }
    }
    for (key, gathered) in &changes.gathered {
        keep(&mut batch, GATHERED, bytes(key), Some(gathered))?;
    }
    for (no, entry) in &changes.outbox {
        keep(
            &mut batch,
            OUTBOX,
            no.to_be_bytes().to_vec(),
            entry.as_ref(),
        )?;
    }
    for (no, item) in &changes.inbox {
        keep(&mut batch, INBOX, no.to_be_bytes().to_vec(), item.as_ref())?;
    }
    let roots = match &changes.state {
        Some(state) => state.roots.clone(),
        None => moment.state()?.roots,
    };
    show(engine, batch, changes.view, &roots)
}

/// Writes the records with the rest, and lets the tree follow.
fn show(
    engine: &Engine,
    mut batch: Batch,
    view: Vec<(Key, Option<Record>)>,
    roots: &[Id],
) -> Result<()> {
    let mut accounts = false;
    for (key, record) in view {
        let Some(kind) = key.kind.known() else {
            continue;
        };
        accounts |= kind == Kind::Account;
        match record {
            Some(mut record) => {
                // What lies above the tops is not here: for this file the tree begins with them.
                if kind == Kind::Account && roots.contains(&record.id) {
                    record.account_id = None;
                }
                let account_id = match kind {
                    Kind::Account => record.id,
                    _ => record.account_id.unwrap_or_default(),
                };
                batch.note.touched.push(Touched {
                    kind,
                    id: record.id,
                    account_id,
                });
                batch.puts.push(listing::put(record));
            }
            None => batch.erases.push((kind, key.id)),
        }
    }
    if !accounts {
        engine.commit(batch)?;
        return Ok(());
    }
    let shape = engine.shape();
    engine.commit_shape(&shape, batch, |_| Ok(()))?;
    engine.reload_tree(&shape)
}

fn set_base(batch: &mut Batch, key: &Key, old: Option<&Row>, new: Option<&Row>) -> Result<()> {
    keep(batch, BASE, bytes(key), new)?;
    let (had, has) = (places(key, old), places(key, new));
    for (space, place) in had.iter().filter(|place| !has.contains(place)) {
        batch.slots.push(empty(space, place.clone()));
    }
    for (space, place) in has.into_iter().filter(|place| !had.contains(place)) {
        keep(batch, space, place, Some(&()))?;
    }
    Ok(())
}

/// Where a record of base is found by its account and by its names.
fn places(key: &Key, row: Option<&Row>) -> Vec<(&'static str, Vec<u8>)> {
    let Some(row) = row else {
        return Vec::new();
    };
    let mut places = Vec::new();
    if let Some(account) = row.account_id {
        let mut place = account.as_bytes().to_vec();
        place.extend(bytes(key));
        places.push((OF, place));
    }
    let live = row.record().filter(Record::is_live);
    for name in live.iter().flat_map(unique_names) {
        let mut place = name_bytes(&name);
        place.extend(bytes(key));
        places.push((NAME, place));
    }
    places
}

fn empty(space: &'static str, key: Vec<u8>) -> SlotPut {
    let value = None;
    SlotPut { space, key, value }
}

fn keep(
    batch: &mut Batch,
    space: &'static str,
    key: Vec<u8>,
    value: Option<&impl Serialize>,
) -> Result<()> {
    let value = value.map(serde_json::to_vec).transpose();
    let value = value.map_err(Error::internal)?;
    batch.slots.push(SlotPut { space, key, value });
    Ok(())
}
