//! The limits of accounts, held for every commit whatever verb makes it.
//!
//! A batch that adds to an account what it may have only so many of says so to the store, which counts in the transaction
//! that writes: of two that want the last place one gets it. Accounts without limits cost a look at the tree.

use crate::tree::FLAG_LIMITED;
use crate::{Engine, Error, Result, accounts};
use cordboard_model::account_limits::{Added, LimitReached, is_limited, key, limit};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Batch, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// Adds to the batch that there must be room for what it adds to limited accounts.
pub(crate) fn hold(engine: &Engine, batch: &mut Batch) -> Result<()> {
    let asserts = asserts(engine, batch)?;
    batch.asserts.extend(asserts);
    Ok(())
}

fn asserts(engine: &Engine, batch: &Batch) -> Result<Vec<Assert>> {
    let records = || batch.puts.iter().map(|put| &put.record);
    // An account that the batch itself makes or changes is limited as the batch has it.
    let written = records().filter(|record| record.kind == Kind::Account);
    let written: BTreeMap<Id, &Record> = written.map(|account| (account.id, account)).collect();
    let has_limits = |id: &Id| match written.get(id) {
        Some(account) => is_limited(&account.fields),
        None => is_known_as_limited(engine, *id),
    };
    let live = records().filter(|record| record.is_live() && key(record.kind).is_some());
    let accounts: BTreeSet<Id> = live.filter_map(|record| record.account_id).collect();
    let accounts: BTreeSet<Id> = accounts.into_iter().filter(has_limits).collect();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let added = added(&*engine.read()?, batch, &accounts)?;
    let mut asserts = Vec::new();
    for (account_id, kind, added) in added.gains() {
        let limit = match written.get(&account_id) {
            Some(account) => limit(&account.fields, kind),
            None => limit(&accounts::find(engine, account_id)?.fields, kind),
        };
        asserts.extend(limit.map(|limit| Assert::Room {
            kind,
            account_id,
            added,
            limit,
        }));
    }
    Ok(asserts)
}

fn is_known_as_limited(engine: &Engine, account_id: Id) -> bool {
    let tree = engine.tree();
    let leaf = tree.leaf(account_id);
    leaf.is_some_and(|leaf| leaf.flags & FLAG_LIMITED != 0)
}

/// What the batch adds to these accounts.
fn added(snapshot: &dyn Snapshot, batch: &Batch, accounts: &BTreeSet<Id>) -> Result<Added> {
    let counts = |record: &&Record| {
        let account_id = record.account_id;
        key(record.kind).is_some() && account_id.is_some_and(|id| accounts.contains(&id))
    };
    let records = batch.puts.iter().map(|put| &put.record).filter(counts);
    let records: Vec<&Record> = records.collect();
    let kinds: BTreeSet<Kind> = records.iter().map(|record| record.kind).collect();
    let kinds: Vec<Kind> = kinds.into_iter().collect();
    let ids: Vec<Id> = records.iter().map(|record| record.id).collect();
    let before = snapshot.get_many(&kinds, &ids)?;
    let before: BTreeMap<_, _> = before.iter().map(|old| ((old.kind, old.id), old)).collect();
    let mut added = Added::default();
    for record in records {
        let old = before.get(&(record.kind, record.id)).copied();
        added.note(old, Some(record));
    }
    Ok(added)
}

/// What room an account has for more of a kind, for a look at many before they are made: what a commit would refuse, said
/// before.
pub(crate) struct Room {
    kind: Kind,
    limit: Option<u64>,
    count: u64,
}

impl Room {
    /// As it is now.
    pub(crate) fn of(engine: &Engine, account_id: Id, kind: Kind) -> Result<Self> {
        let limit = limit(&accounts::find(engine, account_id)?.fields, kind);
        let count = match limit {
            Some(_) => engine.read()?.count(kind, Some(account_id))?,
            None => 0,
        };
        Ok(Self { kind, limit, count })
    }

    /// Refuses when there is none for another one.
    pub(crate) fn check(&self) -> Result<()> {
        let Some(limit) = self.limit else {
            return Ok(());
        };
        LimitReached::check(self.kind, limit, (self.count, 1)).map_err(Error::LimitReached)
    }

    /// So many more are there, or will be.
    pub(crate) fn take(&mut self, more: u64) {
        self.count = self.count.saturating_add(more);
    }
}
