//! The change log.

use super::{HERE, batch, id, note};
use crate::{Batch, Change, Store, Touched};
use cordboard_model::Kind;
use std::ops::ControlFlow;

fn fill(store: &dyn Store, count: u64) {
    for number in 1..=count {
        let batch = Batch {
            note: note(&number.to_string()),
            ..batch()
        };
        assert_eq!(store.commit(batch).unwrap(), number);
    }
}

fn numbers(changes: &[Change]) -> Vec<u64> {
    let verbs_agree = |change: &Change| change.verb == change.seq.to_string();
    assert!(changes.iter().all(verbs_agree), "{changes:?}");
    changes.iter().map(|change| change.seq).collect()
}

fn forwards(store: &dyn Store, after: u64, limit: usize) -> Vec<u64> {
    numbers(&store.read(HERE).unwrap().changes(after, limit).unwrap())
}

fn backwards(store: &dyn Store, before: Option<u64>, most: usize) -> Vec<u64> {
    let mut found = Vec::new();
    let mut visit = |change| {
        found.push(change);
        if found.len() == most {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    store
        .read(HERE)
        .unwrap()
        .history(before, &mut visit)
        .unwrap();
    numbers(&found)
}

pub fn a_change_is_read_as_it_was_noted(store: &dyn Store) {
    let touched = |kind, number, account| Touched {
        kind,
        id: id(number),
        account_id: id(account),
    };
    let mut full = note("account.move");
    full.at_ms = -5;
    full.actor = Some(id(9));
    full.touched = vec![touched(Kind::User, 3, 1), touched(Kind::Account, 2, 2)];
    full.detail = serde_json::json!({"z": [1.5, "ä"], "a": null});
    let noted = [full, note("")];
    for note in noted.clone() {
        store.commit(Batch { note, ..batch() }).unwrap();
    }
    let wanted: Vec<_> = (1..)
        .zip(noted)
        .map(|(seq, note)| Change {
            seq,
            at_ms: note.at_ms,
            actor: note.actor,
            verb: note.verb,
            touched: note.touched,
            detail: note.detail,
        })
        .collect();
    assert_eq!(store.read(HERE).unwrap().changes(0, 9).unwrap(), wanted);
    let mut first = None;
    let mut visit = |change| {
        first = Some(change);
        ControlFlow::Continue(())
    };
    store.read(HERE).unwrap().history(None, &mut visit).unwrap();
    assert_eq!(first.as_ref(), wanted.first());
}

pub fn changes_are_read_forwards_in_pages(store: &dyn Store) {
    fill(store, 7);
    assert_eq!(forwards(store, 0, 3), [1, 2, 3]);
    assert_eq!(forwards(store, 3, 3), [4, 5, 6]);
    assert_eq!(forwards(store, 6, 3), [7]);
    assert_eq!(forwards(store, 0, 0), [0; 0]);
    assert_eq!(forwards(store, 0, usize::MAX).len(), 7);
}

pub fn history_is_read_backwards_and_stops_when_told(store: &dyn Store) {
    fill(store, 7);
    assert_eq!(backwards(store, None, 3), [7, 6, 5]);
    assert_eq!(backwards(store, Some(5), 3), [4, 3, 2]);
    assert_eq!(backwards(store, Some(2), 3), [1]);
    assert_eq!(backwards(store, Some(u64::MAX), 1), [7]);
}

pub fn reading_beyond_either_end_gives_nothing(store: &dyn Store) {
    fill(store, 2);
    assert_eq!(forwards(store, 2, 9), [0; 0]);
    assert_eq!(forwards(store, u64::MAX, 9), [0; 0]);
    assert_eq!(backwards(store, Some(1), 9), [0; 0]);
    assert_eq!(backwards(store, Some(0), 9), [0; 0]);
}

pub fn the_log_of_a_snapshot_ends_where_the_snapshot_does(store: &dyn Store) {
    fill(store, 1);
    let before = store.read(HERE).unwrap();
    store
        .commit(Batch {
            note: note("2"),
            ..batch()
        })
        .unwrap();
    assert_eq!(numbers(&before.changes(0, 9).unwrap()), [1]);
    assert_eq!(forwards(store, 0, 9), [1, 2]);
}
