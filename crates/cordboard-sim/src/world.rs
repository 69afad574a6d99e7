//! The office as deciding reads it.

use crate::disk::finish;
use crate::flaw::Flaw;
use crate::office::{Office, rejected};
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record, Violation};
use cordboard_sync::server::world::{Act, Allowed};
use cordboard_sync::server::{Deed, Place, Refusal, World};
use std::convert::Infallible;
use std::sync::Arc;

/// What one person may do in the office. Nobody in particular may do everything.
pub struct View<'a> {
    /// The office.
    pub office: &'a Office,
    /// Who asks.
    pub person: Option<Id>,
}

impl View<'_> {
    fn children(&self, account: Id) -> impl Iterator<Item = &Record> {
        self.office.data.records.values().filter(move |record| {
            record.kind == Kind::Account && record.account_id == Some(account) && record.is_live()
        })
    }

    fn below(&self, account: Id) -> Vec<(Record, usize)> {
        let mut found = Vec::new();
        let mut open = vec![(account, 0)];
        while let Some((at, level)) = open.pop() {
            for child in self.children(at) {
                if found.len() < 1_000 {
                    found.push((child.clone(), level + 1));
                    open.push((child.id, level + 1));
                }
            }
        }
        found
    }
}

impl World for View<'_> {
    type Fault = Infallible;

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Arc<Record>>, Infallible> {
        let found = self.office.data.records.get(&(kind, id));
        Ok(found.cloned().map(Arc::new))
    }

    fn is_known(&self, id: Id) -> Result<bool, Infallible> {
        let data = &self.office.data;
        let kinds = [Kind::Account, Kind::User, Kind::Holiday, Kind::Conflict];
        let held = kinds
            .iter()
            .any(|kind| data.records.contains_key(&(*kind, id)));
        Ok(held || data.erased.contains(&id))
    }

    fn place(&self, account: Id) -> Result<Option<Place>, Infallible> {
        let record = self.office.data.records.get(&(Kind::Account, account));
        // Who does not look at the tree finds no circle in it.
        let blind = self.office.flaw == Some(Flaw::NoCycleCheck);
        Ok(record.map(|record| Place {
            parent: record.account_id.filter(|_| !blind),
            live: record.is_live(),
        }))
    }

    fn accounts_below(&self, account: Id) -> Result<Vec<Record>, Infallible> {
        let below = self.below(account).into_iter();
        Ok(below.map(|(record, _)| record).collect())
    }

    fn levels_below(&self, account: Id) -> Result<usize, Infallible> {
        let below = self.below(account);
        Ok(below.iter().map(|(_, level)| *level).max().unwrap_or(0))
    }

    fn holder(&self, name: &UniqueName) -> Result<Option<(Kind, Id)>, Infallible> {
        Ok(self.office.data.names.get(name).copied())
    }

    fn count(&self, kind: Kind, account: Id) -> Result<Option<u64>, Infallible> {
        let records = self.office.data.records.values();
        let counted = records.filter(|record| {
            record.kind == kind && record.account_id == Some(account) && record.is_live()
        });
        Ok(Some(counted.count() as u64))
    }

    fn conflicts(&self, account: Id) -> Result<Vec<Record>, Infallible> {
        let records = self.office.data.records.values();
        Ok(records
            .filter(|record| record.kind == Kind::Conflict && record.is_live())
            .filter(|record| record.account_id == Some(account))
            .cloned()
            .collect())
    }

    fn last_writer(&self, kind: Kind, id: Id) -> Result<Option<Id>, Infallible> {
        Ok(self.office.data.writers.get(&(kind, id)).copied().flatten())
    }

    fn was_rejected(&self, tx_id: Id) -> Result<bool, Infallible> {
        let outcome = self.office.data.outcomes.get(&tx_id);
        Ok(outcome.is_some_and(|(_, outcome)| rejected(outcome).is_some()))
    }

    fn may(&self, act: Act<'_>) -> Result<Allowed, Infallible> {
        let Some(person) = self.person else {
            return Ok(Ok(()));
        };
        let roots = self.office.roots(person);
        if !self.office.is_visible(&roots, act.account) {
            return Ok(Err(Refusal::Hidden));
        }
        // Nobody moves or deletes the account he stands on.
        let own = roots.contains(&act.account) && act.kind == Kind::Account;
        match act.deed {
            Deed::MoveAway | Deed::Delete if own => Ok(Err(Refusal::Forbidden)),
            _ => Ok(Ok(())),
        }
    }

    fn finish(&self, _: Option<&Record>, record: &mut Record) -> Result<(), Vec<Violation>> {
        finish(record)
    }
}
