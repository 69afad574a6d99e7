//! The records that a push has read: a document is read once for deciding and for what follows from it.

use crate::Result;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
use std::cell::RefCell;
use std::collections::HashMap;

/// One state of the file, with what was read of it.
pub(super) struct Read<'a> {
    pub(super) snapshot: &'a dyn Snapshot,
    known: RefCell<HashMap<(Kind, Id), Option<Record>>>,
}

impl<'a> Read<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot) -> Self {
        Self {
            snapshot,
            known: RefCell::default(),
        }
    }

    pub(super) fn record(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        if let Some(record) = self.known.borrow().get(&(kind, id)) {
            return Ok(record.clone());
        }
        let record = self.snapshot.get(kind, id)?;
        let mut known = self.known.borrow_mut();
        known.insert((kind, id), record.clone());
        Ok(record)
    }

    /// The record, for the last time.
    pub(super) fn take(&mut self, kind: Kind, id: Id) -> Result<Option<Record>> {
        match self.known.get_mut().remove(&(kind, id)) {
            Some(record) => Ok(record),
            None => Ok(self.snapshot.get(kind, id)?),
        }
    }
}
