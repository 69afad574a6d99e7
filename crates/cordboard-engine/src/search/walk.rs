//! Walking the word index: by account where the caller sees few of them, else through the whole installation.
//!
//! Responsible for the bounds of a search and for leaving out what the caller does not see. It reads no documents
//! but that of the top account, and does not know whether a record fits the other words.

use crate::authorise::{scope, sees};
use crate::tree::Tree;
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Hit, Snapshot};
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Up to so many accounts are searched one by one.
const FEW_ACCOUNTS: usize = 300;
/// How many index entries are looked at for one word.
const VISITS_MAX: usize = 20_000;
/// How many index entries of single accounts are passed by for one word; passing one by takes less than a microsecond.
const STEPS_MAX: usize = 200_000;
/// How many entries are filtered under one hold of the tree.
const CHUNK: usize = 512;

/// The part of the tree that is searched.
pub(super) enum Part {
    /// So few accounts that each is searched for itself: how large the rest is makes no difference.
    Few {
        /// The account on top.
        top: Id,
        /// The accounts whose records are searched.
        accounts: Vec<Id>,
        /// Their people, and their child accounts for those who see them.
        kinds: &'static [Kind],
    },
    /// The index of the whole installation is searched, and what the caller does not see is left out.
    Many,
}

impl Part {
    /// What the caller sees, as the tree stands now.
    pub(super) fn of(tree: &Tree, principal: &Principal) -> Result<Self> {
        let top = scope(tree, principal)?;
        if !principal.is_admin() {
            return Ok(Part::Few {
                top,
                accounts: vec![top],
                kinds: &[Kind::User],
            });
        }
        if tree.descendants_count(top) as usize >= FEW_ACCOUNTS {
            return Ok(Part::Many);
        }
        let below = tree.descendants(top).map(|leaf| leaf.id);
        let accounts: Vec<Id> = std::iter::once(top).chain(below).collect();
        Ok(Part::Few {
            top,
            accounts,
            kinds: &[Kind::Account, Kind::User],
        })
    }
}

/// What one word finds.
pub(super) struct Walk {
    /// What the caller sees, each record once, in the order of the words.
    pub(super) hits: Vec<Hit>,
    /// Nothing was left out.
    pub(super) complete: bool,
}

/// Walks the index by one word. `enough`: it may stop when it has so many records.
pub(super) fn walk(
    engine: &Engine,
    principal: &Principal,
    snapshot: &dyn Snapshot,
    (part, word, only): (&Part, &str, Option<Kind>),
    enough: usize,
) -> Result<Walk> {
    let sieve = Sieve {
        engine,
        principal,
        only,
        seen: HashSet::new(),
        hits: Vec::new(),
    };
    match part {
        Part::Many => through_all(sieve, snapshot, word, enough),
        Part::Few {
            top,
            accounts,
            kinds,
        } => {
            let mut found = of_account(snapshot, *top, word)?;
            let lists = (*kinds, accounts.as_slice());
            let complete = by_account(snapshot, lists, word, enough, &mut found)?;
            Ok(sieve.all(found, complete))
        }
    }
}

fn through_all(
    mut sieve: Sieve<'_>,
    snapshot: &dyn Snapshot,
    word: &str,
    enough: usize,
) -> Result<Walk> {
    let (mut visits, mut complete) = (0, true);
    let mut chunk = Vec::with_capacity(CHUNK);
    snapshot.search(word, &mut |hit| {
        visits += 1;
        chunk.push(hit);
        if chunk.len() == CHUNK {
            sieve.keep(&mut chunk);
        }
        if sieve.hits.len() >= enough || visits == VISITS_MAX {
            complete = false;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    Ok(sieve.all(chunk, complete))
}

/// The words of the top account: in the index they stand among those of its siblings.
fn of_account(snapshot: &dyn Snapshot, id: Id, word: &str) -> Result<Vec<Hit>> {
    let record = snapshot.get(Kind::Account, id)?;
    let Some(record) = record.filter(Record::is_live) else {
        return Ok(Vec::new());
    };
    let account_id = record.account_id;
    let words = listing::put(record).words.into_iter();
    let hit = |word| Hit {
        kind: Kind::Account,
        id,
        account_id,
        word,
    };
    Ok(words
        .filter(|have| have.starts_with(word))
        .map(hit)
        .collect())
}

/// Adds the records of these kinds of these accounts, in the order of the words over all of them; false when
/// something was left out.
fn by_account(
    snapshot: &dyn Snapshot,
    (kinds, accounts): (&[Kind], &[Id]),
    word: &str,
    enough: usize,
    found: &mut Vec<Hit>,
) -> Result<bool> {
    let mut complete = true;
    let mut visits = 0;
    // How many of the list that is being read: one account's people or child accounts.
    let mut list = (None, Kind::Account);
    let mut here = HashSet::new();
    snapshot.search_among(kinds, accounts, word, &mut |hit| {
        visits += 1;
        if list != (hit.account_id, hit.kind) {
            list = (hit.account_id, hit.kind);
            here.clear();
        }
        // Of each list the first ones are enough, because they come first among those of all lists too.
        if here.len() < enough {
            here.insert(hit.id);
            found.push(hit);
        } else {
            complete = false;
        }
        if found.len() >= VISITS_MAX || visits == STEPS_MAX {
            complete = false;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by(|a, b| (&a.word, a.kind, a.id).cmp(&(&b.word, b.kind, b.id)));
    Ok(complete)
}

/// Keeps what the caller sees, each record once.
struct Sieve<'a> {
    engine: &'a Engine,
    principal: &'a Principal,
    only: Option<Kind>,
    seen: HashSet<(Kind, Id)>,
    hits: Vec<Hit>,
}

impl Sieve<'_> {
    /// Empties the chunk. The tree is held for this long only: whoever changes it waits no longer.
    fn keep(&mut self, chunk: &mut Vec<Hit>) {
        let tree = self.engine.tree();
        for hit in chunk.drain(..) {
            let account = match hit.kind {
                Kind::Account => Some(hit.id),
                _ => hit.account_id,
            };
            // Groups and phones have words of their own, and no screen yet that a found one could open.
            if !matches!(hit.kind, Kind::Account | Kind::User) {
                continue;
            }
            let wanted = self.only.is_none_or(|only| only == hit.kind);
            let visible =
                wanted && account.is_some_and(|account| sees(&tree, self.principal, account));
            if visible && self.seen.insert((hit.kind, hit.id)) {
                self.hits.push(hit);
            }
        }
    }

    fn all(mut self, rest: Vec<Hit>, complete: bool) -> Walk {
        let mut rest = rest.into_iter();
        loop {
            let mut chunk: Vec<Hit> = rest.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            self.keep(&mut chunk);
        }
        Walk {
            hits: self.hits,
            complete,
        }
    }
}
