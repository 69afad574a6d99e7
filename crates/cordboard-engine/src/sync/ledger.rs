//! What the server remembers for copies, in slots of the store: its incarnation, the copies themselves, what became
//! of transactions, and what was moved.

use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::{Batch, Seq, Slot, SlotPut, Snapshot};
use cordboard_sync::Outcome;
use cordboard_sync::server::{ClientRow, Moved};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const SERVER: &str = "server";
const INCARNATION: &[u8] = b"incarnation";
const FLOOR: &[u8] = b"floor";
const CLIENT: &str = "sync.client";
const OUTCOME: &str = "sync.outcome";
const MOVED: &str = "sync.moved";

/// What became of a transaction, and whose it was. The number in it is that of the slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) user: Option<Id>,
    pub(super) outcome: Outcome,
}

fn put(space: &'static str, key: &[u8], value: &impl Serialize) -> Result<SlotPut> {
    Ok(SlotPut {
        space,
        key: key.to_vec(),
        value: Some(serde_json::to_vec(value).map_err(Error::internal)?),
    })
}

fn read<T: DeserializeOwned>(slot: &Slot) -> Result<T> {
    serde_json::from_slice(&slot.value).map_err(Error::internal)
}

/// The incarnation of the data, once a copy has asked for it.
pub(super) fn known_incarnation(snapshot: &dyn Snapshot) -> Result<Option<Id>> {
    let slot = snapshot.slot(SERVER, INCARNATION)?;
    slot.map(|slot| read(&slot)).transpose()
}

/// The incarnation of the data; made when it is first asked for.
pub(super) fn incarnation(engine: &Engine) -> Result<Id> {
    if let Some(known) = known_incarnation(&*engine.read()?)? {
        return Ok(known);
    }
    let _shape = engine.shape();
    if let Some(known) = known_incarnation(&*engine.read()?)? {
        return Ok(known);
    }
    let fresh = engine.new_id();
    let mut batch = engine.batch(None, "sync.begin", Vec::new(), serde_json::Value::Null);
    batch.slots.push(put(SERVER, INCARNATION, &fresh)?);
    engine.commit(batch)?;
    Ok(fresh)
}

pub(super) fn floor(snapshot: &dyn Snapshot) -> Result<Seq> {
    snapshot
        .slot(SERVER, FLOOR)?
        .map_or(Ok(0), |slot| read(&slot))
}

pub(super) fn client(snapshot: &dyn Snapshot, client_id: Id) -> Result<Option<ClientRow>> {
    snapshot
        .slot(CLIENT, client_id.as_bytes())?
        .map(|slot| read(&slot))
        .transpose()
}

pub(super) fn keep_client(batch: &mut Batch, client_id: Id, row: &ClientRow) -> Result<()> {
    batch.slots.push(put(CLIENT, client_id.as_bytes(), row)?);
    Ok(())
}

/// What became of a transaction, with the number of its commit.
pub(super) fn outcome(snapshot: &dyn Snapshot, tx_id: Id) -> Result<Option<Kept>> {
    let Some(slot) = snapshot.slot(OUTCOME, tx_id.as_bytes())? else {
        return Ok(None);
    };
    let mut kept: Kept = read(&slot)?;
    match &mut kept.outcome {
        Outcome::Applied { seq } | Outcome::Merged { seq } | Outcome::Conflict { seq, .. } => {
            *seq = slot.rev;
        }
        Outcome::Rejected(_) => {}
    }
    Ok(Some(kept))
}

pub(super) fn keep_outcome(batch: &mut Batch, tx_id: Id, kept: &Kept) -> Result<()> {
    batch.slots.push(put(OUTCOME, tx_id.as_bytes(), kept)?);
    Ok(())
}

/// Notes in a batch that an account lies elsewhere now, or was made: without it no copy would hear what came into
/// sight and what went out of it.
pub(crate) fn moved(engine: &Engine, batch: &mut Batch, account: Id, from: Option<Id>) {
    let mut key = account.as_bytes().to_vec();
    key.extend(engine.new_id().as_bytes());
    batch.slots.push(SlotPut {
        space: MOVED,
        key,
        value: Some(from.map(|id| id.as_bytes().to_vec()).unwrap_or_default()),
    });
}

/// The moves after a commit, oldest first, one more than `limit` when there are more.
pub(super) fn moves(snapshot: &dyn Snapshot, after: Seq, limit: usize) -> Result<Vec<Moved>> {
    let id = |bytes: &[u8]| bytes.get(..16)?.try_into().ok().map(Id::from_bytes);
    let slots = snapshot.slots_since(MOVED, after, limit.saturating_add(1))?;
    Ok(slots
        .into_iter()
        .filter_map(|(key, slot)| {
            Some(Moved {
                kind: Kind::Account,
                id: id(&key)?,
                from: id(&slot.value),
                seq: slot.rev,
            })
        })
        .collect())
}
