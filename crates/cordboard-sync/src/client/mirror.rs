//! The client's own data as the deciding code of the server reads them: base with the outbox on top (S-33).

use super::Replica;
use super::changes::Gathered;
use crate::server::decide::Writes;
use crate::server::world::{Act, Allowed, Place, Valid, World};
use crate::{Key, Row};
use cordboard_model::unique_names::{UniqueName, unique_names};
use cordboard_model::{Id, Kind, Record};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Base, as it will be when what was gathered is taken over, with what was done on top.
pub(super) struct Mirror<'a, R: Replica> {
    replica: &'a R,
    /// What counts as taken over, by key: everything that will be different.
    over: BTreeMap<Key, Gathered>,
    /// What the outbox wrote.
    pub(super) records: BTreeMap<Key, Record>,
    release: BTreeSet<UniqueName>,
    take: BTreeMap<UniqueName, Key>,
    over_names: HashMap<UniqueName, Key>,
    /// The accounts right above the tops: not ours to see, and not in the bin as far as we can know.
    outside: HashSet<Id>,
    /// What is decided next is done on this copy now, by somebody who sees all of it.
    pub(super) as_seen: bool,
}

impl<'a, R: Replica> Mirror<'a, R> {
    /// Base as it is.
    pub(super) fn of_base(replica: &'a R) -> Result<Self, R::Fault> {
        let mut mirror = Self::bare(replica);
        let roots = replica.state()?.roots;
        mirror.look_outside(&roots)?;
        Ok(mirror)
    }

    fn bare(replica: &'a R) -> Self {
        Self {
            replica,
            over: BTreeMap::new(),
            records: BTreeMap::new(),
            release: BTreeSet::new(),
            take: BTreeMap::new(),
            over_names: HashMap::new(),
            outside: HashSet::new(),
            as_seen: false,
        }
    }

    fn look_outside(&mut self, roots: &[Id]) -> Result<(), R::Fault> {
        for root in roots {
            let row = self.base(&Key::new(Kind::Account, *root))?;
            self.outside.extend(row.and_then(|row| row.account_id));
        }
        Ok(())
    }

    /// Base as it will be.
    pub(super) fn of_gathered(
        replica: &'a R,
        roots: &[Id],
        over: BTreeMap<Key, Gathered>,
    ) -> Result<Self, R::Fault> {
        let mut mirror = Self {
            over,
            ..Self::bare(replica)
        };
        mirror.look_outside(roots)?;
        let live: Vec<Record> = mirror
            .over
            .values()
            .filter_map(|gathered| match gathered {
                Gathered::Put(row) if row.deleted_ms.is_none() => row.record(),
                _ => None,
            })
            .collect();
        for record in live {
            if record.kind != Kind::Account || mirror.is_reachable(record.id)? {
                let key = Key::of(&record);
                for name in unique_names(&record) {
                    mirror.over_names.insert(name, key.clone());
                }
            }
        }
        Ok(mirror)
    }

    pub(super) fn base(&self, key: &Key) -> Result<Option<Row>, R::Fault> {
        match self.over.get(key) {
            Some(Gathered::Put(row)) => Ok(Some(row.clone())),
            Some(Gathered::Out) => Ok(None),
            None | Some(Gathered::Same) => self.replica.base(key),
        }
    }

    /// The record as screens see it.
    pub(super) fn view(&self, key: &Key) -> Result<Option<Record>, R::Fault> {
        match self.records.get(key) {
            Some(record) => Ok(Some(record.clone())),
            None => Ok(self.base(key)?.and_then(Row::into_record)),
        }
    }

    pub(super) fn write(&mut self, writes: Writes) {
        for record in writes.records {
            self.records.insert(Key::of(&record), record);
        }
        for name in writes.release {
            self.take.remove(&name);
            self.release.insert(name);
        }
        for (name, kind, id) in writes.take {
            self.release.remove(&name);
            self.take.insert(name, Key::new(kind, id));
        }
    }

    fn is_reachable(&self, account: Id) -> Result<bool, R::Fault> {
        let mut at = Some(account);
        for _ in 0..4 * crate::limits::DEPTH_MAX {
            let Some(id) = at else { return Ok(true) };
            match self.view(&Key::new(Kind::Account, id))? {
                Some(record) if record.is_live() => at = record.account_id,
                Some(_) => return Ok(false),
                // Above the tops of what we see nothing is known.
                None => return Ok(true),
            }
        }
        Ok(false)
    }

    /// Every account with its parent, as the view has it, and whether it is live.
    fn accounts(&self) -> Result<BTreeMap<Id, Place>, R::Fault> {
        let mut all: BTreeMap<Id, Place> = self.replica.base_accounts()?.into_iter().collect();
        for (key, gathered) in &self.over {
            if key.kind.known() != Some(Kind::Account) {
                continue;
            }
            match gathered {
                Gathered::Put(row) => {
                    all.insert(key.id, place_of(row.account_id, row.deleted_ms.is_none()));
                }
                Gathered::Out => {
                    all.remove(&key.id);
                }
                Gathered::Same => {}
            }
        }
        for (key, record) in &self.records {
            if record.kind == Kind::Account {
                all.insert(key.id, place_of(record.account_id, record.is_live()));
            }
        }
        Ok(all)
    }

    /// The live accounts below one, with how many levels below each is.
    fn live_below(&self, top: Id) -> Result<Vec<(Id, usize)>, R::Fault> {
        let accounts = self.accounts()?;
        let mut children: HashMap<Id, Vec<Id>> = HashMap::new();
        for (id, place) in &accounts {
            if let (Some(parent), true) = (place.parent, place.live) {
                children.entry(parent).or_default().push(*id);
            }
        }
        let mut found = Vec::new();
        let mut seen = HashSet::from([top]);
        let mut open = vec![(top, 0)];
        while let Some((at, level)) = open.pop() {
            for child in children.get(&at).into_iter().flatten() {
                if seen.insert(*child) {
                    found.push((*child, level + 1));
                    open.push((*child, level + 1));
                }
            }
        }
        Ok(found)
    }
}

const fn place_of(parent: Option<Id>, live: bool) -> Place {
    Place { parent, live }
}

impl<R: Replica> World for Mirror<'_, R> {
    type Fault = R::Fault;

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Arc<Record>>, R::Fault> {
        Ok(self.view(&Key::new(kind, id))?.map(Arc::new))
    }

    fn is_known(&self, id: Id) -> Result<bool, R::Fault> {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_synced()) {
            if self.view(&Key::new(*kind, id))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn place(&self, account: Id) -> Result<Option<Place>, R::Fault> {
        let found = self.view(&Key::new(Kind::Account, account))?;
        let Some(record) = found else {
            let outside = self.outside.contains(&account);
            return Ok(outside.then_some(Place {
                parent: None,
                live: true,
            }));
        };
        // The parent of a top is not ours to see: for us the tree begins there.
        let parent = match record.account_id {
            Some(parent) if self.view(&Key::new(Kind::Account, parent))?.is_none() => None,
            parent => parent,
        };
        Ok(Some(Place {
            parent,
            live: record.is_live(),
        }))
    }

    fn accounts_below(&self, account: Id) -> Result<Vec<Record>, R::Fault> {
        let mut records = Vec::new();
        for (id, _) in self.live_below(account)? {
            records.extend(self.view(&Key::new(Kind::Account, id))?);
        }
        Ok(records)
    }

    fn levels_below(&self, account: Id) -> Result<usize, R::Fault> {
        let below = self.live_below(account)?;
        Ok(below.iter().map(|(_, level)| *level).max().unwrap_or(0))
    }

    fn holder(&self, name: &UniqueName) -> Result<Option<(Kind, Id)>, R::Fault> {
        let known = |key: &Key| key.kind.known().map(|kind| (kind, key.id));
        if let Some(key) = self.take.get(name) {
            return Ok(known(key));
        }
        if self.release.contains(name) {
            return Ok(None);
        }
        if let Some(key) = self.over_names.get(name) {
            return Ok(known(key));
        }
        let held = self.replica.base_holder(name)?;
        Ok(held
            .filter(|key| !self.over.contains_key(key))
            .and_then(|key| known(&key)))
    }

    fn count(&self, _: Kind, _: Id) -> Result<Option<u64>, R::Fault> {
        Ok(None)
    }

    fn conflicts(&self, account: Id) -> Result<Vec<Record>, R::Fault> {
        let mut keys: BTreeSet<Key> = self.replica.base_of(account)?.into_iter().collect();
        keys.extend(
            self.over
                .iter()
                .filter_map(|(key, gathered)| match gathered {
                    Gathered::Put(row) if row.account_id == Some(account) => Some(key.clone()),
                    _ => None,
                }),
        );
        keys.extend(self.records.keys().cloned());
        let mut found = Vec::new();
        for key in keys {
            if key.kind.known() == Some(Kind::Conflict) {
                let record = self.view(&key)?;
                found.extend(
                    record.filter(|conflict| {
                        conflict.is_live() && conflict.account_id == Some(account)
                    }),
                );
            }
        }
        Ok(found)
    }

    fn last_writer(&self, _: Kind, _: Id) -> Result<Option<Id>, R::Fault> {
        Ok(None)
    }

    fn was_rejected(&self, _: Id) -> Result<bool, R::Fault> {
        Ok(false)
    }

    fn may(&self, _: Act<'_>) -> Result<Allowed, R::Fault> {
        Ok(Ok(()))
    }

    fn is_as_seen(&self) -> bool {
        self.as_seen
    }

    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Valid {
        self.replica.finish(old, record)
    }
}
