use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn id(number: u64) -> Id {
    Id::from_parts(number, [7; 10])
}

fn token(seq: u64) -> SyncToken {
    SyncToken {
        installation: id(1),
        list: SyncList::Contacts,
        owner: id(2),
        seq,
        from_ms: None,
    }
}

#[test]
fn a_token_is_known_only_for_its_installation_list_and_owner() {
    let text = token(5).encode();
    let read =
        |installation, list, owner| SyncToken::decode(&text, installation, list, owner, 1..=9);
    assert_eq!(read(id(1), SyncList::Contacts, id(2)), Ok(token(5)));
    assert_eq!(read(id(3), SyncList::Contacts, id(2)), Err(UnknownToken));
    assert_eq!(read(id(1), SyncList::Cdrs, id(2)), Err(UnknownToken));
    assert_eq!(read(id(1), SyncList::Contacts, id(3)), Err(UnknownToken));
}

#[test]
fn a_token_is_known_as_long_as_the_log_has_what_came_after_it() {
    let known = |seq, log| {
        SyncToken::decode(&token(seq).encode(), id(1), SyncList::Contacts, id(2), log).is_ok()
    };
    assert!(known(9, 1..=9) && known(4, 5..=9) && known(0, 1..=9));
    assert!(!known(3, 5..=9));
    assert!(!known(10, 1..=9));
    assert!(!known(u64::MAX, 1..=u64::MAX));
}

#[test]
fn a_token_with_one_other_digit_is_unknown() {
    let text = token(5).encode();
    for at in 0..text.len() {
        let mut other = text.clone().into_bytes();
        other[at] = if other[at] == b'0' { b'1' } else { b'0' };
        let other = String::from_utf8(other).unwrap();
        assert!(SyncToken::decode(&other, id(1), SyncList::Contacts, id(2), 0..=u64::MAX).is_err());
    }
}

#[test]
fn several_changes_of_an_object_are_one_entry() {
    let change = |seq, object, before, after| Change {
        seq,
        object: id(object),
        before,
        after,
    };
    let log = [
        change(1, 10, false, true),
        change(2, 11, true, true),
        change(3, 10, true, true),
        change(4, 12, true, false),
        change(5, 13, false, true),
        change(6, 13, true, false),
        change(7, 14, true, false),
        change(8, 14, false, true),
        change(9, 15, false, false),
    ];
    assert_eq!(
        diff(0, log),
        Diff {
            entries: vec![
                (id(11), ChangeType::Updated),
                (id(10), ChangeType::Created),
                (id(12), ChangeType::Deleted),
                (id(14), ChangeType::Updated),
            ],
            seq: 9
        }
    );
    assert_eq!(
        diff(9, log),
        Diff {
            entries: vec![],
            seq: 9
        }
    );
}

/// A log over a few objects, each commit with the number after the one before.
fn any_log() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((0u64..5, any::<bool>()), 0..40).prop_map(|steps| {
        let mut there = BTreeSet::new();
        let mut log = Vec::new();
        for (seq, (object, after)) in (1..).zip(steps) {
            let before = there.contains(&object);
            if after {
                there.insert(object);
            } else {
                there.remove(&object);
            }
            log.push(Change {
                seq,
                object: id(object),
                before,
                after,
            });
        }
        log
    })
}

/// The list after these commits: each object with the commit that wrote it last.
fn list_at(log: &[Change], seq: u64) -> BTreeMap<Id, u64> {
    let mut list = BTreeMap::new();
    for change in log.iter().filter(|change| change.seq <= seq) {
        if change.after {
            list.insert(change.object, change.seq);
        } else {
            list.remove(&change.object);
        }
    }
    list
}

proptest! {
    #[test]
    fn a_token_comes_back_from_its_text(seq in 0..u64::MAX, from_ms in prop::option::of(-9_000_000_000_000i64..9_000_000_000_000)) {
        let token = SyncToken { from_ms, ..token(seq) };
        let read = SyncToken::decode(&token.encode(), id(1), SyncList::Contacts, id(2), 0..=u64::MAX);
        prop_assert_eq!(read, Ok(token));
    }

    #[test]
    fn no_text_makes_reading_fail_otherwise(text in "[0-9a-fé]{0,110}") {
        prop_assert_eq!(
            SyncToken::decode(&text, id(1), SyncList::Cdrs, id(2), 0..=u64::MAX),
            Err(UnknownToken)
        );
    }

    /// However the client divides its questions, its copy is the list in the end.
    #[test]
    fn a_client_that_follows_the_diffs_has_the_list(log in any_log(), mut stops in prop::collection::vec(0u64..41, 0..6)) {
        let newest = log.last().map_or(0, |change| change.seq);
        stops.push(newest);
        stops.sort_unstable();
        let mut known = 0;
        let mut copy: BTreeMap<Id, u64> = BTreeMap::new();
        for stop in stops {
            let stop = stop.min(newest);
            let now = list_at(&log, stop);
            let diff = diff(known, log.iter().copied().filter(|change| change.seq <= stop));
            let objects: BTreeSet<Id> = diff.entries.iter().map(|(object, _)| *object).collect();
            prop_assert_eq!(objects.len(), diff.entries.len());
            for (object, change) in diff.entries {
                match change {
                    ChangeType::Created => prop_assert!(copy.insert(object, now[&object]).is_none()),
                    ChangeType::Updated => prop_assert!(copy.insert(object, now[&object]).is_some()),
                    ChangeType::Deleted => prop_assert!(copy.remove(&object).is_some()),
                }
            }
            prop_assert_eq!(&copy, &now);
            known = diff.seq;
        }
        prop_assert_eq!(known, newest);
    }
}
