//! Keeping what happened, and reading it by person and time.

use super::{HERE, batch, blob, claim, entries, entry, id, put, puts};
use crate::{Batch, BlobPut, Domain, Entry, EntryCursor, EntryQuery, Store};
use cordboard_model::Kind;

const CALL: Kind = Kind::Call;

/// The numbers of a person's calls, as the query gives them.
fn numbers(store: &dyn Store, query: &EntryQuery) -> Vec<String> {
    let found = store.read(HERE).unwrap().entries(query).unwrap();
    found.iter().map(number).collect()
}

fn number(entry: &Entry) -> String {
    entry.fields["caller"].as_str().unwrap().to_owned()
}

fn of(owner: u32) -> EntryQuery {
    EntryQuery::all(CALL, id(owner))
}

pub fn what_never_happened_is_not_there(store: &dyn Store) {
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.entry(CALL, id(1)).unwrap(), None);
    assert_eq!(snapshot.entries(&of(1)).unwrap(), []);
    assert_eq!(snapshot.entries_since(CALL, id(1), 0, 9).unwrap(), []);
    assert_eq!(snapshot.count_entries(CALL, id(1)).unwrap(), 0);
}

pub fn an_entry_comes_back_as_it_was_written_with_the_number_of_its_commit(store: &dyn Store) {
    let mut written = entry(3, 7, -5);
    written.fields.insert("ä\0".to_owned(), "1.50".into());
    store.commit(batch()).unwrap();
    assert_eq!(store.commit(entries([written.clone()])).unwrap(), 2);
    written.rev = 2;
    let snapshot = store.read(HERE).unwrap();
    let found = snapshot.entry(CALL, id(3)).unwrap();
    assert_eq!(found.as_ref(), Some(&written));
    assert_eq!(snapshot.entries(&of(7)).unwrap(), [written]);
}

pub fn a_second_entry_of_an_id_replaces_the_first_and_stands_in_one_place(store: &dyn Store) {
    store
        .commit(entries([entry(3, 7, 10), entry(3, 7, 20)]))
        .unwrap();
    assert_eq!(numbers(store, &of(7)), ["3"]);
    store.commit(entries([entry(3, 8, 30)])).unwrap();
    assert_eq!(numbers(store, &of(7)), [""; 0]);
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.count_entries(CALL, id(7)).unwrap(), 0);
    assert_eq!(snapshot.entries(&of(8)).unwrap()[0].at_ms, 30);
}

pub fn the_newest_entry_comes_first_and_the_greater_id_of_one_moment(store: &dyn Store) {
    let written = [(4, 10), (1, 10), (9, -3), (2, 11)];
    store
        .commit(entries(written.map(|(number, at)| entry(number, 7, at))))
        .unwrap();
    assert_eq!(numbers(store, &of(7)), ["2", "4", "1", "9"]);
}

pub fn pages_of_every_size_give_each_entry_once_in_the_same_order(store: &dyn Store) {
    let written = (0..40).map(|number| entry(number, 7, i64::from(number / 3)));
    store.commit(entries(written)).unwrap();
    let wanted = numbers(store, &of(7));
    assert_eq!(wanted.len(), 40);
    for limit in 1..42 {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let query = EntryQuery {
                after,
                limit,
                ..of(7)
            };
            let page = store.read(HERE).unwrap().entries(&query).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(EntryCursor {
                at_ms: last.at_ms,
                id: last.id,
            });
            seen.extend(page.iter().map(number));
        }
        assert_eq!(seen, wanted, "{limit}");
    }
    let none = EntryQuery { limit: 0, ..of(7) };
    assert_eq!(numbers(store, &none), [""; 0]);
}

pub fn a_span_begins_with_its_first_and_ends_before_its_last_moment(store: &dyn Store) {
    let written = (0..6).map(|number| entry(number, 7, i64::from(number)));
    store.commit(entries(written)).unwrap();
    let span = |span| EntryQuery { span, ..of(7) };
    assert_eq!(numbers(store, &span(2..4)), ["3", "2"]);
    assert_eq!(numbers(store, &span(3..3)), [""; 0]);
    // A page of another span does not widen this one.
    let later = EntryCursor {
        at_ms: 9,
        id: id(0),
    };
    let query = EntryQuery {
        after: Some(later),
        ..span(1..3)
    };
    assert_eq!(numbers(store, &query), ["2", "1"]);
}

pub fn entries_are_told_apart_by_kind_and_person(store: &dyn Store) {
    let recording = Entry {
        kind: Kind::Recording,
        ..entry(1, 7, 5)
    };
    store
        .commit(entries([entry(1, 7, 1), entry(2, 8, 1), recording]))
        .unwrap();
    assert_eq!(numbers(store, &of(7)), ["1"]);
    assert_eq!(numbers(store, &of(8)), ["2"]);
    let recordings = EntryQuery::all(Kind::Recording, id(7));
    assert_eq!(numbers(store, &recordings), ["1"]);
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.count_entries(CALL, id(7)).unwrap(), 1);
}

pub fn what_came_since_a_commit_is_given_in_the_order_of_the_commits(store: &dyn Store) {
    for (number, at) in [(5, 30), (2, 10), (8, 20)] {
        store.commit(entries([entry(number, 7, at)])).unwrap();
    }
    store
        .commit(entries([entry(5, 7, 30), entry(1, 8, 1)]))
        .unwrap();
    let snapshot = store.read(HERE).unwrap();
    let since = |after, limit| {
        let found = snapshot.entries_since(CALL, id(7), after, limit).unwrap();
        found.iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(since(0, usize::MAX), ["2", "8", "5"]);
    assert_eq!(since(2, usize::MAX), ["8", "5"]);
    assert_eq!(since(2, 1), ["8"]);
    assert_eq!(since(4, usize::MAX), [""; 0]);
}

pub fn an_erased_entry_is_gone_with_its_blobs(store: &dyn Store) {
    let sound = BlobPut {
        kind: CALL,
        ..blob(3, "sound", Some(b"x"))
    };
    let first = Batch {
        blobs: vec![sound],
        ..entries([entry(3, 7, 1), entry(4, 7, 2)])
    };
    store.commit(first).unwrap();
    let erases = vec![(CALL, id(3)), (CALL, id(99))];
    store.commit(Batch { erases, ..batch() }).unwrap();
    assert_eq!(numbers(store, &of(7)), ["4"]);
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.entry(CALL, id(3)).unwrap(), None);
    assert_eq!(snapshot.blob(CALL, id(3), "sound").unwrap(), None);
}

pub fn a_refused_batch_enters_nothing(store: &dyn Store) {
    store
        .commit(Batch {
            take: vec![claim(7, "anna")],
            ..batch()
        })
        .unwrap();
    let taken = Batch {
        take: vec![claim(8, "anna")],
        ..entries([entry(3, 7, 1)])
    };
    assert!(store.commit(taken).is_err());
    assert_eq!(numbers(store, &of(7)), [""; 0]);
}

pub fn a_snapshot_does_not_see_later_entries(store: &dyn Store) {
    store.commit(entries([entry(1, 7, 1)])).unwrap();
    let before = store.read(HERE).unwrap();
    store.commit(entries([entry(2, 7, 2)])).unwrap();
    assert_eq!(before.count_entries(CALL, id(7)).unwrap(), 1);
    assert_eq!(numbers(store, &of(7)), ["2", "1"]);
}

pub fn domains_do_not_share_entries(store: &dyn Store) {
    let there = Batch {
        domain: Domain(2),
        ..entries([entry(1, 7, 1)])
    };
    store.commit(there).unwrap();
    assert_eq!(numbers(store, &of(7)), [""; 0]);
    let snapshot = store.read(Domain(2)).unwrap();
    assert_eq!(snapshot.entries(&of(7)).unwrap().len(), 1);
}

pub fn an_entry_is_no_record(store: &dyn Store) {
    store
        .commit(puts([put(CALL, 1, Some(id(1)), "call")]))
        .unwrap();
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.entry(CALL, id(1)).unwrap(), None);
    drop(snapshot);
    store.commit(entries([entry(2, 7, 1)])).unwrap();
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.get(CALL, id(2)).unwrap(), None);
    assert_eq!(snapshot.count(CALL, Some(id(1))).unwrap(), 1);
}

pub fn an_account_has_what_happened_to_all_its_people_newest_first(store: &dyn Store) {
    let written = [(1, 7, 10), (2, 8, 30), (3, 7, 20), (4, 8, 40)];
    let mut all = written.map(|(number, owner, at)| entry(number, owner, at));
    let here = all[0].account_id;
    // Somebody who is in another account now.
    all[3].account_id = id(99);
    store.commit(entries(all)).unwrap();
    let snapshot = store.read(HERE).unwrap();
    let found = |span, limit| {
        let found = snapshot.account_entries(CALL, here, span, limit).unwrap();
        found.iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(found(i64::MIN..i64::MAX, 9), ["2", "3", "1"]);
    assert_eq!(found(10..30, 9), ["3", "1"]);
    assert_eq!(found(i64::MIN..i64::MAX, 2), ["2", "3"]);
    assert_eq!(found(50..60, 9), [""; 0]);
}
