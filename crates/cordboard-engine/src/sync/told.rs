//! The store as a pull reads it.

use super::ledger;
use crate::{Engine, Error, Result};
use cordboard_model::{Document, Id, Kind, Record};
use cordboard_store::{Seq, Snapshot};
use cordboard_sync::server::feed::{EachRev, Feed, Gone};
use cordboard_sync::server::{Moved, Place};
use std::collections::HashMap;

/// How many records are read at a time.
const PAGE: usize = 2_000;

pub(super) struct Told<'a> {
    pub(super) engine: &'a Engine,
    pub(super) snapshot: &'a dyn Snapshot,
}

impl Told<'_> {
    /// Whether an account is `top` or lies below it; remembers what it found.
    fn is_within(&self, account: Id, top: Id, known: &mut HashMap<Id, bool>) -> Result<bool> {
        let mut way = Vec::new();
        let mut at = Some(account);
        let mut within = false;
        while let Some(id) = at {
            if let Some(found) = known.get(&id) {
                within = *found;
                break;
            }
            way.push(id);
            if id == top {
                within = true;
                break;
            }
            at = self.place(id)?.and_then(|place| place.parent);
        }
        known.extend(way.into_iter().map(|id| (id, within)));
        Ok(within)
    }
}

impl Feed for Told<'_> {
    type Fault = Error;

    fn seq(&self) -> Result<Seq> {
        Ok(self.snapshot.seq()?)
    }

    fn floor(&self) -> Result<Seq> {
        ledger::floor(self.snapshot)
    }

    fn place(&self, account: Id) -> Result<Option<Place>> {
        // The caller holds the shape of the tree: it is that of the snapshot. What lies in the bin is not in it.
        let tree = self.engine.tree();
        if tree.contains(account) {
            return Ok(Some(Place {
                parent: tree.parent(account),
                live: true,
            }));
        }
        drop(tree);
        let found = self.snapshot.get(Kind::Account, account)?;
        Ok(found.map(|record| Place {
            parent: record.account_id,
            live: record.is_live(),
        }))
    }

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        Ok(self.snapshot.get(kind, id)?)
    }

    fn changed(&self, after: Seq, limit: usize) -> Result<Vec<Record<Document>>> {
        let mut found = Vec::new();
        let mut after = after;
        // Records that no copy has stand between the others.
        while found.len() < limit {
            let page = self.snapshot.changed_since(after, limit)?;
            let Some(last) = page.last() else { break };
            after = last.rev;
            found.extend(page.into_iter().filter(|record| record.kind.is_synced()));
        }
        Ok(found)
    }

    fn each_rev(&self, visit: &mut EachRev<'_, Error>) -> Result<()> {
        self.snapshot.each_rev(&mut |kind, id, account_id, rev| {
            if !kind.is_synced() {
                return Ok(());
            }
            visit(kind, id, account_id, rev).map_err(Error::into_store)
        })?;
        Ok(())
    }

    fn moves(&self, after: Seq, limit: usize) -> Result<Vec<Moved>> {
        ledger::moves(self.snapshot, after, limit)
    }

    fn gone(&self, _: Seq) -> Result<Vec<Gone>> {
        // No verb erases records that are shared: they stay in the recycle bin.
        Ok(Vec::new())
    }

    fn subtree(&self, account: Id, limit: usize) -> Result<Vec<Record<Document>>> {
        // Coming into sight is rare, and what lies in the bin is in no list: everything is looked through once.
        let mut found = Vec::new();
        let mut known = HashMap::new();
        let mut after = 0;
        loop {
            let page = self.changed(after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(found);
            };
            after = last.rev;
            for record in page {
                let at = match record.kind {
                    Kind::Account => record.id,
                    _ => record.account_id.unwrap_or_default(),
                };
                if self.is_within(at, account, &mut known)? {
                    found.push(record);
                    if found.len() > limit {
                        return Ok(found);
                    }
                }
            }
        }
    }
}
