//! A page is laid aside until all of them are there (S-36, S-37, S-39); only those of the first picture are not.

use super::changes::{Changes, Gathered};
use super::{Gather, Replica, State, flip};
use crate::pull::Page;
use crate::{Key, Row};
use cordboard_model::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
        all: match gather.direct || (page.more && page.leave.is_empty()) {
            true => BTreeMap::new(),
            false => replica.all_gathered()?.into_iter().collect(),
        },
        new: BTreeSet::new(),
        newest: 0,
    };
    for row in page.moved {
        aside.put(row)?;
    }
    if !page.leave.is_empty() {
        aside.leave(&page.leave, &page.roots)?;
    }
    for row in page.enter {
        aside.put(row)?;
    }
    if gather.direct {
        if gather.token.is_none() {
            gather.began = page.up_to;
        }
        changes.new = only_now(&state, gather.began, &page.rows, &aside.all);
    }
    for row in page.rows {
        aside.put(row)?;
    }
    for key in page.gone {
        aside.out(key.clone());
        gather.erased.push(key);
    }
    gather.records += aside.new.len() as u64;
    let newest = Some(aside.newest).filter(|newest| *newest > 0);
    gather.reached = (newest.unwrap_or(gather.reached.0), page.up_to);
    gather.token = Some(page.token.clone());
    state.roots = page.roots;
    if page.more && !gather.direct {
        state.gather = Some(gather);
        let Aside { mut all, new, .. } = aside;
        let brought = new.into_iter().filter_map(|key| all.remove_entry(&key));
        changes.gathered = brought.collect();
        changes.state = Some(state);
        return Ok(());
    }
    if page.more {
        state.gather = Some(gather.clone());
    } else {
        state.token = Some(page.token);
        state.up_to = page.up_to;
        state.wanted = false;
    }
    flip::flip(replica, state, gather, (aside.all, page.sum), changes)
}

/// The records of a first picture that no page before held: those that nobody wrote since it began, and that nothing was
/// done on here.
fn only_now(state: &State, began: u64, rows: &[Row], other: &BTreeMap<Key, Gathered>) -> Vec<Key> {
    let rows = rows.iter().filter(|row| row.rev <= began);
    let mut keys: Vec<Key> = rows.map(Row::key).collect();
    keys.retain(|key| !other.contains_key(key) && state.overlaid.binary_search(key).is_err());
    keys.sort_unstable();
    keys
}

/// Nothing happened since base: only what was acknowledged meanwhile is settled.
pub(super) fn nothing<R: Replica>(
    replica: &R,
    mut state: State,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    // Nothing is new only for a pull that goes on from base and laid nothing aside.
    let is_from_base = |gather: &mut Gather| gather.token == state.token && gather.token.is_some();
    let Some(gather) = state.gather.take_if(is_from_base) else {
        return Ok(());
    };
    state.wanted = false;
    flip::flip(replica, state, gather, (BTreeMap::new(), None), changes)
}

struct Aside<'a, R: Replica> {
    replica: &'a R,
    fresh: bool,
    /// Everything that is laid aside.
    all: BTreeMap<Key, Gathered>,
    /// Of that, what this page brought.
    new: BTreeSet<Key>,
    /// The commit that wrote the newest of it.
    newest: u64,
}

impl<R: Replica> Aside<'_, R> {
    fn put(&mut self, row: Row) -> Result<(), R::Fault> {
        let key = row.key();
        self.new.insert(key.clone());
        self.newest = self.newest.max(row.rev);
        let is_same = self.fresh && self.replica.base(&key)?.as_ref() == Some(&row);
        let gathered = match is_same {
            true => Gathered::Same,
            false => Gathered::Put(row),
        };
        self.all.insert(key, gathered);
        Ok(())
    }

    fn out(&mut self, key: Key) {
        self.new.insert(key.clone());
        self.all.insert(key, Gathered::Out);
    }

    fn account_in_base(&self, key: &Key) -> Result<Option<Id>, R::Fault> {
        let row = self.replica.base(key)?;
        Ok(row.and_then(|row| row.account_id))
    }

    /// Which records of base are what the server told so far.
    fn of_base_that_counts(&self) -> Result<Counts, R::Fault> {
        if !self.fresh {
            return Ok(Counts(None));
        }
        // Of a pull from nothing, those that earlier pages said to be as they are there.
        let mut same: HashSet<Key> = self.replica.base_keys()?.into_iter().collect();
        for key in self.replica.unseen()? {
            same.remove(&key);
        }
        same.retain(|key| !self.all.contains_key(key));
        Ok(Counts(Some(same)))
    }

    /// Takes accounts out with everything below them, but not with what is still below one of the tops.
    fn leave(&mut self, keys: &[Key], roots: &[Id]) -> Result<(), R::Fault> {
        let counts = self.of_base_that_counts()?;
        let mut parents: HashMap<Id, Option<Id>> = HashMap::new();
        for (id, place) in self.replica.base_accounts()? {
            if counts.holds(&Key::new(Kind::Account, id)) {
                parents.insert(id, place.parent);
            }
        }
        for (key, gathered) in &self.all {
            if key.kind.known() == Some(Kind::Account) {
                match gathered {
                    Gathered::Put(row) => parents.insert(key.id, row.account_id),
                    Gathered::Same => parents.insert(key.id, self.account_in_base(key)?),
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
                Gathered::Same => self.account_in_base(key)?,
                Gathered::Out => None,
            };
            if key.kind.known() != Some(Kind::Account)
                && account.is_some_and(|account| below.contains(&account))
            {
                out.push(key.clone());
            }
        }
        for account in &below {
            let of = self.replica.base_of(*account)?;
            let plain = |key: &Key| key.kind.known() != Some(Kind::Account) && counts.holds(key);
            out.extend(of.into_iter().filter(plain));
        }
        out.into_iter().for_each(|key| self.out(key));
        Ok(())
    }
}

/// Some records of base, or all of them.
struct Counts(Option<HashSet<Key>>);

impl Counts {
    fn holds(&self, key: &Key) -> bool {
        self.0.as_ref().is_none_or(|some| some.contains(key))
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
