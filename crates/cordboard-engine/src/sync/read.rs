//! The records that a push has read: a document is read once for deciding and for what follows from it.

use crate::Result;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A record, if there is one.
type Found = Option<Arc<Record>>;

/// One state of the file, with what was read of it.
pub(super) struct Read<'a> {
    pub(super) snapshot: &'a dyn Snapshot,
    known: RefCell<HashMap<(Kind, Id), Found>>,
    /// Accounts without open conflicts: every change of a record asks for those of its account.
    peaceful: RefCell<HashSet<Id>>,
}

impl<'a> Read<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot) -> Self {
        Self {
            snapshot,
            known: RefCell::default(),
            peaceful: RefCell::default(),
        }
    }

    pub(super) fn record(&self, kind: Kind, id: Id) -> Result<Found> {
        if let Some(record) = self.known.borrow().get(&(kind, id)) {
            return Ok(record.clone());
        }
        let record = self.snapshot.get(kind, id)?.map(Arc::new);
        let mut known = self.known.borrow_mut();
        known.insert((kind, id), record.clone());
        Ok(record)
    }

    /// Keeps a record that was read elsewhere, of the same state.
    pub(super) fn learn(&mut self, record: Record) {
        let key = (record.kind, record.id);
        self.known.get_mut().insert(key, Some(Arc::new(record)));
    }

    /// The record, for the last time.
    pub(super) fn take(&mut self, kind: Kind, id: Id) -> Result<Found> {
        match self.known.get_mut().remove(&(kind, id)) {
            Some(record) => Ok(record),
            None => Ok(self.snapshot.get(kind, id)?.map(Arc::new)),
        }
    }

    /// The open conflicts of an account and its records.
    pub(super) fn conflicts(&self, account: Id, page: usize) -> Result<Vec<Record>> {
        if self.peaceful.borrow().contains(&account) {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot;
        let found = snapshot.records(Kind::Conflict, Some(account), None, page)?;
        if found.is_empty() {
            self.peaceful.borrow_mut().insert(account);
        }
        Ok(found)
    }
}
