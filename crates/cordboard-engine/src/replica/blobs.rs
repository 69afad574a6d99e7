//! The bytes that records of a copy name (S-56 to S-63): which are here, which are wanted, and which wait to be sent.
//!
//! What is here lies where it lies in an office of its own, so that every screen finds it; what waits to be sent lies beside
//! that under its digest, so that an earlier transaction still finds what it named.

mod fetched;
mod waiting;

pub use fetched::{AHEAD_EACH_MAX, AHEAD_MAX, Shown};
pub(super) use waiting::{collect, keep as wait};

use super::moment::{Moment, read};
use super::write::keep;
use crate::blobs::{Named, named, without_pieces};
use crate::{Engine, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, BlobPut, Snapshot};
use cordboard_sync::Key;
use serde::{Deserialize, Serialize};

/// What is known of the bytes beside a record; the key is the id beside which they lie.
pub(super) const FILES: &str = "copy.file";

/// Bytes that a record here names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// The record.
    of: Key,
    digest: String,
    size: usize,
    /// How many of them are here.
    received: usize,
    /// The server does not give them: it has others by now, or none.
    refused: bool,
}

impl Kept {
    const fn is_here(&self) -> bool {
        self.received >= self.size
    }
}

/// Bytes that a copy wants, and how far it is with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The record that names them.
    pub of: Key,
    /// Their SHA-256, in hexadecimal digits.
    pub digest: String,
    /// The first byte that is not here yet.
    pub from: usize,
    /// The id beside which they lie.
    holder: Id,
}

fn kept(snapshot: &dyn Snapshot, holder: Id) -> Result<Option<Kept>> {
    let slot = snapshot.slot(FILES, holder.as_bytes())?;
    slot.map(|slot| read(&slot)).transpose()
}

fn set(batch: &mut Batch, holder: Id, kept: Option<&Kept>) -> Result<()> {
    keep(batch, FILES, holder.as_bytes().to_vec(), kept)
}

/// Takes everything of these bytes out of the file.
fn drop_all(snapshot: &dyn Snapshot, batch: &mut Batch, named: &Named) -> Result<()> {
    let whole = named.put(None);
    let parts = kept(snapshot, named.holder.1)?.filter(|kept| !kept.is_here());
    let received = parts.map_or(0, |kept| kept.received);
    batch.blobs.extend(without_pieces(&whole, received));
    batch.blobs.push(whole);
    Ok(())
}

/// Lets the bytes follow a record that screens are to see: its own when they are here, or none. Never those of another
/// version.
pub(super) fn follow(
    moment: &Moment<'_>,
    batch: &mut Batch,
    (key, old, new): (&Key, Option<&Record>, Option<&Record>),
) -> Result<()> {
    if !matches!(key.kind.known(), Some(Kind::User | Kind::Greeting)) {
        return Ok(());
    }
    let snapshot = &*moment.snapshot;
    let (before, after) = (old.and_then(named), new.and_then(named));
    let is_same =
        |one: &Named, other: &Named| (one.holder, &one.digest) == (other.holder, &other.digest);
    if let Some(before) = &before {
        if after.as_ref().is_some_and(|after| is_same(before, after)) {
            return Ok(());
        }
        drop_all(snapshot, batch, before)?;
        set(batch, before.holder.1, None)?;
        let is_left = after.as_ref().map(|after| after.holder) != Some(before.holder);
        if before.holder.0 == Kind::File && is_left {
            batch.erases.push(before.holder);
        }
    }
    let Some(after) = after else { return Ok(()) };
    let bytes = waiting::bytes(snapshot, &after.digest)?;
    let is_known = bytes.is_some() || own_file(snapshot, &after)?;
    if let Some(bytes) = bytes {
        place(moment.engine, batch, &after, (new, bytes));
    }
    let kept = Kept {
        of: key.clone(),
        size: after.size,
        received: if is_known { after.size } else { 0 },
        refused: false,
        digest: after.digest,
    };
    set(batch, after.holder.1, Some(&kept))
}

/// Whether the file that a record uses lies here already: it was uploaded here.
fn own_file(snapshot: &dyn Snapshot, named: &Named) -> Result<bool> {
    let (kind, id) = named.holder;
    if kind != Kind::File {
        return Ok(false);
    }
    let file = snapshot.get(kind, id)?;
    Ok(file.is_some_and(|file| file.text("sha256") == named.digest))
}

/// Puts bytes where every screen finds them.
fn place(
    engine: &Engine,
    batch: &mut Batch,
    named: &Named,
    (of, bytes): (Option<&Record>, Vec<u8>),
) {
    if named.holder.0 == Kind::File {
        let account_id = of.and_then(|record| record.account_id).unwrap_or_default();
        batch
            .puts
            .push(listing::put(named.file(account_id, engine.now_ms())));
    }
    batch.blobs.push(named.put(Some(bytes)));
}

/// What a verb wrote here: the bytes that its record newly names wait to be sent.
pub(super) fn written(
    moment: &Moment<'_>,
    batch: &mut Batch,
    (old, new): (Option<&Record>, &Record),
) -> Result<()> {
    let (before, after) = (old.and_then(named), named(new));
    if before == after {
        return Ok(());
    }
    if let Some(before) = before {
        set(batch, before.holder.1, None)?;
    }
    let Some(after) = after else { return Ok(()) };
    let (kind, id) = after.holder;
    let is_it = |blob: &&BlobPut| (blob.kind, blob.id) == (kind, id) && blob.name == after.blob;
    let brought = batch.blobs.iter().rev().find(is_it);
    let bytes = match brought {
        Some(blob) => blob.bytes.clone(),
        None => moment
            .snapshot
            .blob(kind, id, after.blob)?
            .map(|blob| blob.bytes),
    };
    let kept = Kept {
        of: Key::new(new.kind, new.id),
        digest: after.digest.clone(),
        size: after.size,
        received: if bytes.is_some() { after.size } else { 0 },
        refused: false,
    };
    set(batch, id, Some(&kept))?;
    if let Some(bytes) = bytes {
        waiting::keep(batch, &after.digest, bytes)?;
    }
    Ok(())
}
