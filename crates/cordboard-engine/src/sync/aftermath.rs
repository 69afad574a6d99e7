//! What follows from a transaction beside its records: names, keys, sessions, and the tree index.

use super::ledger;
use super::read::Read;
use crate::blobs::arrive;
use crate::engine::Shape;
use crate::tree::{Leaf, Tree, TreeError};
use crate::{Engine, Result, api_keys, claims, digests, listing, sessions};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, Claim, Seq, Snapshot, Touched};
use cordboard_sync::server::decide::Writes;

/// The records that a transaction is about, as the feed shows them; what moves is shown where it was, too.
pub(super) fn touched<'a>(
    snapshot: &dyn Snapshot,
    records: impl Iterator<Item = &'a Record>,
) -> Result<Vec<Touched>> {
    let mut all = Vec::new();
    for record in records {
        let mut accounts: Vec<Id> = record.account_id.into_iter().collect();
        if record.kind == Kind::Account {
            accounts.push(record.id);
            let old = snapshot.get(record.kind, record.id)?;
            accounts.extend(old.and_then(|old| old.account_id));
        }
        accounts.sort_unstable();
        accounts.dedup();
        all.extend(accounts.into_iter().map(|account_id| Touched {
            kind: record.kind,
            id: record.id,
            account_id,
        }));
    }
    Ok(all)
}

/// Fills the batch.
pub(super) fn fill(
    engine: &Engine,
    read: &mut Read<'_>,
    (writes, user): (Writes, Option<Id>),
    batch: &mut Batch,
) -> Result<()> {
    let release = writes.release.into_iter().map(claims::key);
    batch.release.extend(release);
    let take = writes.take.into_iter();
    batch.take.extend(take.map(|(name, kind, id)| Claim {
        key: claims::key(name),
        kind,
        id,
    }));
    for moved in &writes.moves {
        ledger::moved(engine, batch, moved.id, moved.from);
    }
    for record in writes.records {
        let old = read.take(record.kind, record.id)?;
        let versions = (old.as_ref(), &record, user);
        arrive::take(engine, read.snapshot, versions, batch)?;
        match record.kind {
            Kind::Account => follow_account(engine, batch, old.as_ref(), &record),
            Kind::User => follow_user(engine, batch, old.as_ref(), &record)?,
            _ => {}
        }
        batch.puts.push(listing::put(record));
    }
    Ok(())
}

fn follow_account(engine: &Engine, batch: &mut Batch, old: Option<&Record>, new: &Record) {
    let now_ms = engine.now_ms();
    match old {
        None => {
            api_keys::give(batch, new.id, now_ms);
        }
        // Whoever was signed in when it was deleted or disabled signs in again.
        Some(old) if (!old.is_live() && new.is_live()) || !new.flag("enabled", true) => {
            sessions::end_account(batch, new.id, now_ms);
        }
        Some(_) => {}
    }
}

fn follow_user(
    engine: &Engine,
    batch: &mut Batch,
    old: Option<&Record>,
    new: &Record,
) -> Result<()> {
    let Some(old) = old else { return Ok(()) };
    digests::drop_when_renamed(engine, batch, old, new)?;
    if !new.is_live() || !new.flag("enabled", true) {
        sessions::end_all(engine, batch, new.id, None)?;
    }
    Ok(())
}

/// How the tree index comes to show a transaction.
pub(super) enum Shown {
    /// No account was written.
    Nothing,
    /// One account was made, changed, moved or deleted.
    One(Option<Id>, Leaf, bool),
    /// More happened than one step shows.
    Anew,
}

pub(super) fn shown<'a>(tree: &Tree, records: impl Iterator<Item = &'a Record>) -> Shown {
    let mut accounts = records.filter(|r| r.kind == Kind::Account);
    match (accounts.next(), accounts.next()) {
        (None, _) => Shown::Nothing,
        (Some(account), None) => {
            // One that comes back brings what lies below it.
            let comes_back = account.is_live()
                && !tree.contains(account.id)
                && account.created_ms != account.modified_ms;
            if comes_back {
                return Shown::Anew;
            }
            Shown::One(
                account.account_id,
                listing::leaf(account),
                account.is_live(),
            )
        }
        _ => Shown::Anew,
    }
}

/// Writes the batch and shows it.
pub(super) fn commit(
    engine: &Engine,
    shape: &Shape<'_>,
    batch: Batch,
    shown: Shown,
) -> Result<Seq> {
    let anew = matches!(shown, Shown::Anew);
    let seq = engine.commit_shape(shape, batch, |tree| match shown {
        Shown::Nothing | Shown::Anew => Ok(()),
        Shown::One(parent, leaf, live) => show(tree, parent, leaf, live),
    })?;
    if anew {
        engine.reload_tree(shape)?;
    }
    Ok(seq)
}

fn show(
    tree: &mut Tree,
    parent: Option<Id>,
    leaf: Leaf,
    live: bool,
) -> std::result::Result<(), TreeError> {
    let id = leaf.id;
    match (tree.contains(id), live, parent) {
        (true, false, _) => tree.remove(id).map(drop),
        (false, false, _) => Ok(()),
        (false, true, parent) => tree.insert(parent, leaf),
        (true, true, parent) => {
            if let Some(parent) = parent.filter(|parent| tree.parent(id) != Some(*parent)) {
                tree.move_under(id, parent)?;
            }
            tree.change(leaf)
        }
    }
}
