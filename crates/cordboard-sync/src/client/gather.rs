//! A page is laid aside until all of them are there (S-36, S-37, S-39).

use super::changes::{Changes, Gathered};
use super::{Replica, State, flip};
use crate::pull::Page;
use crate::{Key, Row};
use cordboard_model::{Id, Kind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Takes a page in, from top to bottom; with the last one base becomes what was gathered.
pub(super) fn take<R: Replica>(
    replica: &R,
    mut state: State,
    page: Page,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    // A page for a pull that was given up meanwhile is nobody's.
    let Some(mut gather) = state.gather.take() else {
        return Ok(());
    };
    let mut aside = Aside {
        replica,
        fresh: gather.fresh,
        // Only what leaves, and the end, need everything at once.
        all: match page.more && page.leave.is_empty() {
            true => BTreeMap::new(),
            false => replica.all_gathered()?.into_iter().collect(),
        },
        new: BTreeMap::new(),
    };
    for row in page.moved {
        aside.put(row);
    }
    if !page.leave.is_empty() {
        aside.leave(&page.leave, &page.roots)?;
    }
    for row in page.enter.into_iter().chain(page.rows) {
        aside.put(row);
    }
    for key in page.gone {
        aside.out(key.clone());
        gather.erased.push(key);
    }
    gather.records += aside.new.len() as u64;
    let newest = aside.new.values().filter_map(|gathered| match gathered {
        Gathered::Put(row) => Some(row.rev),
        Gathered::Out => None,
    });
    gather.reached = (newest.max().unwrap_or(gather.reached.0), page.up_to);
    gather.token = Some(page.token.clone());
    state.roots = page.roots;
    if page.more {
        state.gather = Some(gather);
        changes.gathered = aside.new.into_iter().collect();
        changes.state = Some(state);
        return Ok(());
    }
    state.token = Some(page.token);
    state.up_to = page.up_to;
    state.wanted = false;
    flip::flip(replica, state, gather, (aside.all, page.sum), changes)
}

struct Aside<'a, R: Replica> {
    replica: &'a R,
    fresh: bool,
    /// Everything that is laid aside.
    all: BTreeMap<Key, Gathered>,
    /// Of that, what this page brought.
    new: BTreeMap<Key, Gathered>,
}

impl<R: Replica> Aside<'_, R> {
    fn put(&mut self, row: Row) {
        let key = row.key();
        self.all.insert(key.clone(), Gathered::Put(row.clone()));
        self.new.insert(key, Gathered::Put(row));
    }

    fn out(&mut self, key: Key) {
        self.all.insert(key.clone(), Gathered::Out);
        self.new.insert(key, Gathered::Out);
    }

    /// Takes accounts out with everything below them, but not with what is still below one of the tops.
    fn leave(&mut self, keys: &[Key], roots: &[Id]) -> Result<(), R::Fault> {
        let mut parents: HashMap<Id, Option<Id>> = HashMap::new();
        if !self.fresh {
            for (id, place) in self.replica.base_accounts()? {
                parents.insert(id, place.parent);
            }
        }
        for (key, gathered) in &self.all {
            if key.kind.known() == Some(Kind::Account) {
                match gathered {
                    Gathered::Put(row) => parents.insert(key.id, row.account_id),
                    Gathered::Out => parents.remove(&key.id),
                };
            }
        }
        let tops: HashSet<Id> = roots.iter().copied().collect();
        let leaving: HashSet<Id> = keys
            .iter()
            .filter(|key| key.kind.known() == Some(Kind::Account))
            .map(|key| key.id)
            .collect();
        // Of what leaves, some may not have come yet, while what belongs to it has.
        let below: HashSet<Id> = parents
            .keys()
            .chain(&leaving)
            .copied()
            .filter(|id| is_below(*id, &parents, &leaving, &tops))
            .collect();
        let mut out: Vec<Key> = keys.to_vec();
        out.extend(below.iter().map(|id| Key::new(Kind::Account, *id)));
        for (key, gathered) in &self.all {
            let account = match gathered {
                Gathered::Put(row) => row.account_id,
                Gathered::Out => None,
            };
            if key.kind.known() != Some(Kind::Account)
                && account.is_some_and(|account| below.contains(&account))
            {
                out.push(key.clone());
            }
        }
        if !self.fresh {
            for account in &below {
                let of = self.replica.base_of(*account)?;
                let plain = |key: &Key| key.kind.known() != Some(Kind::Account);
                out.extend(of.into_iter().filter(plain));
            }
        }
        out.into_iter().for_each(|key| self.out(key));
        Ok(())
    }
}

fn is_below(
    account: Id,
    parents: &HashMap<Id, Option<Id>>,
    leaving: &HashSet<Id>,
    tops: &HashSet<Id>,
) -> bool {
    let mut at = Some(account);
    for _ in 0..4 * crate::limits::DEPTH_MAX {
        let Some(id) = at else { return false };
        if tops.contains(&id) {
            return false;
        }
        if leaving.contains(&id) {
            return true;
        }
        at = parents.get(&id).copied().flatten();
    }
    false
}
