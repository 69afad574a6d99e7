//! Bytes that wait to be sent, under their digest, for as long as anything that waits names them.

use super::super::moment::Moment;
use super::super::write;
use crate::blobs::{PIECE_MAX, digests_in, is_digest};
use crate::{Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, BlobPut, Snapshot};
use cordboard_sync::client::{Changes, Item, Replica};
use cordboard_sync::push::Transaction;
use cordboard_sync::{Key, Op, PushRequest};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Which bytes wait; the key is the digest.
const WAITING: &str = "copy.bytes";

fn blob(digest: &str, bytes: Option<Vec<u8>>) -> BlobPut {
    let half = digest.get(..32).and_then(|half| half.parse::<Id>().ok());
    BlobPut {
        kind: Kind::File,
        id: half.unwrap_or_default(),
        name: digest.to_owned(),
        mime: String::new(),
        bytes,
    }
}

/// The bytes, if they wait.
pub(super) fn bytes(snapshot: &dyn Snapshot, digest: &str) -> Result<Option<Vec<u8>>> {
    let place = blob(digest, None);
    let found = snapshot.blob(place.kind, place.id, &place.name)?;
    Ok(found.map(|blob| blob.bytes))
}

/// How many there are, and the next of them from a place on, if they wait.
pub(super) fn piece(
    snapshot: &dyn Snapshot,
    digest: &str,
    from: usize,
) -> Result<Option<(usize, Vec<u8>)>> {
    let place = blob(digest, None);
    let range = from..from.saturating_add(PIECE_MAX);
    let found = snapshot.blob_piece(place.kind, place.id, &place.name, range)?;
    Ok(found.map(|piece| (piece.total, piece.bytes)))
}

pub(in crate::replica) fn keep(batch: &mut Batch, digest: &str, bytes: Vec<u8>) -> Result<()> {
    write::keep(batch, WAITING, digest.as_bytes().to_vec(), Some(&()))?;
    batch.blobs.push(blob(digest, Some(bytes)));
    Ok(())
}

/// The digests of what waits, each once.
fn all(snapshot: &dyn Snapshot) -> Result<Vec<String>> {
    let slots = snapshot.slots(WAITING, b"")?;
    let digests = slots.into_iter().map(|(key, _)| String::from_utf8(key));
    digests
        .map(|digest| digest.map_err(Error::internal))
        .collect()
}

fn named_by(tx: &Transaction, found: &mut Vec<String>) {
    for op in &tx.ops {
        match op {
            Op::Create { fields, .. } => digests_in(&Value::Object(fields.clone()), found),
            Op::Patch { changes, .. } => {
                for edit in changes {
                    let Some(to) = &edit.to else { continue };
                    let text = to.as_str().filter(|text| is_digest(text));
                    found.extend(text.map(str::to_owned));
                    digests_in(to, found);
                }
            }
            Op::Move { .. } | Op::Delete { .. } | Op::Restore { .. } => {}
        }
    }
}

/// What has to be sent before a push, each once, with its bytes.
pub(super) fn before(snapshot: &dyn Snapshot, push: &PushRequest) -> Result<Vec<String>> {
    let waiting = all(snapshot)?;
    if waiting.is_empty() {
        return Ok(waiting);
    }
    let mut named = Vec::new();
    push.txs.iter().for_each(|tx| named_by(tx, &mut named));
    Ok(waiting
        .into_iter()
        .filter(|digest| named.contains(digest))
        .collect())
}

/// Lets go what nothing names any more: not the outbox, nor what was rejected, nor an open conflict, as they are after
/// these changes. What was parked is not sent again.
pub(in crate::replica) fn collect(
    moment: &Moment<'_>,
    changes: &Changes,
    batch: &mut Batch,
) -> Result<()> {
    let waiting = all(&*moment.snapshot)?;
    if waiting.is_empty() {
        return Ok(());
    }
    let mut named = Vec::new();
    let mut outbox: BTreeMap<u64, _> = moment
        .outbox()?
        .into_iter()
        .map(|entry| (entry.no, Some(entry)))
        .collect();
    outbox.extend(changes.outbox.iter().cloned());
    outbox
        .values()
        .flatten()
        .for_each(|entry| named_by(&entry.tx, &mut named));
    let mut inbox: BTreeMap<u64, _> = moment
        .inbox()?
        .into_iter()
        .map(|(no, item)| (no, Some(item)))
        .collect();
    inbox.extend(changes.inbox.iter().cloned());
    for item in inbox.values().flatten() {
        if let Item::Rejected { tx, .. } = item {
            named_by(tx, &mut named);
        }
    }
    for record in conflicts(moment, changes)? {
        digests_in(&Value::Object(record.fields), &mut named);
    }
    let named: BTreeSet<String> = named.into_iter().collect();
    for digest in waiting.iter().filter(|digest| !named.contains(*digest)) {
        write::keep(batch, WAITING, digest.as_bytes().to_vec(), None::<&()>)?;
        batch.blobs.push(blob(digest, None));
    }
    Ok(())
}

fn conflicts(moment: &Moment<'_>, changes: &Changes) -> Result<Vec<Record>> {
    let is_conflict = |key: &Key| key.kind.known() == Some(Kind::Conflict);
    let base = changes.base.iter().filter(|(key, _)| is_conflict(key));
    let mut changed: BTreeMap<Id, Option<Record>> = base
        .map(|(key, row)| (key.id, row.as_ref().and_then(|row| row.record())))
        .collect();
    let view = changes.view.iter().filter(|(key, _)| is_conflict(key));
    changed.extend(view.map(|(key, record)| (key.id, record.clone())));
    let mut ids = Vec::new();
    moment
        .snapshot
        .each_head(Kind::Conflict, &mut |head| ids.push(head.id))?;
    let mut found = Vec::new();
    for id in ids.into_iter().filter(|id| !changed.contains_key(id)) {
        found.extend(moment.snapshot.get(Kind::Conflict, id)?);
    }
    found.extend(changed.into_values().flatten());
    found.retain(Record::is_live);
    Ok(found)
}
