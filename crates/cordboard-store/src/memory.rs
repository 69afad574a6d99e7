//! The store without a file: for tests and for trying things out.
//!
//! It is responsible for the same answers as every other backend, at one moment, in one order. It never keeps
//! anything beyond the life of the process, and says so by its name.

mod apply;
mod read;

use crate::document;
use crate::{
    Batch, Blob, Change, ClaimKey, Domain, Entry, Error, Put, Result, Seq, Slot, Snapshot, Store,
};
use cordboard_model::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// Records in memory. A commit copies the domain's maps only while a snapshot of the domain is being read;
/// documents are shared and never copied.
#[derive(Debug, Default)]
pub struct MemoryStore {
    domains: Mutex<HashMap<Domain, Arc<State>>>,
}

impl MemoryStore {
    /// A store that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn read(&self, domain: Domain) -> Result<Box<dyn Snapshot + '_>> {
        let domains = self.domains.lock().map_err(|_| Error::Closed)?;
        Ok(Box::new(domains.get(&domain).cloned().unwrap_or_default()))
    }

    fn commit(&self, batch: Batch) -> Result<Seq> {
        document::check(&batch)?;
        let mut domains = self.domains.lock().map_err(|_| Error::Closed)?;
        let state = domains.entry(batch.domain).or_default();
        state.check(&batch)?;
        Ok(Arc::make_mut(state).apply(batch))
    }
}

/// One domain at one moment.
#[derive(Debug, Default, Clone)]
struct State {
    records: BTreeMap<(Kind, Id), Arc<Put>>,
    /// The live records, in the order of lists.
    listed: BTreeMap<Place, Arc<Put>>,
    /// The words of the live records.
    words: BTreeMap<(String, Kind, Id), Option<Id>>,
    /// The same, by account and kind.
    account_words: BTreeSet<(Option<Id>, Kind, String, Id)>,
    entries: BTreeMap<(Kind, Id), Arc<Entry>>,
    /// The entries of each person by time.
    entry_times: BTreeSet<(Kind, Id, i64, Id)>,
    /// By record and name. The bytes are shared, never copied with the maps.
    blobs: BTreeMap<(Kind, Id, String), Arc<Blob>>,
    slots: BTreeMap<(&'static str, Vec<u8>), Arc<Slot>>,
    claims: BTreeMap<ClaimKey, (Kind, Id)>,
    /// The change with number `n` stands at index `n - 1`.
    changes: Vec<Arc<Change>>,
}

/// Where a live record stands in lists; compared field by field, in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    kind: Kind,
    account_id: Option<Id>,
    sort_key: String,
    id: Id,
}

impl Place {
    fn of(put: &Put) -> Self {
        Self {
            kind: put.record.kind,
            account_id: put.record.account_id,
            sort_key: put.sort_key.clone(),
            id: put.record.id,
        }
    }
}
