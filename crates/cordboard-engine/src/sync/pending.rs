//! What was decided and is not written yet, as the next decision reads it: transactions of one push are decided one after the
//! other and written together.
//!
//! Only those are decided on one state of the file that touch different records, and no account: everything that follows from
//! a transaction is worked out from what is in the file. So the records themselves are not kept here.

use super::ground::Ground;
use crate::Error;
use cordboard_model::account_limits::Added;
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::Outcome;
use cordboard_sync::server::decide::Writes;
use cordboard_sync::server::world::{Act, Allowed, Valid};
use cordboard_sync::server::{Author, Place, World};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Decisions on top of one state of the file.
pub(super) struct Pending {
    pub(super) author: Author,
    /// Which transactions were decided, and whether they were rejected.
    decided: HashMap<Id, bool>,
    /// Which records are written.
    written: HashSet<(Kind, Id)>,
    ids: HashSet<Id>,
    /// The open conflicts among them.
    conflicts: Vec<Record>,
    /// How many records accounts gain.
    added: Added,
    release: BTreeSet<UniqueName>,
    take: BTreeMap<UniqueName, (Kind, Id)>,
}

impl Pending {
    pub(super) fn new(author: Author) -> Self {
        Self {
            author,
            decided: HashMap::new(),
            written: HashSet::new(),
            ids: HashSet::new(),
            conflicts: Vec::new(),
            added: Added::default(),
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
        let is_known = |record: &Record| self.is_written(record.kind, record.id);
        self.is_empty() || !(Self::is_alone(writes) || writes.records.iter().any(is_known))
    }

    /// Whether nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// What is to be written, from now on.
    pub(super) fn add(&mut self, writes: &Writes) {
        for record in &writes.records {
            self.written.insert((record.kind, record.id));
            self.ids.insert(record.id);
            if record.kind == Kind::Conflict && record.is_live() {
                self.conflicts.push(record.clone());
            }
        }
        for name in &writes.release {
            self.take.remove(name);
            self.release.insert(name.clone());
        }
        for (name, kind, id) in &writes.take {
            self.release.remove(name);
            self.take.insert(name.clone(), (*kind, *id));
        }
    }

    /// Counts a record that is to be written, beside what is in the file.
    pub(super) fn count(&mut self, old: Option<&Record>, new: &Record) {
        self.added.note(old, Some(new));
    }

    pub(super) fn note(&mut self, tx_id: Id, outcome: &Outcome) {
        let rejected = matches!(outcome, Outcome::Rejected(_));
        self.decided.insert(tx_id, rejected);
    }

    /// Whether this transaction was decided.
    pub(super) fn knows(&self, tx_id: Id) -> bool {
        self.decided.contains_key(&tx_id)
    }

    fn is_written(&self, kind: Kind, id: Id) -> bool {
        self.written.contains(&(kind, id))
    }

    /// The file with these decisions on top.
    pub(super) fn on<'a>(&'a self, ground: &'a Ground<'a>) -> Layer<'a> {
        Layer {
            ground,
            pending: self,
            met: Cell::new(false),
        }
    }
}

/// The file with decisions on top that are not in it yet.
pub(super) struct Layer<'a> {
    ground: &'a Ground<'a>,
    pending: &'a Pending,
    met: Cell<bool>,
}

impl Layer<'_> {
    /// Whether something was read that is to be written: what was decided with it does not count.
    pub(super) fn has_met_pending(&self) -> bool {
        self.met.get()
    }

    fn meet(&self, kind: Kind, id: Id) {
        if self.pending.is_written(kind, id) {
            self.met.set(true);
        }
    }
}

impl World for Layer<'_> {
    type Fault = Error;

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Arc<Record>>, Error> {
        self.meet(kind, id);
        self.ground.record(kind, id)
    }

    fn is_known(&self, id: Id) -> Result<bool, Error> {
        Ok(self.pending.ids.contains(&id) || self.ground.is_known(id)?)
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
        let added = self.pending.added.to(account, kind);
        let count = self.ground.count(kind, account)?;
        Ok(count.map(|count| count.saturating_add_signed(added)))
    }

    fn conflicts(&self, account: Id) -> Result<Vec<Record>, Error> {
        let is_written = |record: &Record| self.pending.is_written(record.kind, record.id);
        let mut found = self.ground.conflicts(account)?;
        found.retain(|record| !is_written(record));
        let open = self.pending.conflicts.iter();
        found.extend(
            open.filter(|record| record.account_id == Some(account))
                .cloned(),
        );
        Ok(found)
    }

    fn last_writer(&self, kind: Kind, id: Id) -> Result<Option<Id>, Error> {
        match self.pending.is_written(kind, id) {
            true => Ok(self.pending.author.user),
            false => self.ground.last_writer(kind, id),
        }
    }

    fn was_rejected(&self, tx_id: Id) -> Result<bool, Error> {
        match self.pending.decided.get(&tx_id) {
            Some(rejected) => Ok(*rejected),
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
