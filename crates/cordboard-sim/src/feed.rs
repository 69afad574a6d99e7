//! The office as pulls read it, and what the judge says a copy should have.

use crate::office::Office;
use cordboard_model::{Document, Id, Kind, Record};
use cordboard_sync::digest;
use cordboard_sync::server::feed::{EachRev, Feed, Gone};
use cordboard_sync::server::{Moved, Place};
use serde_json::value::to_raw_value;
use std::collections::BTreeMap;
use std::convert::Infallible;

impl Office {
    /// Whether an account lies at or below one of these, by its own walk.
    pub fn is_visible(&self, roots: &[Id], account: Id) -> bool {
        let mut at = Some(account);
        for _ in 0..300 {
            let Some(id) = at else { return false };
            let Some(record) = self.data.records.get(&(Kind::Account, id)) else {
                return false;
            };
            if roots.contains(&id) {
                return true;
            }
            at = record.account_id;
        }
        false
    }

    /// Whether a person sees a record.
    pub fn is_seen(&self, roots: &[Id], record: &Record) -> bool {
        match (record.kind, record.account_id) {
            (Kind::Account, _) => self.is_visible(roots, record.id),
            (_, Some(account)) => self.is_visible(roots, account),
            _ => false,
        }
    }

    /// Everything that a person should have.
    pub fn expected(&self, person: Id) -> BTreeMap<(Kind, Id), &Record> {
        let roots = self.roots(person);
        let seen = |(_, record): &(&(Kind, Id), &Record)| self.is_seen(&roots, record);
        let records = self.data.records.iter().filter(seen);
        records.map(|(key, record)| (*key, record)).collect()
    }

    /// The sum over it.
    pub fn expected_sum(&self, person: Id) -> u64 {
        let all = self.expected(person);
        all.values()
            .fold(0, |sum, record| sum.wrapping_add(digest::part_of(record)))
    }
}

impl Feed for Office {
    type Fault = Infallible;

    fn seq(&self) -> Result<u64, Infallible> {
        Ok(self.data.seq)
    }

    fn floor(&self) -> Result<u64, Infallible> {
        Ok(self.data.floor)
    }

    fn place(&self, account: Id) -> Result<Option<Place>, Infallible> {
        let record = self.data.records.get(&(Kind::Account, account));
        let gone = self
            .data
            .gone
            .iter()
            .find(|gone| (gone.kind, gone.id) == (Kind::Account, account));
        let of_record = record.map(|record| Place {
            parent: record.account_id,
            live: record.is_live(),
        });
        Ok(of_record.or(gone.map(|gone| Place {
            parent: gone.account_id,
            live: false,
        })))
    }

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Record>, Infallible> {
        Ok(self.data.records.get(&(kind, id)).cloned())
    }

    fn changed(&self, after: u64, limit: usize) -> Result<Vec<Record<Document>>, Infallible> {
        let mut changed: Vec<&Record> = self
            .data
            .records
            .values()
            .filter(|record| record.rev > after)
            .collect();
        changed.sort_by_key(|record| (record.rev, record.kind, record.id));
        let last = changed
            .get(limit.saturating_sub(1))
            .map(|record| record.rev);
        let fits = |record: &&&Record| last.is_none_or(|last| record.rev <= last);
        Ok(changed.iter().take_while(fits).map(|r| told(r)).collect())
    }

    fn each_rev(&self, visit: &mut EachRev<'_, Infallible>) -> Result<(), Infallible> {
        self.data
            .records
            .values()
            .try_for_each(|record| visit(record.kind, record.id, record.account_id, record.rev))
    }

    fn moves(&self, after: u64, limit: usize) -> Result<Vec<Moved>, Infallible> {
        let moves = self.data.moves.iter().filter(|moved| moved.seq > after);
        Ok(moves.take(limit + 1).cloned().collect())
    }

    fn gone(&self, after: u64) -> Result<Vec<Gone>, Infallible> {
        let gone = self.data.gone.iter().filter(|gone| gone.seq > after);
        Ok(gone.cloned().collect())
    }

    fn subtree(&self, account: Id, limit: usize) -> Result<Vec<Record<Document>>, Infallible> {
        let records = self.data.records.values();
        let below = records.filter(|record| self.is_seen(&[account], record));
        Ok(below.take(limit + 1).map(told).collect())
    }
}

/// As a store hands a record on: as text.
fn told(record: &Record) -> Record<Document> {
    record.clone().map(|fields| {
        let text = to_raw_value(&fields).and_then(Document::told);
        text.unwrap_or_else(|_| fields.into())
    })
}
