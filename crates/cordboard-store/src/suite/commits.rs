//! Asserts, atomicity, the order of commits, and what a snapshot sees.

use super::{HERE, batch, claim, deleted, get, id, note, put, puts, stale, taken, user, write};
use crate::{Assert, Batch, Domain, Error, Seq, Store};
use cordboard_model::Kind;
use std::sync::atomic::{AtomicBool, Ordering};

fn seq(store: &dyn Store) -> Seq {
    store.read(HERE).unwrap().seq().unwrap()
}

fn asserting(asserts: impl IntoIterator<Item = Assert>) -> Batch {
    Batch {
        asserts: asserts.into_iter().collect(),
        ..batch()
    }
}

fn rev(number: u32, rev: Seq) -> Assert {
    Assert::Rev {
        kind: Kind::User,
        id: id(number),
        rev,
    }
}

fn live(number: u32) -> Assert {
    Assert::Live {
        kind: Kind::User,
        id: id(number),
    }
}

fn absent(number: u32) -> Assert {
    Assert::Absent {
        kind: Kind::User,
        id: id(number),
    }
}

pub fn an_empty_store_stands_at_zero(store: &dyn Store) {
    let snapshot = store.read(Domain(u32::MAX)).unwrap();
    assert_eq!(snapshot.seq().unwrap(), 0);
    assert_eq!(snapshot.get(Kind::Account, id(1)).unwrap(), None);
    assert_eq!(snapshot.heads(Kind::Account, None, None, 10).unwrap(), []);
    assert_eq!(snapshot.records(Kind::Account, None, None, 10).unwrap(), []);
    assert_eq!(snapshot.count(Kind::Account, None).unwrap(), 0);
    assert_eq!(snapshot.changes(0, 10).unwrap(), []);
    snapshot
        .each_head(Kind::Account, &mut |head| panic!("{head:?}"))
        .unwrap();
    snapshot.search("", &mut |hit| panic!("{hit:?}")).unwrap();
    snapshot
        .history(None, &mut |change| panic!("{change:?}"))
        .unwrap();
}

pub fn commits_are_numbered_from_one_without_gaps(store: &dyn Store) {
    for wanted in 1..=20 {
        assert_eq!(write(store, [user(wanted as u32, "a")]), wanted);
        assert_eq!(seq(store), wanted);
        assert_eq!(get(store, Kind::User, wanted as u32).unwrap().rev, wanted);
    }
}

pub fn an_empty_batch_is_a_commit_too(store: &dyn Store) {
    assert_eq!(store.commit(batch()).unwrap(), 1);
    assert_eq!(store.commit(batch()).unwrap(), 2);
    assert_eq!(store.read(HERE).unwrap().changes(0, 9).unwrap().len(), 2);
}

pub fn a_revision_that_holds_lets_the_batch_pass(store: &dyn Store) {
    write(store, [user(7, "a"), user(8, "b")]);
    write(store, [user(7, "a")]);
    assert_eq!(store.commit(asserting([rev(7, 2), rev(8, 1)])).unwrap(), 3);
    write(store, [deleted(user(7, "a"))]);
    assert_eq!(store.commit(asserting([rev(7, 4)])).unwrap(), 5);
}

pub fn a_revision_that_does_not_hold_is_stale(store: &dyn Store) {
    write(store, [user(7, "a")]);
    write(store, [user(7, "a")]);
    for wrong in [0, 1, 3, u64::MAX] {
        assert_eq!(
            stale(store.commit(asserting([rev(7, wrong)]))),
            (Kind::User, id(7))
        );
    }
    assert_eq!(
        stale(store.commit(asserting([rev(7, 2), rev(8, 0)]))),
        (Kind::User, id(8))
    );
    let other_kind = Assert::Rev {
        kind: Kind::Account,
        id: id(7),
        rev: 2,
    };
    assert_eq!(
        stale(store.commit(asserting([other_kind]))),
        (Kind::Account, id(7))
    );
}

pub fn a_live_record_is_asserted_and_a_deleted_or_missing_one_is_stale(store: &dyn Store) {
    write(store, [user(7, "a"), deleted(user(8, "b"))]);
    assert_eq!(store.commit(asserting([live(7)])).unwrap(), 2);
    for wrong in [8, 9] {
        assert_eq!(
            stale(store.commit(asserting([live(7), live(wrong)]))).1,
            id(wrong)
        );
    }
}

pub fn absence_is_asserted_and_even_a_deleted_record_breaks_it(store: &dyn Store) {
    write(store, [user(7, "a"), deleted(user(8, "b"))]);
    assert_eq!(store.commit(asserting([absent(9)])).unwrap(), 2);
    for wrong in [7, 8] {
        assert_eq!(stale(store.commit(asserting([absent(wrong)]))).1, id(wrong));
    }
    let creation = Batch {
        puts: vec![user(9, "c")],
        ..asserting([absent(9)])
    };
    assert_eq!(store.commit(creation.clone()).unwrap(), 3);
    assert_eq!(stale(store.commit(creation)).1, id(9));
}

fn room(added: u64, limit: u64) -> Assert {
    Assert::Room {
        kind: Kind::User,
        account_id: id(1),
        added,
        limit,
    }
}

fn full(result: crate::Result<Seq>) -> (u64, u64) {
    match result {
        Err(Error::NoRoom(reached)) => (reached.limit, reached.count),
        other => panic!("no room was expected, not {other:?}"),
    }
}

pub fn there_is_room_up_to_the_limit_counting_live_records_of_the_kind_and_account(
    store: &dyn Store,
) {
    let elsewhere = put(Kind::User, 9, Some(id(2)), "d");
    let other_kind = put(Kind::Phone, 7, Some(id(1)), "e");
    write(
        store,
        [user(7, "a"), deleted(user(8, "b")), elsewhere, other_kind],
    );
    assert_eq!(store.commit(asserting([room(1, 2)])).unwrap(), 2);
    assert_eq!(full(store.commit(asserting([room(2, 2)]))), (2, 1));
    assert_eq!(full(store.commit(asserting([room(1, 1)]))), (1, 1));
    assert_eq!(full(store.commit(asserting([room(1, 0)]))), (0, 1));
    assert_eq!(full(store.commit(asserting([room(u64::MAX, 5)]))), (5, 1));
    assert_eq!(seq(store), 2);
}

pub fn of_many_threads_that_want_the_last_place_exactly_one_gets_it(store: &dyn Store) {
    let won = std::thread::scope(|scope| {
        let threads = (0..8).map(|number| {
            scope.spawn(move || {
                let mut batch = puts([user(100 + number, "a")]);
                batch.asserts.push(room(1, 1));
                store.commit(batch).is_ok()
            })
        });
        let threads: Vec<_> = threads.collect();
        let won = threads.into_iter().map(|thread| thread.join().unwrap());
        won.filter(|won| *won).count()
    });
    assert_eq!(won, 1);
    let count = store.read(HERE).unwrap().count(Kind::User, Some(id(1)));
    assert_eq!(count.unwrap(), 1);
}

pub fn a_refused_batch_changes_nothing_and_uses_no_number(store: &dyn Store) {
    let first = Batch {
        take: vec![claim(7, "anna")],
        ..puts([user(7, "a")])
    };
    store.commit(first).unwrap();
    let before = super::view::of(store, HERE);
    let bad = Batch {
        puts: vec![user(7, "changed"), user(8, "new")],
        erases: vec![(Kind::User, id(7))],
        release: vec![claim(7, "anna").key],
        take: vec![claim(8, "anna"), claim(8, "berta")],
        ..batch()
    };
    stale(store.commit(Batch {
        asserts: vec![rev(7, 9)],
        ..bad.clone()
    }));
    taken(store.commit(Batch {
        release: Vec::new(),
        ..bad.clone()
    }));
    assert_eq!(super::view::of(store, HERE), before);
    assert_eq!(store.commit(bad).unwrap(), 2);
}

pub fn a_snapshot_does_not_see_later_commits(store: &dyn Store) {
    write(store, [user(7, "a")]);
    let before = store.read(HERE).unwrap();
    let later = Batch {
        erases: vec![(Kind::User, id(7))],
        take: vec![claim(8, "anna")],
        ..puts([user(8, "b")])
    };
    store.commit(later).unwrap();
    assert_eq!(before.seq().unwrap(), 1);
    assert!(before.get(Kind::User, id(7)).unwrap().is_some());
    assert!(before.get(Kind::User, id(8)).unwrap().is_none());
    assert_eq!(before.count(Kind::User, Some(id(1))).unwrap(), 1);
    assert_eq!(before.claim(&claim(8, "anna").key).unwrap(), None);
    assert_eq!(before.changes(0, 9).unwrap().len(), 1);
    let mut words = Vec::new();
    let mut keep = |hit: crate::Hit| {
        words.push(hit.word);
        std::ops::ControlFlow::Continue(())
    };
    before.search("", &mut keep).unwrap();
    assert_eq!(words, ["a"]);
    assert_eq!(seq(store), 2);
}

pub fn a_snapshot_of_nothing_stays_one_of_nothing(store: &dyn Store) {
    let before = store.read(HERE).unwrap();
    write(store, [user(7, "a")]);
    assert_eq!(before.seq().unwrap(), 0);
    assert_eq!(before.get(Kind::User, id(7)).unwrap(), None);
}

pub fn snapshots_of_different_moments_live_side_by_side(store: &dyn Store) {
    let mut snapshots = vec![store.read(HERE).unwrap()];
    for number in 1..=12 {
        write(store, [user(number, "a")]);
        snapshots.push(store.read(HERE).unwrap());
    }
    for (moment, snapshot) in (0u32..).zip(&snapshots) {
        assert_eq!(snapshot.seq().unwrap(), u64::from(moment));
        assert_eq!(
            snapshot.count(Kind::User, Some(id(1))).unwrap(),
            u64::from(moment)
        );
        assert!(snapshot.get(Kind::User, id(moment + 1)).unwrap().is_none());
    }
}

pub fn domains_do_not_see_each_other(store: &dyn Store) {
    let other = Domain(2);
    let first = Batch {
        take: vec![claim(7, "anna")],
        ..puts([user(7, "a")])
    };
    store.commit(first).unwrap();
    let empty = super::view::of(store, other);
    assert_eq!(empty, super::view::of(store, Domain(3)));
    let second = Batch {
        domain: other,
        take: vec![claim(8, "anna")],
        ..puts([user(7, "b")])
    };
    assert_eq!(store.commit(second).unwrap(), 1);
    assert_eq!(get(store, Kind::User, 7).unwrap().text("name"), "a");
    let there = store.read(other).unwrap();
    assert_eq!(
        there.get(Kind::User, id(7)).unwrap().unwrap().text("name"),
        "b"
    );
    assert_eq!(
        there.claim(&claim(0, "anna").key).unwrap(),
        Some((Kind::User, id(8)))
    );
    assert_eq!(there.count(Kind::User, Some(id(1))).unwrap(), 1);
    assert_eq!(there.changes(0, 9).unwrap().len(), 1);
    let erase = Batch {
        domain: other,
        erases: vec![(Kind::User, id(7))],
        ..batch()
    };
    store.commit(erase).unwrap();
    assert!(get(store, Kind::User, 7).is_some());
}

pub fn of_two_writers_on_one_revision_exactly_one_wins(store: &dyn Store) {
    write(store, [user(7, "start")]);
    for _ in 0..10 {
        let read = get(store, Kind::User, 7).unwrap().rev;
        let results = std::thread::scope(|scope| {
            let writers = ["one", "two"].map(|name| {
                let edit = Batch {
                    asserts: vec![rev(7, read)],
                    ..puts([user(7, name)])
                };
                scope.spawn(move || store.commit(edit))
            });
            writers.map(|writer| writer.join().unwrap())
        });
        let names = ["one", "two"];
        let won: Vec<_> = results
            .iter()
            .zip(names)
            .filter(|(result, _)| result.is_ok())
            .collect();
        assert_eq!(won.len(), 1, "{results:?}");
        assert_eq!(get(store, Kind::User, 7).unwrap().text("name"), won[0].1);
        stale(results.into_iter().find(Result::is_err).unwrap());
    }
}

pub fn numbers_are_gap_free_and_in_commit_order_under_eight_threads(store: &dyn Store) {
    const THREADS: u32 = 8;
    const EACH: u32 = 25;
    let mut numbers: Vec<(Seq, u32)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn(move || {
                    let mut last = 0;
                    let commit = |each| {
                        let number = thread * EACH + each + 1;
                        let mut batch = puts([user(number, "a")]);
                        batch.note = note(&number.to_string());
                        let seq = store.commit(batch).unwrap();
                        assert!(seq > last, "a later commit has a later number");
                        last = seq;
                        // What is acknowledged can be read at once.
                        assert_eq!(get(store, Kind::User, number).unwrap().rev, seq);
                        (seq, number)
                    };
                    (0..EACH).map(commit).collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    numbers.sort_unstable();
    let changes = store.read(HERE).unwrap().changes(0, usize::MAX).unwrap();
    let logged: Vec<_> = changes
        .iter()
        .map(|change| (change.seq, change.verb.parse().unwrap()))
        .collect();
    assert_eq!(logged, numbers);
    assert!(
        numbers
            .iter()
            .map(|(seq, _)| *seq)
            .eq(1..=u64::from(THREADS * EACH))
    );
}

pub fn a_reader_never_sees_half_a_commit(store: &dyn Store) {
    let write_all = |name: &str| write(store, (1..=20).map(|number| user(number, name)));
    write_all("0");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut rounds = 0;
            while !done.load(Ordering::Acquire) || rounds == 0 {
                let snapshot = store.read(HERE).unwrap();
                let found = snapshot.records(Kind::User, Some(id(1)), None, 99).unwrap();
                assert_eq!(found.len(), 20);
                let rev = snapshot.seq().unwrap();
                let name = (rev - 1).to_string();
                assert!(
                    found
                        .iter()
                        .all(|user| user.rev == rev && user.text("name") == name)
                );
                rounds += 1;
            }
        });
        for round in 1..=50 {
            write_all(&round.to_string());
        }
        done.store(true, Ordering::Release);
        reader.join().unwrap();
    });
}

pub fn a_thousand_puts_in_one_batch_are_one_commit(store: &dyn Store) {
    let names: Vec<_> = (0..5_000).map(|number| format!("{number:05}")).collect();
    let all = names
        .iter()
        .zip(1..)
        .map(|(name, number)| user(number, name));
    assert_eq!(write(store, all), 1);
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.count(Kind::User, Some(id(1))).unwrap(), 5_000);
    let heads = snapshot
        .heads(Kind::User, Some(id(1)), None, usize::MAX)
        .unwrap();
    assert!(heads.iter().map(|head| &head.label).eq(&names));
}
