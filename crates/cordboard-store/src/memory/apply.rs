//! Whether a batch may be written, and writing it.

use super::{Place, State};
use crate::{Assert, Batch, Blob, BlobPut, Change, ClaimKey, Entry, Error, Put, Result, Seq, Slot};
use cordboard_model::account_limits::LimitReached;
use cordboard_model::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl State {
    /// Every reason to refuse the batch is found here, so that [`State::apply`] cannot stop half way.
    pub(super) fn check(&self, batch: &Batch) -> Result<()> {
        for assert in &batch.asserts {
            self.check_assert(assert)?;
        }
        let released: BTreeSet<&ClaimKey> = batch.release.iter().collect();
        let mut taken: BTreeMap<&ClaimKey, (Kind, Id)> = BTreeMap::new();
        for claim in &batch.take {
            let wanted = (claim.kind, claim.id);
            let before = self
                .claims
                .get(&claim.key)
                .filter(|_| !released.contains(&claim.key));
            let holder = taken.get(&claim.key).or(before).copied();
            if let Some(holder) = holder.filter(|holder| *holder != wanted) {
                return Err(Error::Taken {
                    key: claim.key.clone(),
                    holder,
                });
            }
            taken.insert(&claim.key, wanted);
        }
        Ok(())
    }

    fn check_assert(&self, assert: &Assert) -> Result<()> {
        let (kind, id, holds) = match *assert {
            Assert::Room {
                kind,
                account_id,
                added,
                limit,
            } => {
                let count = self.page(kind, Some(account_id), None).count() as u64;
                return Ok(LimitReached::check(kind, limit, (count, added))?);
            }
            Assert::Seq(seq) => (
                Kind::Settings,
                Id::default(),
                self.changes.len() as Seq == seq,
            ),
            Assert::Rev { kind, id, rev } => (
                kind,
                id,
                self.records
                    .get(&(kind, id))
                    .is_some_and(|put| put.record.rev == rev),
            ),
            Assert::Live { kind, id } => (
                kind,
                id,
                self.records
                    .get(&(kind, id))
                    .is_some_and(|put| put.record.is_live()),
            ),
            Assert::Absent { kind, id } => (kind, id, !self.records.contains_key(&(kind, id))),
        };
        if holds {
            Ok(())
        } else {
            Err(Error::Stale { kind, id })
        }
    }

    /// Writes a batch that was checked.
    pub(super) fn apply(&mut self, batch: Batch) -> Seq {
        let seq = self.changes.len() as Seq + 1;
        for key in &batch.release {
            self.claims.remove(key);
        }
        for claim in batch.take {
            self.claims.insert(claim.key, (claim.kind, claim.id));
        }
        for claim in batch.take_free {
            let holder = (claim.kind, claim.id);
            self.claims.entry(claim.key).or_insert(holder);
        }
        for mut put in batch.puts {
            put.record.rev = seq;
            put.make_whole();
            self.remove(put.record.kind, put.record.id);
            self.insert(put);
        }
        for entry in batch.entries {
            self.remove_entry(entry.kind, entry.id);
            let place = (entry.kind, entry.id);
            self.entry_times
                .insert((entry.kind, entry.owner_id, entry.at_ms, entry.id));
            let written = Entry { rev: seq, ..entry };
            self.entries.insert(place, Arc::new(written));
        }
        for blob in batch.blobs {
            self.keep(blob);
        }
        self.slots
            .retain(|(space, _), _| !batch.clear.contains(space));
        for slot in batch.slots {
            let place = (slot.space, slot.key);
            match slot.value {
                Some(value) => {
                    self.slots.insert(place, Arc::new(Slot { rev: seq, value }));
                }
                None => {
                    self.slots.remove(&place);
                }
            }
        }
        for (kind, id) in batch.erases {
            self.remove(kind, id);
            self.remove_entry(kind, id);
            self.remove_blobs(kind, id);
        }
        let note = batch.note;
        self.changes.push(Arc::new(Change {
            seq,
            at_ms: note.at_ms,
            actor: note.actor,
            verb: note.verb,
            touched: note.touched,
            detail: note.detail,
        }));
        seq
    }

    fn keep(&mut self, blob: BlobPut) {
        let place = (blob.kind, blob.id, blob.name);
        match blob.bytes {
            Some(bytes) => {
                let mime = blob.mime;
                self.blobs.insert(place, Arc::new(Blob { mime, bytes }));
            }
            None => {
                self.blobs.remove(&place);
            }
        }
    }

    fn remove_entry(&mut self, kind: Kind, id: Id) {
        if let Some(old) = self.entries.remove(&(kind, id)) {
            self.entry_times
                .remove(&(kind, old.owner_id, old.at_ms, id));
        }
    }

    fn remove_blobs(&mut self, kind: Kind, id: Id) {
        let first = (kind, id, String::new());
        let names: Vec<String> = self
            .blobs
            .range(first..)
            .take_while(|((of, owner, _), _)| (*of, *owner) == (kind, id))
            .map(|((.., name), _)| name.clone())
            .collect();
        for name in names {
            self.blobs.remove(&(kind, id, name));
        }
    }

    fn insert(&mut self, put: Put) {
        let (kind, id) = (put.record.kind, put.record.id);
        let put = Arc::new(put);
        if put.record.is_live() {
            let account_id = put.record.account_id;
            for word in &put.words {
                self.words.insert((word.clone(), kind, id), account_id);
                self.account_words
                    .insert((account_id, kind, word.clone(), id));
            }
            self.listed.insert(Place::of(&put), Arc::clone(&put));
        }
        self.records.insert((kind, id), put);
    }

    fn remove(&mut self, kind: Kind, id: Id) {
        let Some(old) = self.records.remove(&(kind, id)) else {
            return;
        };
        self.listed.remove(&Place::of(&old));
        for word in &old.words {
            self.words.remove(&(word.clone(), kind, id));
            self.account_words
                .remove(&(old.record.account_id, kind, word.clone(), id));
        }
    }
}
