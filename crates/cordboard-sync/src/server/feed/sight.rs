//! What a caller sees now, and what he saw when his last page was made.

use super::{Feed, Gone, Position};
use crate::limits::DEPTH_MAX;
use crate::server::world::Moved;
use cordboard_model::{Id, Kind, Record};
use std::collections::{HashMap, HashSet};

/// Of how many accounts it is remembered whether they are seen: what is known of more needs more memory than it saves time.
const KNOWN_MAX: usize = 10_000;

/// Walks the tree upwards, as it is and as it was. The tree as it was is the tree as it is with the moves undone.
pub(super) struct Sight<'a, F: Feed> {
    feed: &'a F,
    roots: HashSet<Id>,
    old_roots: HashSet<Id>,
    /// Where a record lay before its first move since; nothing for one that was made since.
    before: HashMap<(Kind, Id), Option<Id>>,
    known: HashMap<Id, bool>,
}

impl<'a, F: Feed> Sight<'a, F> {
    pub(super) fn new(feed: &'a F, roots: &[Id], from: &Position, moves: &[Moved]) -> Self {
        let mut before = HashMap::new();
        for moved in moves {
            before.entry((moved.kind, moved.id)).or_insert(moved.from);
        }
        Self {
            feed,
            roots: roots.iter().copied().collect(),
            old_roots: from.roots.iter().copied().collect(),
            before,
            known: HashMap::new(),
        }
    }

    pub(super) fn was_made_since(&self, kind: Kind, id: Id) -> bool {
        self.before.get(&(kind, id)) == Some(&None)
    }

    /// Whether the caller sees this record now.
    pub(super) fn sees(&mut self, kind: Kind, id: Id) -> Result<bool, F::Fault> {
        match kind {
            Kind::Account => self.sees_account(id),
            _ => match self.feed.record(kind, id)? {
                Some(record) => self.sees_record(&record),
                None => Ok(false),
            },
        }
    }

    pub(super) fn sees_record<D>(&mut self, record: &Record<D>) -> Result<bool, F::Fault> {
        self.sees_what_lies(record.kind, record.id, record.account_id)
    }

    /// As [`Sight::sees_record`], of what belongs to this account.
    pub(super) fn sees_what_lies(
        &mut self,
        kind: Kind,
        id: Id,
        account_id: Option<Id>,
    ) -> Result<bool, F::Fault> {
        match (kind, account_id) {
            (Kind::Account, _) => self.sees_account(id),
            (_, Some(account)) => self.sees_account(account),
            (_, None) => Ok(false),
        }
    }

    fn sees_account(&mut self, account: Id) -> Result<bool, F::Fault> {
        if let Some(seen) = self.known.get(&account) {
            return Ok(*seen);
        }
        let mut at = Some(account);
        let mut seen = false;
        for _ in 0..4 * DEPTH_MAX {
            let Some(id) = at else { break };
            if self.roots.contains(&id) {
                // A top that was erased shows nothing.
                seen = true;
                break;
            }
            at = self.feed.place(id)?.and_then(|place| place.parent);
        }
        seen = seen && self.feed.place(account)?.is_some();
        if self.known.len() >= KNOWN_MAX {
            self.known.clear();
        }
        self.known.insert(account, seen);
        Ok(seen)
    }

    /// Whether the caller saw this record then.
    pub(super) fn saw(&self, kind: Kind, id: Id) -> Result<bool, F::Fault> {
        if kind == Kind::Account {
            return self.saw_account(id);
        }
        let account = match self.before.get(&(kind, id)) {
            Some(before) => *before,
            None => self
                .feed
                .record(kind, id)?
                .and_then(|record| record.account_id),
        };
        account.map_or(Ok(false), |account| self.saw_account(account))
    }

    pub(super) fn saw_gone(&self, gone: &Gone) -> Result<bool, F::Fault> {
        if gone.kind == Kind::Account {
            return self.saw_account(gone.id);
        }
        let account = match self.before.get(&(gone.kind, gone.id)) {
            Some(before) => *before,
            None => gone.account_id,
        };
        account.map_or(Ok(false), |account| self.saw_account(account))
    }

    fn saw_account(&self, account: Id) -> Result<bool, F::Fault> {
        let mut at = account;
        let mut seen = false;
        for _ in 0..4 * DEPTH_MAX {
            let parent = match self.before.get(&(Kind::Account, at)) {
                Some(None) => return Ok(false),
                Some(Some(parent)) => Some(*parent),
                None => self.feed.place(at)?.and_then(|place| place.parent),
            };
            seen |= self.old_roots.contains(&at);
            match parent {
                Some(parent) => at = parent,
                None => break,
            }
        }
        Ok(seen)
    }
}
