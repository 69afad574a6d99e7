//! What follows from a transaction beside its records: names, keys, sessions, and the tree index.

use super::ledger;
use crate::blobs::arrive;
use crate::engine::Shape;
use crate::tree::{Leaf, Tree, TreeError};
use crate::{Engine, Result, api_keys, claims, digests, listing, sessions};
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Document, Id, Kind, Record};
use cordboard_store::{Batch, Claim, Put, Seq, Snapshot, Touched};
use cordboard_sync::server::Moved;
use serde_json::Value;

/// A record as it is to be, and its whole document when the record holds a part of it.
pub(super) type Written = (Record, Option<Document>);

/// What follows from transactions that are written in one commit.
pub(super) struct Follows {
    /// Everything that is written.
    pub(super) batch: Batch,
    /// What it is about, as the feed shows it.
    pub(super) touched: Vec<Touched>,
    /// What the first record is called, and how many there are.
    pub(super) records: Option<(String, usize)>,
    user: Option<Id>,
}

impl Follows {
    pub(super) fn new(engine: &Engine, user: Option<Id>) -> Self {
        Self {
            batch: engine.batch(user, "sync.apply", Vec::new(), Value::Null),
            touched: Vec::new(),
            records: None,
            user,
        }
    }

    /// A record that is written.
    pub(super) fn record(
        &mut self,
        engine: &Engine,
        snapshot: &dyn Snapshot,
        (old, (new, document)): (Option<&Record>, Written),
    ) -> Result<()> {
        let batch = &mut self.batch;
        arrive::take(engine, snapshot, (old, &new, self.user), batch)?;
        match new.kind {
            Kind::Account => follow_account(engine, batch, old, &new),
            Kind::User => follow_user(engine, batch, old, &new)?,
            _ => {}
        }
        self.touched.extend(touched(old, &new));
        let (label, before) = self.records.take().unwrap_or_else(|| (new.label(), 0));
        self.records = Some((label, before + 1));
        self.batch.puts.push(Put {
            document,
            ..listing::put(new)
        });
        Ok(())
    }

    /// Names that are given up, and names that are taken.
    pub(super) fn names(&mut self, release: Vec<UniqueName>, take: Vec<(UniqueName, Kind, Id)>) {
        let release = release.into_iter().map(claims::key);
        self.batch.release.extend(release);
        let take = take.into_iter().map(|(name, kind, id)| Claim {
            key: claims::key(name),
            kind,
            id,
        });
        self.batch.take.extend(take);
    }

    /// What lies elsewhere now.
    pub(super) fn moves(&mut self, engine: &Engine, moves: &[Moved]) {
        for moved in moves {
            ledger::moved(engine, &mut self.batch, moved.id, moved.from);
        }
    }
}

/// A record as the feed shows it; what moves is shown where it was, too.
fn touched(old: Option<&Record>, new: &Record) -> Vec<Touched> {
    let mut accounts: Vec<Id> = new.account_id.into_iter().collect();
    if new.kind == Kind::Account {
        accounts.push(new.id);
        accounts.extend(old.and_then(|old| old.account_id));
    }
    accounts.sort_unstable();
    accounts.dedup();
    let touched = accounts.into_iter().map(|account_id| Touched {
        kind: new.kind,
        id: new.id,
        account_id,
    });
    touched.collect()
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

pub(super) fn shown(tree: &Tree, batch: &Batch) -> Shown {
    let records = batch.puts.iter().map(|put| &put.record);
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
