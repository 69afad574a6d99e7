//! What a transaction has changed so far: the data as its next operation finds them.

use super::world::{Act, Deed, Moved, Place, Refusal, World};
use crate::limits::DEPTH_MAX;
use crate::push::{Code, Rejection, Transaction};
use cordboard_model::unique_names::{UniqueName, claims_alike, unique_names};
use cordboard_model::{Id, Kind, Record, Violation};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why deciding ended early.
pub(super) enum Halt<F> {
    /// The data could not be read.
    Fault(F),
    /// The transaction is rejected.
    No(Code, Vec<Violation>),
}

impl<F> From<F> for Halt<F> {
    fn from(fault: F) -> Self {
        Self::Fault(fault)
    }
}

pub(super) type Step<T, F> = Result<T, Halt<F>>;

pub(super) fn no<T, F>(code: Code) -> Step<T, F> {
    Err(Halt::No(code, Vec::new()))
}

/// How an account can be reached from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing above it, nor itself, lies in the bin; this many accounts lie above it.
    Live(usize),
    /// It or something above it lies in the bin.
    Deleted,
    /// There is no such account.
    Missing,
}

pub(super) struct Draft<'a, W: World> {
    pub(super) world: &'a W,
    pub(super) author: super::Author,
    pub(super) tx: &'a Transaction,
    pub(super) now_ms: i64,
    pub(super) records: BTreeMap<(Kind, Id), Arc<Record>>,
    pub(super) release: BTreeSet<UniqueName>,
    pub(super) take: BTreeMap<UniqueName, (Kind, Id)>,
    pub(super) moves: Vec<Moved>,
    /// Open conflicts that this transaction made or changed.
    pub(super) conflicts: Vec<Id>,
    /// Others had changed something meanwhile, and it met.
    pub(super) met: bool,
}

impl<'a, W: World> Draft<'a, W> {
    pub(super) fn new(
        world: &'a W,
        author: super::Author,
        tx: &'a Transaction,
        now_ms: i64,
    ) -> Self {
        Self {
            world,
            author,
            tx,
            now_ms,
            records: BTreeMap::new(),
            release: BTreeSet::new(),
            take: BTreeMap::new(),
            moves: Vec::new(),
            conflicts: Vec::new(),
            met: false,
        }
    }

    pub(super) fn record(&self, kind: Kind, id: Id) -> Step<Option<Arc<Record>>, W::Fault> {
        match self.records.get(&(kind, id)) {
            Some(record) => Ok(Some(Arc::clone(record))),
            None => Ok(self.world.record(kind, id)?),
        }
    }

    /// The record, or why the transaction cannot have it.
    pub(super) fn find(&self, kind: Kind, id: Id) -> Step<Arc<Record>, W::Fault> {
        match self.record(kind, id)? {
            Some(record) => Ok(record),
            None => no(Code::NotFound),
        }
    }

    pub(super) fn put(&mut self, record: Record) {
        let key = (record.kind, record.id);
        self.records.insert(key, Arc::new(record));
    }

    pub(super) fn place(&self, account: Id) -> Step<Option<Place>, W::Fault> {
        match self.records.get(&(Kind::Account, account)) {
            Some(record) => Ok(Some(Place {
                parent: record.account_id,
                live: record.is_live(),
            })),
            None => Ok(self.world.place(account)?),
        }
    }

    /// Walks to the top. `below` is not to be met on the way.
    pub(super) fn reach(&self, account: Id) -> Step<Reach, W::Fault> {
        let mut at = account;
        let mut live = true;
        for above in 0.. {
            let Some(place) = self.place(at)? else {
                return Ok(Reach::Missing);
            };
            live &= place.live;
            match place.parent {
                Some(parent) if above < 4 * DEPTH_MAX => at = parent,
                Some(_) => return Ok(Reach::Missing),
                None if live => return Ok(Reach::Live(above)),
                None => return Ok(Reach::Deleted),
            }
        }
        Ok(Reach::Missing)
    }

    /// Whether `account` is `top` or lies below it.
    pub(super) fn is_within(&self, account: Id, top: Id) -> Step<bool, W::Fault> {
        let mut at = account;
        for _ in 0..4 * DEPTH_MAX {
            if at == top {
                return Ok(true);
            }
            match self.place(at)?.and_then(|place| place.parent) {
                Some(parent) => at = parent,
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// The nearest account, from this one upwards, that was there before the transaction.
    fn anchor(&self, account: Id) -> Step<Option<Id>, W::Fault> {
        let mut at = account;
        for _ in 0..4 * DEPTH_MAX {
            if self.world.place(at)?.is_some() {
                return Ok(Some(at));
            }
            match self.place(at)?.and_then(|place| place.parent) {
                Some(parent) => at = parent,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Asks for the right, at an account that is in the store.
    pub(super) fn may(
        &self,
        deed: Deed,
        kind: Kind,
        account: Id,
        record: Option<&Record>,
        paths: &[String],
    ) -> Step<(), W::Fault> {
        let Some(account) = self.anchor(account)? else {
            return no(Code::NotFound);
        };
        let act = Act {
            deed,
            kind,
            account,
            record,
            paths,
        };
        match self.world.may(act)? {
            Ok(()) => Ok(()),
            Err(Refusal::Hidden) => no(Code::NotFound),
            Err(Refusal::Forbidden) => no(Code::Forbidden),
        }
    }

    /// The account that a right to this record is asked at.
    pub(super) fn account_of(record: &Record) -> Id {
        match record.kind {
            Kind::Account => record.id,
            _ => record.account_id.unwrap_or_default(),
        }
    }

    pub(super) fn release(&mut self, names: Vec<UniqueName>) {
        for name in names {
            if self.take.remove(&name).is_none() {
                self.release.insert(name);
            }
        }
    }

    pub(super) fn take(&mut self, names: Vec<UniqueName>, of: (Kind, Id)) -> Step<(), W::Fault> {
        for name in names {
            if self.release.contains(&name) && self.world.holder(&name)? == Some(of) {
                self.release.remove(&name);
            } else if self.take.get(&name).is_some_and(|other| *other != of) {
                return Err(taken(&name));
            } else {
                self.take.insert(name, of);
            }
        }
        Ok(())
    }

    /// What a record's names become when it changes; both versions are live.
    pub(super) fn rename(&mut self, old: &Record, new: &Record) -> Step<(), W::Fault> {
        if claims_alike(old, new) {
            return Ok(());
        }
        let had = unique_names(old);
        let has = unique_names(new);
        let gone = had.iter().filter(|name| !has.contains(name)).cloned();
        let gone: Vec<_> = gone.collect();
        let fresh = has.into_iter().filter(|name| !had.contains(name));
        let fresh: Vec<_> = fresh.collect();
        self.release(gone);
        self.take(fresh, (new.kind, new.id))
    }

    /// Nobody else has the names that were taken (S-29).
    pub(super) fn check_names(&self) -> Step<(), W::Fault> {
        for (name, of) in &self.take {
            let holder = self.world.holder(name)?;
            if holder.is_some_and(|holder| holder != *of) && !self.release.contains(name) {
                return Err(taken(name));
            }
        }
        Ok(())
    }
}

fn taken<F>(name: &UniqueName) -> Halt<F> {
    let detail = "another record has this name; choose another one";
    Halt::No(
        Code::UniqueTaken,
        vec![Violation::new(name.scope.as_str(), "unique", detail)],
    )
}

pub(super) fn rejection(code: Code, op: usize, violations: Vec<Violation>) -> Rejection {
    Rejection {
        code,
        op: u32::try_from(op).unwrap_or(u32::MAX),
        violations: violations.into_iter().map(Into::into).collect(),
    }
}
