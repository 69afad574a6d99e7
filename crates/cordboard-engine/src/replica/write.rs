//! Writing a step of the client: all of it in one commit, with the records that screens read.

use super::journal::redact;
use super::moment::{
    BASE, GATHERED, INBOX, Moment, NAME, OF, OUTBOX, SCRUB, STATE, bytes, name_bytes,
};
use super::{STEP, seal};
use crate::engine::Shape;
use crate::{Engine, Error, Result, claims, listing};
use cordboard_model::unique_names::unique_names;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, Claim, ClaimKey, SlotPut, Snapshot, Touched};
use cordboard_sync::client::{Changes, Replica};
use cordboard_sync::{Key, Row};
use serde::Serialize;
use std::collections::HashSet;

/// How many records a commit names in the feed; with more, screens hear that everything may be different.
const TOUCHED_MAX: usize = 500;

/// An empty batch for a step.
pub(super) fn batch(engine: &Engine) -> Batch {
    engine.batch(None, STEP, Vec::new(), serde_json::Value::Null)
}

pub(super) fn write(
    engine: &Engine,
    shape: &Shape<'_>,
    moment: &Moment<'_>,
    changes: Changes,
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut batch = batch(engine);
    if let Some(state) = &changes.state {
        keep(&mut batch, STATE, Vec::new(), Some(state))?;
    }
    if changes.base.iter().any(|(_, row)| row.is_none()) {
        keep(&mut batch, SCRUB, Vec::new(), Some(&()))?;
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
        keep_sealed(
            engine,
            &mut batch,
            OUTBOX,
            no.to_be_bytes().to_vec(),
            entry.as_ref(),
        )?;
    }
    for (no, item) in &changes.inbox {
        keep_sealed(
            engine,
            &mut batch,
            INBOX,
            no.to_be_bytes().to_vec(),
            item.as_ref(),
        )?;
    }
    let roots = match &changes.state {
        Some(state) => state.roots.clone(),
        None => moment.state()?.roots,
    };
    show(engine, shape, (moment, batch), changes.view, &roots)
}

/// Writes the records with the rest, and lets the tree follow.
fn show(
    engine: &Engine,
    shape: &Shape<'_>,
    (moment, mut batch): (&Moment<'_>, Batch),
    view: Vec<(Key, Option<Record>)>,
    roots: &[Id],
) -> Result<()> {
    let mut accounts = false;
    let mut names = Names::default();
    for (key, record) in view {
        let Some(kind) = key.kind.known() else {
            continue;
        };
        accounts |= kind == Kind::Account;
        let old = moment.snapshot.get(kind, key.id)?;
        names.note(old.as_ref(), record.as_ref());
        let account_id = match (&record, &old) {
            _ if kind == Kind::Account => key.id,
            (Some(record), _) | (None, Some(record)) => record.account_id.unwrap_or_default(),
            (None, None) => continue,
        };
        batch.note.touched.push(Touched {
            kind,
            id: key.id,
            account_id,
        });
        match record {
            Some(mut record) => {
                // What lies above the tops is not here: for this file the tree begins with them.
                if kind == Kind::Account && roots.contains(&record.id) {
                    record.account_id = None;
                }
                redact(&mut record);
                batch.puts.push(listing::put(record));
            }
            None => batch.erases.push((kind, key.id)),
        }
    }
    names.claim(&*moment.snapshot, &mut batch)?;
    if batch.note.touched.len() > TOUCHED_MAX {
        let tops = roots.iter().map(|top| Touched {
            kind: Kind::Account,
            id: *top,
            account_id: *top,
        });
        batch.note.touched = tops.collect();
    }
    engine.commit_shape(shape, batch, |_| Ok(()))?;
    if accounts {
        engine.reload_tree(shape)?;
    }
    Ok(())
}

/// Names that change hands. What the server allows is not judged here: a name that cannot be taken yet is taken when
/// its holder is written.
#[derive(Default)]
struct Names {
    had: Vec<(ClaimKey, Id)>,
    has: Vec<Claim>,
}

impl Names {
    fn note(&mut self, old: Option<&Record>, new: Option<&Record>) {
        let live =
            |record: Option<&Record>| record.filter(|record| record.is_live()).map(claims::of);
        if let Some(old_record) = old {
            let had = live(old).unwrap_or_default().into_iter();
            self.had.extend(had.map(|key| (key, old_record.id)));
        }
        if let Some(new_record) = new {
            let has = live(new).unwrap_or_default().into_iter();
            self.has.extend(has.map(|key| Claim {
                key,
                kind: new_record.kind,
                id: new_record.id,
            }));
        }
    }

    fn claim(self, snapshot: &dyn Snapshot, batch: &mut Batch) -> Result<()> {
        let mut free = HashSet::new();
        for (key, id) in self.had {
            if snapshot
                .claim(&key)?
                .is_some_and(|(_, holder)| holder == id)
            {
                batch.release.push(key.clone());
                free.insert(key);
            }
        }
        let mut taken = HashSet::new();
        for claim in self.has {
            let is_free = free.contains(&claim.key) || snapshot.claim(&claim.key)?.is_none();
            if is_free && taken.insert(claim.key.clone()) {
                batch.take.push(claim);
            }
        }
        Ok(())
    }
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

/// As [`keep`], unreadable without the key file.
pub(super) fn keep_sealed(
    engine: &Engine,
    batch: &mut Batch,
    space: &'static str,
    key: Vec<u8>,
    value: Option<&impl Serialize>,
) -> Result<()> {
    let value = value
        .map(|value| seal::seal(&engine.pepper, value))
        .transpose()?;
    batch.slots.push(SlotPut { space, key, value });
    Ok(())
}

pub(super) fn keep(
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
