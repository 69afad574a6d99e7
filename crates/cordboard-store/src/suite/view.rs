//! Everything that can be read of a domain, for comparing two moments or two backends.

use super::id;
use crate::{Blob, Change, Cursor, Domain, Entry, EntryCursor, EntryQuery, Head, Hit, Seq, Store};
use cordboard_model::{Id, Kind, Record};
use std::ops::ControlFlow;

/// The names of the blobs that are looked for.
pub const BLOBS: [&str; 3] = ["photo", "Photo", ""];

/// One domain as the trait shows it. Claims are asked for by name, so they are not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub seq: Seq,
    pub changes: Vec<Change>,
    pub history: Vec<Change>,
    pub hits: Vec<Hit>,
    pub kinds: Vec<KindView>,
}

/// The records of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct KindView {
    pub heads: Vec<Head>,
    /// Of the ids from 0 to 19, deleted ones too.
    pub records: Vec<Option<Record>>,
    /// Of the same ids, the blobs named in [`BLOBS`].
    pub blobs: Vec<Blob>,
    /// Of the same ids, the entries.
    pub entries: Vec<Entry>,
    /// Of the owners with ids from 0 to 5: how many there are, all in pages of two, and all by commit.
    pub entry_lists: Vec<(u64, Vec<Entry>, Vec<Entry>)>,
    /// What the same accounts find for the empty prefix.
    pub hits: Vec<Vec<Hit>>,
    /// Of the accounts with ids from 0 to 4 and of none, in pages of two.
    pub lists: Vec<(u64, Vec<Head>, Vec<Record>)>,
}

/// What the store shows of the domain now.
pub fn of(store: &dyn Store, domain: Domain) -> View {
    let snapshot = store.read(domain).unwrap();
    let mut history = Vec::new();
    let mut hits = Vec::new();
    let mut keep_change = |change| {
        history.push(change);
        ControlFlow::Continue(())
    };
    snapshot.history(None, &mut keep_change).unwrap();
    let mut keep_hit = |hit| {
        hits.push(hit);
        ControlFlow::Continue(())
    };
    snapshot.search("", &mut keep_hit).unwrap();
    let accounts: Vec<Option<Id>> = (0..5)
        .map(|number| Some(id(number)))
        .chain([None])
        .collect();
    let kinds = Kind::ALL.iter().map(|kind| {
        let mut heads = Vec::new();
        snapshot
            .each_head(*kind, &mut |head| heads.push(head))
            .unwrap();
        KindView {
            heads,
            records: (0..20)
                .map(|number| snapshot.get(*kind, id(number)).unwrap())
                .collect(),
            blobs: (0..20)
                .flat_map(|number| BLOBS.map(|name| (number, name)))
                .filter_map(|(number, name)| snapshot.blob(*kind, id(number), name).unwrap())
                .collect(),
            entries: (0..20)
                .filter_map(|number| snapshot.entry(*kind, id(number)).unwrap())
                .collect(),
            entry_lists: (0..6)
                .map(|owner| entries(&*snapshot, *kind, id(owner)))
                .collect(),
            hits: accounts
                .iter()
                .map(|account| hits_in(&*snapshot, *kind, *account))
                .collect(),
            lists: accounts
                .iter()
                .map(|account| list(&*snapshot, *kind, *account))
                .collect(),
        }
    });
    View {
        seq: snapshot.seq().unwrap(),
        changes: snapshot.changes(0, usize::MAX).unwrap(),
        kinds: kinds.collect(),
        history,
        hits,
    }
}

fn entries(snapshot: &dyn crate::Snapshot, kind: Kind, owner: Id) -> (u64, Vec<Entry>, Vec<Entry>) {
    let mut found: Vec<Entry> = Vec::new();
    loop {
        let after = found.last().map(|entry| EntryCursor {
            at_ms: entry.at_ms,
            id: entry.id,
        });
        let query = EntryQuery {
            after,
            limit: 2,
            ..EntryQuery::all(kind, owner)
        };
        let page = snapshot.entries(&query).unwrap();
        if page.is_empty() {
            let count = snapshot.count_entries(kind, owner).unwrap();
            let all = snapshot.entries_since(kind, owner, 0, usize::MAX);
            return (count, found, all.unwrap());
        }
        found.extend(page);
    }
}

fn hits_in(snapshot: &dyn crate::Snapshot, kind: Kind, account_id: Option<Id>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut keep = |hit| {
        hits.push(hit);
        ControlFlow::Continue(())
    };
    snapshot.search_in(kind, account_id, "", &mut keep).unwrap();
    hits
}

fn list(
    snapshot: &dyn crate::Snapshot,
    kind: Kind,
    account_id: Option<Id>,
) -> (u64, Vec<Head>, Vec<Record>) {
    let (mut heads, mut records) = (Vec::<Head>::new(), Vec::new());
    loop {
        let after = heads.last().map(|head| Cursor {
            sort_key: head.sort_key.clone(),
            id: head.id,
        });
        let page = snapshot.heads(kind, account_id, after.as_ref(), 2).unwrap();
        records.extend(
            snapshot
                .records(kind, account_id, after.as_ref(), 2)
                .unwrap(),
        );
        if page.is_empty() {
            let mut back = snapshot
                .records_back(kind, account_id, None, usize::MAX)
                .unwrap();
            back.reverse();
            assert_eq!(back, records);
            return (snapshot.count(kind, account_id).unwrap(), heads, records);
        }
        heads.extend(page);
    }
}
