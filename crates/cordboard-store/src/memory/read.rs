//! Reading a domain in memory.

use super::{Place, State};
use crate::{
    Blob, BlobPiece, Change, ClaimKey, Cursor, Entry, EntryQuery, Error, Head, Hit, Put, Result,
    Seq, Slot, Snapshot,
};
use cordboard_model::{Document, Id, Kind, Record};
use serde_json::value::to_raw_value;
use std::ops::{Bound, ControlFlow, Range};
use std::sync::Arc;

/// The number of the first private kind.
const PRIVATE_FROM: u8 = 64;

/// Before every other id.
const LOWEST: Id = Id::from_bytes([0; 16]);

impl Snapshot for Arc<State> {
    fn seq(&self) -> Result<Seq> {
        Ok(self.changes.len() as Seq)
    }

    fn get(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        Ok(self.records.get(&(kind, id)).map(|put| put.record.clone()))
    }

    fn told(&self, kind: Kind, id: Id) -> Result<Option<Record<Document>>> {
        let Some(put) = self.records.get(&(kind, id)) else {
            return Ok(None);
        };
        // As text, as it is told elsewhere.
        let document = to_raw_value(&put.record.fields).and_then(Document::told);
        let document = document.map_err(|error| Error::Corrupt(error.to_string()))?;
        Ok(Some(put.record.clone().map(|_| document)))
    }

    fn get_many(&self, kinds: &[Kind], ids: &[Id]) -> Result<Vec<Record>> {
        let of_kind = |kind: &Kind| {
            let kind = *kind;
            ids.iter()
                .filter_map(move |id| self.records.get(&(kind, *id)))
        };
        let found = kinds.iter().flat_map(of_kind);
        Ok(found.map(|put| put.record.clone()).collect())
    }

    fn blob(&self, kind: Kind, id: Id, name: &str) -> Result<Option<Blob>> {
        let place = (kind, id, name.to_owned());
        Ok(self.blobs.get(&place).map(|blob| Blob::clone(blob)))
    }

    fn blob_piece(
        &self,
        kind: Kind,
        id: Id,
        name: &str,
        range: Range<usize>,
    ) -> Result<Option<BlobPiece>> {
        let place = (kind, id, name.to_owned());
        Ok(self.blobs.get(&place).map(|blob| {
            let until = range.end.min(blob.bytes.len());
            let bytes = blob.bytes.get(range.start..until).unwrap_or_default();
            BlobPiece {
                mime: blob.mime.clone(),
                total: blob.bytes.len(),
                bytes: bytes.to_vec(),
            }
        }))
    }

    fn heads(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Head>> {
        Ok(self
            .page(kind, account_id, after)
            .take(limit)
            .map(head)
            .collect())
    }

    fn records(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let page = self.page(kind, account_id, after).take(limit);
        Ok(page.map(|put| put.record.clone()).collect())
    }

    fn each_record(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        visit: &mut dyn FnMut(Record) -> Result<()>,
    ) -> Result<()> {
        self.page(kind, account_id, None)
            .try_for_each(|put| visit(put.record.clone()))
    }

    fn records_back(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        before: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let first = first_place(kind, account_id);
        let is_before = |put: &&Arc<Put>| {
            before.is_none_or(|end| {
                (put.sort_key.as_str(), put.record.id) < (end.sort_key.as_str(), end.id)
            })
        };
        let listed = self.listed.range(first..);
        let mut page: Vec<&Arc<Put>> = listed
            .take_while(|(place, _)| place.kind == kind && place.account_id == account_id)
            .map(|(_, put)| put)
            .take_while(is_before)
            .collect();
        page.reverse();
        page.truncate(limit);
        Ok(page.into_iter().map(|put| put.record.clone()).collect())
    }

    fn count(&self, kind: Kind, account_id: Option<Id>) -> Result<u64> {
        Ok(self.page(kind, account_id, None).count() as u64)
    }

    fn each_head(&self, kind: Kind, visit: &mut dyn FnMut(Head)) -> Result<()> {
        let listed = self.listed.range(first_place(kind, None)..);
        for (_, put) in listed.take_while(|(place, _)| place.kind == kind) {
            visit(head(put));
        }
        Ok(())
    }

    fn entry(&self, kind: Kind, id: Id) -> Result<Option<Entry>> {
        let found = self.entries.get(&(kind, id));
        Ok(found.map(|entry| Entry::clone(entry)))
    }

    fn entries(&self, query: &EntryQuery) -> Result<Vec<Entry>> {
        let EntryQuery { kind, owner_id, .. } = *query;
        let newest_first = self.times(kind, owner_id).rev();
        let wanted = newest_first
            .filter(|(_, _, at_ms, _)| query.span.contains(at_ms))
            .filter(|(_, _, at_ms, id)| {
                let end = query.after.map(|after| (after.at_ms, after.id));
                end.is_none_or(|end| (*at_ms, *id) < end)
            });
        let found = wanted.filter_map(|(.., id)| self.entries.get(&(kind, *id)));
        Ok(found
            .take(query.limit)
            .map(|entry| Entry::clone(entry))
            .collect())
    }

    fn account_entries(
        &self,
        kind: Kind,
        account_id: Id,
        span: Range<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let of_kind = self.entries.values().filter(|entry| entry.kind == kind);
        let mut found: Vec<_> = of_kind
            .filter(|entry| entry.account_id == account_id && span.contains(&entry.at_ms))
            .collect();
        found.sort_by_key(|entry| std::cmp::Reverse((entry.at_ms, entry.id)));
        let found = found.into_iter().take(limit);
        Ok(found.map(|entry| Entry::clone(entry)).collect())
    }

    fn entries_since(
        &self,
        kind: Kind,
        owner_id: Id,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let all = self
            .times(kind, owner_id)
            .filter_map(|(.., id)| self.entries.get(&(kind, *id)));
        let mut found: Vec<Entry> = all
            .filter(|entry| entry.rev > after)
            .map(|entry| Entry::clone(entry))
            .collect();
        found.sort_by_key(|entry| (entry.rev, entry.id));
        found.truncate(limit);
        Ok(found)
    }

    fn count_entries(&self, kind: Kind, owner_id: Id) -> Result<u64> {
        Ok(self.times(kind, owner_id).count() as u64)
    }

    fn slot(&self, space: &str, key: &[u8]) -> Result<Option<Slot>> {
        Ok(self
            .of_space(space)
            .find(|(of, _)| of.as_slice() == key)
            .map(|(_, slot)| slot))
    }

    fn slots_since(&self, space: &str, after: Seq, limit: usize) -> Result<Vec<(Vec<u8>, Slot)>> {
        let mut found: Vec<_> = self
            .of_space(space)
            .filter(|(_, slot)| slot.rev > after)
            .collect();
        found.sort_by(|a, b| (a.1.rev, &a.0).cmp(&(b.1.rev, &b.0)));
        found.truncate(limit);
        Ok(found)
    }

    fn slots(&self, space: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Slot)>> {
        let all = self.of_space(space);
        Ok(all.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    fn each_slot(
        &self,
        space: &str,
        visit: &mut dyn FnMut(&[u8], &Slot) -> Result<()>,
    ) -> Result<()> {
        self.of_space(space)
            .try_for_each(|(key, slot)| visit(&key, &slot))
    }

    fn changed_since(&self, after: Seq, limit: usize) -> Result<Vec<Record<Document>>> {
        let puts = self.records.values();
        let mut found: Vec<&Arc<Put>> = puts
            .filter(|put| put.record.rev > after && put.record.kind.number() < PRIVATE_FROM)
            .collect();
        found.sort_by_key(|put| (put.record.rev, put.record.kind, put.record.id));
        let last = limit.checked_sub(1).and_then(|at| found.get(at));
        let last = last.map_or(Seq::MAX, |put| put.record.rev);
        let page = found.into_iter().take_while(|put| put.record.rev <= last);
        let told = page.map(|put| put.record.clone().map(Document::from));
        Ok(told.collect())
    }

    fn each_rev(
        &self,
        visit: &mut dyn FnMut(Kind, Id, Option<Id>, Seq) -> Result<()>,
    ) -> Result<()> {
        let records = self.records.values().map(|put| &put.record);
        records
            .filter(|record| record.kind.number() < PRIVATE_FROM)
            .try_for_each(|it| visit(it.kind, it.id, it.account_id, it.rev))
    }

    fn claim(&self, key: &ClaimKey) -> Result<Option<(Kind, Id)>> {
        Ok(self.claims.get(key).copied())
    }

    fn search(&self, prefix: &str, visit: &mut dyn FnMut(Hit) -> ControlFlow<()>) -> Result<()> {
        let lowest = (prefix.to_owned(), Kind::Account, LOWEST);
        let found = self
            .words
            .range(lowest..)
            .take_while(|((word, ..), _)| word.starts_with(prefix));
        for ((word, kind, id), account_id) in found {
            if visit(hit(word, *kind, *id, *account_id)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn search_in(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        let lowest = (account_id, kind, prefix.to_owned(), LOWEST);
        let found = self
            .account_words
            .range(lowest..)
            .take_while(|(account, of, word, _)| {
                (*account, *of) == (account_id, kind) && word.starts_with(prefix)
            });
        for (_, _, word, id) in found {
            if visit(hit(word, kind, *id, account_id)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn search_among(
        &self,
        kinds: &[Kind],
        accounts: &[Id],
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut ended = false;
        let lists = accounts
            .iter()
            .flat_map(|account| kinds.iter().map(|kind| (*account, *kind)));
        for (account, kind) in lists {
            self.search_in(kind, Some(account), prefix, &mut |hit| {
                let flow = visit(hit);
                ended = flow.is_break();
                flow
            })?;
            if ended {
                break;
            }
        }
        Ok(())
    }

    fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Change>> {
        let first = usize::try_from(after).unwrap_or(usize::MAX);
        let later = self.changes.iter().skip(first).take(limit);
        Ok(later.map(|change| Change::clone(change)).collect())
    }

    fn history(
        &self,
        before: Option<Seq>,
        visit: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Result<()> {
        let earlier = before.map_or(usize::MAX, |seq| {
            usize::try_from(seq).unwrap_or(usize::MAX).saturating_sub(1)
        });
        for change in self.changes.iter().take(earlier).rev() {
            if visit(Change::clone(change)).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl State {
    fn of_space(&self, space: &str) -> impl Iterator<Item = (Vec<u8>, Slot)> {
        let all = self.slots.iter().filter(move |((of, _), _)| *of == space);
        all.map(|((_, key), slot)| (key.clone(), Slot::clone(slot)))
    }

    /// The places of a person's entries, the oldest first.
    fn times(
        &self,
        kind: Kind,
        owner_id: Id,
    ) -> impl DoubleEndedIterator<Item = &(Kind, Id, i64, Id)> {
        let first = (kind, owner_id, i64::MIN, LOWEST);
        let last = (kind, owner_id, i64::MAX, Id::from_bytes([u8::MAX; 16]));
        self.entry_times.range(first..=last)
    }

    pub(super) fn page(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
    ) -> impl Iterator<Item = &Arc<Put>> {
        let start = match after {
            None => Bound::Included(first_place(kind, account_id)),
            Some(Cursor { sort_key, id }) => Bound::Excluded(Place {
                kind,
                account_id,
                sort_key: sort_key.clone(),
                id: *id,
            }),
        };
        self.listed
            .range((start, Bound::Unbounded))
            .take_while(move |(place, _)| place.kind == kind && place.account_id == account_id)
            .map(|(_, put)| put)
    }
}

fn first_place(kind: Kind, account_id: Option<Id>) -> Place {
    Place {
        kind,
        account_id,
        sort_key: String::new(),
        id: LOWEST,
    }
}

fn hit(word: &str, kind: Kind, id: Id, account_id: Option<Id>) -> Hit {
    Hit {
        kind,
        id,
        account_id,
        word: word.to_owned(),
    }
}

fn head(put: &Arc<Put>) -> Head {
    Head {
        kind: put.record.kind,
        id: put.record.id,
        account_id: put.record.account_id,
        sort_key: put.sort_key.clone(),
        label: put.label.clone(),
        flags: put.flags,
    }
}
