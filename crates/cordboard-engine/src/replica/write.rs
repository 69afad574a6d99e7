//! Writing a step of the client: all of it in one commit, with the records that screens read.

use super::fresh::{Fresh, Ready};
use super::journal::redact;
use super::moment::{
    BASE, FAR, GATHERED, INBOX, Kept, Moment, NAME, OF, OUTBOX, SCRUB, SEEN, STATE, bytes,
    name_bytes,
};
use super::seal::Sealing;
use super::{STEP, blobs};
use crate::engine::Shape;
use crate::{Engine, Error, Result, claims, listing};
use cordboard_model::unique_names::{UniqueName, names_of};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Claim, ClaimKey, Put, SlotPut, Snapshot, Touched};
use cordboard_sync::client::{Changes, Gather, Replica, Seen};
use cordboard_sync::{Key, Row};
use serde::Serialize;
use std::collections::HashMap;

/// How many records a commit names in the feed; with more, screens hear that everything may be different.
const TOUCHED_MAX: usize = 500;

/// With the last page of a first picture the words of at most so many records are written: a small office can be searched at
/// once.
const WORDS_MAX: usize = 200;

/// An empty batch for a step.
pub(super) fn batch(engine: &Engine) -> Batch {
    engine.batch(None, STEP, Vec::new(), serde_json::Value::Null)
}

/// Writes a step, and of what a pull brought what was made ready.
pub(super) fn write(
    engine: &Engine,
    shape: &Shape<'_>,
    moment: &Moment<'_>,
    (mut changes, ready): (Changes, Ready),
) -> Result<()> {
    if moment.is_all_known(&mut changes)? {
        return Ok(());
    }
    let mut batch = batch(engine);
    if let Some(state) = &changes.state {
        keep(&mut batch, STATE, Vec::new(), Some(state))?;
    }
    if changes.base.iter().any(|(_, row)| row.is_none()) {
        keep(&mut batch, SCRUB, Vec::new(), Some(&()))?;
    }
    let fresh = ready.of(&mut changes);
    redact_all(&mut changes);
    write_base(moment, &mut batch, &changes)?;
    if changes.clear_gathered {
        batch.clear.extend([GATHERED, SEEN]);
    }
    if let (false, Some(gather)) = (changes.gathered.is_empty(), gather(&changes)) {
        let place = gather.records.to_be_bytes().to_vec();
        keep(&mut batch, GATHERED, place, Some(&changes.gathered))?;
        let seen = changes.gathered.iter().filter(|_| gather.fresh);
        for (key, _) in seen {
            keep(&mut batch, SEEN, bytes(key), Some(&()))?;
        }
    }
    let sealing = Sealing::with(&engine.pepper)?;
    for (no, entry) in &changes.outbox {
        keep_sealed(&sealing, &mut batch, (OUTBOX, *no), entry.as_ref())?;
    }
    write_far(moment, &mut batch, &changes)?;
    for (no, item) in &changes.inbox {
        keep_sealed(&sealing, &mut batch, (INBOX, *no), item.as_ref())?;
    }
    blobs::collect(moment, &changes, &mut batch)?;
    let view = changes.take_shown();
    let old = moment.state()?;
    let new = changes.state.as_ref().unwrap_or(&old);
    let shown = Shown {
        roots: &new.roots,
        filling: new.is_filling(),
        filled: old.is_filling() && !new.is_filling(),
        new: &changes.new,
    };
    show(engine, shape, (moment, batch), (view, fresh), &shown)
}

fn write_far(moment: &Moment<'_>, batch: &mut Batch, changes: &Changes) -> Result<()> {
    if changes.outbox.is_empty() && changes.advanced.is_empty() {
        return Ok(());
    }
    let known = moment.far()?;
    let mut far = known.clone();
    changes.advanced.iter().for_each(|it| far.note(it));
    changes.outbox.iter().for_each(|(no, _)| far.forget(*no));
    match far == known {
        true => Ok(()),
        false => keep(
            batch,
            FAR,
            Vec::new(),
            Some(&far).filter(|it| !it.is_empty()),
        ),
    }
}

fn gather(changes: &Changes) -> Option<&Gather> {
    changes.state.as_ref()?.gather.as_ref()
}

/// What the records of a step are to the screens.
struct Shown<'a> {
    roots: &'a [Id],
    /// The first picture is not complete, and the server answers for this file: nobody is told of anything.
    filling: bool,
    /// It is complete now.
    filled: bool,
    /// What is in no list yet, by key.
    new: &'a [Key],
}

/// Writes the records with the rest, and lets the tree follow.
fn show(
    engine: &Engine,
    shape: &Shape<'_>,
    (moment, mut batch): (&Moment<'_>, Batch),
    (view, fresh): (Vec<Seen>, Fresh),
    shown: &Shown<'_>,
) -> Result<()> {
    let mut accounts = shown.filled;
    batch.words_later = shown.filling || (shown.filled && fresh.len() > WORDS_MAX);
    for (key, put) in fresh.fill(&mut batch, shown.roots)? {
        accounts |= put.record.kind == Kind::Account;
        blobs::follow(moment, &mut batch, (&key, None, Some(&put.record)))?;
        batch.note.touched.push(touched(&put.record));
        batch.puts.push(put);
    }
    let mut names = Names::default();
    for (key, record) in view {
        let Some(kind) = key.kind.known() else {
            continue;
        };
        let (record, document) = record.map(listing::read).unzip();
        accounts |= kind == Kind::Account;
        let old = match shown.new.binary_search(&key) {
            Ok(_) => None,
            Err(_) => moment.snapshot.get(kind, key.id)?,
        };
        names.note(old.as_ref(), record.as_ref());
        let versions = (&key, old.as_ref(), record.as_ref());
        blobs::follow(moment, &mut batch, versions)?;
        let Some(latest) = record.as_ref().or(old.as_ref()) else {
            continue;
        };
        batch.note.touched.push(touched(latest));
        match record {
            Some(mut record) => {
                above_tops(&mut record, shown.roots);
                batch.puts.push(Put {
                    document: document.flatten(),
                    ..listing::put(record)
                });
            }
            None => batch.erases.push((kind, key.id)),
        }
    }
    names.claim(&*moment.snapshot, &mut batch)?;
    if shown.filling {
        batch.note.touched.clear();
    } else if shown.filled || batch.note.touched.len() > TOUCHED_MAX {
        let tops = shown.roots.iter().map(|top| Touched {
            kind: Kind::Account,
            id: *top,
            account_id: *top,
        });
        batch.note.touched = tops.collect();
    }
    engine.commit_shape(shape, batch, |_| Ok(()))?;
    if accounts && !shown.filling {
        engine.reload_tree(shape)?;
    }
    Ok(())
}

/// As the feed shows it.
fn touched(record: &Record) -> Touched {
    let account_id = match record.kind {
        Kind::Account => record.id,
        _ => record.account_id.unwrap_or_default(),
    };
    Touched {
        kind: record.kind,
        id: record.id,
        account_id,
    }
}

/// What lies above the tops is not here: for this file the tree begins with them.
pub(super) fn above_tops(record: &mut Record, roots: &[Id]) {
    if record.kind == Kind::Account && roots.contains(&record.id) {
        record.account_id = None;
    }
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
        for (key, id) in self.had {
            if snapshot
                .claim(&key)?
                .is_some_and(|(_, holder)| holder == id)
            {
                batch.release.push(key);
            }
        }
        batch.take_free.extend(self.has);
        Ok(())
    }
}

/// Secrets are not kept here, whatever was typed or a server of another version told (S-51).
fn redact_all(changes: &mut Changes) {
    let base = changes.base.iter_mut().filter_map(|(_, row)| row.as_mut());
    base.for_each(Row::redact);
    let view = changes.view.iter_mut();
    view.filter_map(|(_, record)| record.as_mut())
        .for_each(redact);
}

/// Writes base; of what screens are shown as base has it, the document stands in the record alone.
fn write_base(moment: &Moment<'_>, batch: &mut Batch, changes: &Changes) -> Result<()> {
    let view = changes.view.iter();
    let mut view: HashMap<&Key, Option<&Fields>> = view
        .map(|(key, record)| (key, record.as_ref().map(|record| &record.fields)))
        .collect();
    for (key, row) in &changes.base {
        let old = match changes.new.binary_search(key) {
            Ok(_) => None,
            Err(_) => moment.base(key)?,
        };
        let is_shown = |row: &&Row| match view.get(key) {
            Some(shown) => shown.is_some_and(|shown| *shown == *row.fields),
            None => key.kind.known().is_some(),
        };
        match row.as_ref().filter(is_shown) {
            Some(row) => keep(batch, BASE, bytes(key), Some(&Kept::head(row)))?,
            None => keep(batch, BASE, bytes(key), row.as_ref())?,
        }
        set_places(batch, key, old.as_ref(), row.as_ref())?;
        view.remove(key);
    }
    view.into_iter()
        .try_for_each(|(key, fields)| write_out(moment, batch, key, fields))
}

/// Before a record is to say something else than base, or to go, base is written with its document.
pub(super) fn write_out(
    moment: &Moment<'_>,
    batch: &mut Batch,
    key: &Key,
    new: Option<&Fields>,
) -> Result<()> {
    let kept = moment.kept_base(key)?;
    let Some(kept) = kept.filter(|kept| kept.fields.is_none()) else {
        return Ok(());
    };
    let row = moment.whole(kept)?;
    match new == Some(&*row.fields) {
        true => Ok(()),
        false => keep(batch, BASE, bytes(key), Some(&row)),
    }
}

fn set_places(batch: &mut Batch, key: &Key, old: Option<&Row>, new: Option<&Row>) -> Result<()> {
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
    let live = key.kind.known().filter(|_| row.deleted_ms.is_none());
    let names = live.map(|kind| {
        let fields = listing::indexed(kind, &row.fields);
        names_of(kind, row.account_id, &fields)
    });
    let (key, names) = (bytes(key), names.unwrap_or_default());
    places_of(&key, row.account_id, &names).collect()
}

/// As [`places`], of the record with this key as bytes.
pub(super) fn places_of<'a>(
    key: &'a [u8],
    account: Option<Id>,
    names: &'a [UniqueName],
) -> impl Iterator<Item = (&'static str, Vec<u8>)> + use<'a> {
    let of = account.map(|account| (OF, [account.as_bytes(), key].concat()));
    let named = move |name| (NAME, [&name_bytes(name), key].concat());
    of.into_iter().chain(names.iter().map(named))
}

fn empty(space: &'static str, key: Vec<u8>) -> SlotPut {
    let value = None;
    SlotPut { space, key, value }
}

/// As [`keep`], at a numbered place, and unreadable without the key file.
pub(super) fn keep_sealed(
    sealing: &Sealing,
    batch: &mut Batch,
    (space, no): (&'static str, u64),
    value: Option<&impl Serialize>,
) -> Result<()> {
    let key = no.to_be_bytes().to_vec();
    let value = value.map(|value| sealing.seal(value)).transpose()?;
    batch.slots.push(SlotPut { space, key, value });
    Ok(())
}

pub(super) fn keep(
    batch: &mut Batch,
    space: &'static str,
    key: Vec<u8>,
    value: Option<&impl Serialize>,
) -> Result<()> {
    batch.slots.push(slot(space, key, value)?);
    Ok(())
}

/// A value at its place.
pub(super) fn slot(
    space: &'static str,
    key: Vec<u8>,
    value: Option<&impl Serialize>,
) -> Result<SlotPut> {
    let value = value.map(serde_json::to_vec).transpose();
    let value = value.map_err(Error::internal)?;
    Ok(SlotPut { space, key, value })
}
