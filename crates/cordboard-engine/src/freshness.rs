//! Whether something that was computed from records still holds: no record it was made of has been written since.
//!
//! Responsible for telling caches, in memory and without a lock, what has become old. It keeps no data, and errs only
//! in one direction: it may call something old that is not.

use cordboard_model::Id;
use cordboard_store::{Batch, Seq};
use foldhash::fast::FixedState;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many marks there are. Two ids can share one; then a write to the first makes the second look old, too.
const MARKS: usize = 4096;

/// For each mark the number of the last commit that wrote a record whose id, or whose account's id, falls on it.
#[derive(Debug)]
pub struct Freshness {
    marks: Box<[AtomicU64]>,
}

impl Default for Freshness {
    fn default() -> Self {
        Self {
            marks: (0..MARKS).map(|_| AtomicU64::new(0)).collect(),
        }
    }
}

impl Freshness {
    fn mark(&self, id: Id) -> Option<&AtomicU64> {
        let hash = FixedState::with_seed(0).hash_one(id.as_bytes());
        self.marks.get(hash as usize % MARKS)
    }

    /// True when no commit after `since` wrote any of these: a record by its id, or anything that belongs to an
    /// account by the account's id.
    ///
    /// `since` must have been asked for ([`crate::Engine::seq`]) before the records were read.
    pub fn holds(&self, ids: &[Id], since: Seq) -> bool {
        ids.iter().all(|id| {
            self.mark(*id)
                .is_some_and(|mark| mark.load(Ordering::Acquire) <= since)
        })
    }

    /// Notes a commit: after it can be read, before it is acknowledged.
    pub(crate) fn note(&self, touched: &[Id], seq: Seq) {
        for mark in touched.iter().filter_map(|id| self.mark(*id)) {
            mark.fetch_max(seq, Ordering::Release);
        }
    }
}

/// What a batch touches: each record by its id, and the account that it belongs to. The records of an account that
/// comes or goes are not named one by one; whether the account is there is the tree's to say.
pub(crate) fn touched(batch: &Batch) -> Vec<Id> {
    let puts = batch.puts.iter().map(|put| &put.record);
    let mut ids: Vec<Id> = puts
        .flat_map(|record| [Some(record.id), record.account_id])
        .flatten()
        .collect();
    ids.extend(batch.erases.iter().map(|(_, id)| *id));
    ids.extend(batch.blobs.iter().map(|blob| blob.id));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    #[test]
    fn what_was_written_since_is_old_and_what_was_not_holds() {
        let freshness = Freshness::default();
        assert!(freshness.holds(&[id(1), id(2)], 0));
        freshness.note(&[id(1)], 7);
        assert!(!freshness.holds(&[id(1)], 6));
        assert!(!freshness.holds(&[id(2), id(1)], 6));
        assert!(freshness.holds(&[id(1)], 7));
        assert!(freshness.holds(&[id(2)], 6));
    }

    #[test]
    fn an_earlier_commit_that_is_noted_later_takes_nothing_back() {
        let freshness = Freshness::default();
        freshness.note(&[id(1)], 9);
        freshness.note(&[id(1)], 8);
        assert!(!freshness.holds(&[id(1)], 8));
    }
}
