//! What was decided and is not written yet, as the next decision reads it: transactions of one push are decided one after the
//! other and written together.
//!
//! Only those are together that touch different records, and no account: everything that follows from a transaction is
//! worked out from what is in the file.

use super::ground::Ground;
use crate::Error;
use cordboard_model::account_limits::Added;
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::Outcome;
use cordboard_sync::server::decide::Writes;
use cordboard_sync::server::world::{Act, Allowed, Valid};
use cordboard_sync::server::{Author, Place, World};
use std::collections::{BTreeMap, BTreeSet};

/// Decisions on top of one state of the file.
pub(super) struct Pending {
    pub(super) author: Author,
    /// Numbers were used up by transactions that were decided before.
    pub(super) repeats: bool,
    writes: Vec<Writes>,
    outcomes: Vec<(Id, Outcome)>,
    /// Which of the writes holds a record, and at which place.
    places: BTreeMap<(Kind, Id), (usize, usize)>,
    release: BTreeSet<UniqueName>,
    take: BTreeMap<UniqueName, (Kind, Id)>,
}

impl Pending {
    pub(super) fn new(author: Author) -> Self {
        Self {
            author,
            repeats: false,
            writes: Vec::new(),
            outcomes: Vec::new(),
            places: BTreeMap::new(),
            release: BTreeSet::new(),
            take: BTreeMap::new(),
        }
    }

    /// Whether these writes change the tree, and so have a commit of their own.
    pub(super) fn is_alone(writes: &Writes) -> bool {
        let is_account = |record: &Record| record.kind == Kind::Account;
        !writes.moves.is_empty() || writes.records.iter().any(is_account)
    }

    /// Whether these writes can go with what waits already.
    pub(super) fn takes(&self, writes: &Writes) -> bool {
        let is_known = |record: &Record| self.places.contains_key(&(record.kind, record.id));
        self.writes.is_empty() || !(Self::is_alone(writes) || writes.records.iter().any(is_known))
    }

    /// Whether nothing is to be written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub(super) fn add(&mut self, writes: Writes) {
        for (at, record) in writes.records.iter().enumerate() {
            let key = (record.kind, record.id);
            self.places.insert(key, (self.writes.len(), at));
        }
        for name in &writes.release {
            self.take.remove(name);
            self.release.insert(name.clone());
        }
        for (name, kind, id) in &writes.take {
            self.release.remove(name);
            self.take.insert(name.clone(), (*kind, *id));
        }
        self.writes.push(writes);
    }

    pub(super) fn note(&mut self, tx_id: Id, outcome: Outcome) {
        self.outcomes.push((tx_id, outcome));
    }

    pub(super) fn outcome(&self, tx_id: Id) -> Option<&Outcome> {
        let mut outcomes = self.outcomes.iter();
        outcomes
            .find(|(known, _)| *known == tx_id)
            .map(|(_, outcome)| outcome)
    }

    pub(super) fn outcomes(&self) -> &[(Id, Outcome)] {
        &self.outcomes
    }

    /// What is to be written, out of here.
    pub(super) fn take_writes(&mut self) -> Vec<Writes> {
        self.places.clear();
        std::mem::take(&mut self.writes)
    }

    /// Every record that is written.
    pub(super) fn records(&self) -> impl Iterator<Item = &Record> {
        self.writes.iter().flat_map(|writes| &writes.records)
    }

    fn record(&self, kind: Kind, id: Id) -> Option<&Record> {
        let (writes, at) = self.places.get(&(kind, id))?;
        self.writes.get(*writes)?.records.get(*at)
    }

    /// The file with these decisions on top.
    pub(super) fn on<'a>(&'a self, ground: &'a Ground<'a>) -> Layer<'a> {
        Layer {
            ground,
            pending: self,
        }
    }
}

/// The file with decisions on top that are not in it yet.
pub(super) struct Layer<'a> {
    ground: &'a Ground<'a>,
    pending: &'a Pending,
}

impl World for Layer<'_> {
    type Fault = Error;

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Record>, Error> {
        match self.pending.record(kind, id) {
            Some(record) => Ok(Some(record.clone())),
            None => self.ground.record(kind, id),
        }
    }

    fn is_known(&self, id: Id) -> Result<bool, Error> {
        let is_pending = self.pending.places.keys().any(|(_, known)| *known == id);
        Ok(is_pending || self.ground.is_known(id)?)
    }

    fn place(&self, account: Id) -> Result<Option<Place>, Error> {
        self.ground.place(account)
    }

    fn accounts_below(&self, account: Id) -> Result<Vec<Record>, Error> {
        self.ground.accounts_below(account)
    }

    fn levels_below(&self, account: Id) -> Result<usize, Error> {
        self.ground.levels_below(account)
    }

    fn holder(&self, name: &UniqueName) -> Result<Option<(Kind, Id)>, Error> {
        if let Some(holder) = self.pending.take.get(name) {
            return Ok(Some(*holder));
        }
        match self.pending.release.contains(name) {
            true => Ok(None),
            false => self.ground.holder(name),
        }
    }

    fn count(&self, kind: Kind, account: Id) -> Result<Option<u64>, Error> {
        let mut added = Added::default();
        for record in self.pending.records().filter(|record| record.kind == kind) {
            let old = self.ground.record(kind, record.id)?;
            added.note(old.as_ref(), Some(record));
        }
        let count = self.ground.count(kind, account)?;
        Ok(count.map(|count| count.saturating_add_signed(added.to(account, kind))))
    }

    fn conflicts(&self, account: Id) -> Result<Vec<Record>, Error> {
        let is_pending = |record: &Record| self.pending.record(record.kind, record.id).is_some();
        let mut found = self.ground.conflicts(account)?;
        found.retain(|record| !is_pending(record));
        let open = self.pending.records().filter(|record| {
            record.kind == Kind::Conflict && record.is_live() && record.account_id == Some(account)
        });
        found.extend(open.cloned());
        Ok(found)
    }

    fn last_writer(&self, kind: Kind, id: Id) -> Result<Option<Id>, Error> {
        match self.pending.places.contains_key(&(kind, id)) {
            true => Ok(self.pending.author.user),
            false => self.ground.last_writer(kind, id),
        }
    }

    fn was_rejected(&self, tx_id: Id) -> Result<bool, Error> {
        match self.pending.outcome(tx_id) {
            Some(outcome) => Ok(matches!(outcome, Outcome::Rejected(_))),
            None => self.ground.was_rejected(tx_id),
        }
    }

    fn may(&self, act: Act<'_>) -> Result<Allowed, Error> {
        self.ground.may(act)
    }

    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Valid {
        self.ground.finish(old, record)
    }
}
