//! Values that belong to no record, and what changed since a commit.

use super::{HERE, batch, deleted, stale, user, write};
use crate::{Assert, Batch, Domain, SlotPut, Store};
use cordboard_model::Kind;

fn slot(space: &'static str, key: &[u8], value: Option<&[u8]>) -> SlotPut {
    SlotPut {
        space,
        key: key.to_vec(),
        value: value.map(<[u8]>::to_vec),
    }
}

fn fill(store: &dyn Store, slots: Vec<SlotPut>) -> u64 {
    store.commit(Batch { slots, ..batch() }).unwrap()
}

pub fn a_slot_comes_back_with_the_number_of_its_commit_until_it_is_removed(store: &dyn Store) {
    fill(store, vec![slot("a", b"1", Some(b"one"))]);
    fill(
        store,
        vec![slot("a", b"1", Some(b"uno")), slot("b", b"1", Some(b""))],
    );
    let read = || store.read(HERE).unwrap();
    let found = read().slot("a", b"1").unwrap().unwrap();
    assert_eq!((found.rev, found.value.as_slice()), (2, b"uno".as_slice()));
    assert_eq!(read().slot("b", b"1").unwrap().unwrap().value, b"");
    assert_eq!(read().slot("a", b"2").unwrap(), None);
    fill(store, vec![slot("a", b"1", None), slot("a", b"9", None)]);
    assert_eq!(read().slot("a", b"1").unwrap(), None);
    let elsewhere = store.read(Domain(2)).unwrap();
    assert_eq!(elsewhere.slot("b", b"1").unwrap(), None);
}

pub fn slots_are_listed_by_key_and_by_the_commit_that_wrote_them(store: &dyn Store) {
    fill(
        store,
        vec![
            slot("sync.a", &[1, 9], Some(b"x")),
            slot("sync.a", &[2], Some(b"y")),
        ],
    );
    fill(
        store,
        vec![
            slot("sync.a", &[1], Some(b"z")),
            slot("sync.b", &[1], Some(b"w")),
        ],
    );
    let snapshot = store.read(HERE).unwrap();
    let keys = |found: Vec<(Vec<u8>, crate::Slot)>| -> Vec<Vec<u8>> {
        found.into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(
        keys(snapshot.slots("sync.a", &[1]).unwrap()),
        [vec![1], vec![1, 9]]
    );
    assert_eq!(keys(snapshot.slots("sync.a", &[]).unwrap()).len(), 3);
    assert_eq!(
        keys(snapshot.slots_since("sync.a", 0, 9).unwrap()),
        [vec![1, 9], vec![2], vec![1]]
    );
    assert_eq!(
        keys(snapshot.slots_since("sync.a", 1, 9).unwrap()),
        [vec![1]]
    );
    assert_eq!(
        keys(snapshot.slots_since("sync.a", 0, 1).unwrap()),
        [vec![1, 9]]
    );
}

pub fn a_space_is_emptied_whole_before_slots_are_filled_and_no_other_is(store: &dyn Store) {
    let filled = |space, key: &[u8]| slot(space, key, Some(b"x"));
    fill(
        store,
        vec![filled("a", b"1"), filled("a", b"2"), filled("ab", b"1")],
    );
    let batch = Batch {
        clear: vec!["a", "nothing"],
        slots: vec![filled("a", b"3")],
        ..batch()
    };
    assert_eq!(store.commit(batch).unwrap(), 2);
    let keys = |space| {
        let mut keys = Vec::new();
        let mut visit = |key: &[u8], slot: &crate::Slot| {
            keys.push((key.to_vec(), slot.rev));
            Ok(())
        };
        let snapshot = store.read(HERE).unwrap();
        snapshot.each_slot(space, &mut visit).unwrap();
        keys
    };
    assert_eq!(keys("a"), [(b"3".to_vec(), 2)]);
    assert_eq!(keys("ab"), [(b"1".to_vec(), 1)]);
    assert_eq!(keys("nothing"), []);
}

pub fn a_refused_batch_fills_no_slot(store: &dyn Store) {
    let refused = Batch {
        asserts: vec![Assert::Seq(7)],
        slots: vec![slot("a", b"1", Some(b"x"))],
        ..batch()
    };
    stale(store.commit(refused));
    assert_eq!(store.read(HERE).unwrap().slot("a", b"1").unwrap(), None);
}

pub fn a_batch_can_ask_that_nothing_was_committed_since(store: &dyn Store) {
    let asks = |seq| Batch {
        asserts: vec![Assert::Seq(seq)],
        ..batch()
    };
    assert_eq!(store.commit(asks(0)).unwrap(), 1);
    stale(store.commit(asks(0)));
    assert_eq!(store.commit(asks(1)).unwrap(), 2);
}

pub fn what_changed_since_a_commit_comes_by_its_number_and_each_commit_whole(store: &dyn Store) {
    write(store, [user(1, "anna")]);
    write(store, [user(2, "bert"), user(3, "carl")]);
    write(store, [deleted(user(1, "anna"))]);
    let snapshot = store.read(HERE).unwrap();
    let since = |after, limit| -> Vec<(u64, bool)> {
        let found = snapshot.changed_since(after, limit).unwrap();
        assert!(found.iter().all(|record| record.kind == Kind::User));
        found
            .iter()
            .map(|record| (record.rev, record.is_live()))
            .collect()
    };
    assert_eq!(since(0, 9), [(2, true), (2, true), (3, false)]);
    assert_eq!(since(0, 1), [(2, true), (2, true)]);
    assert_eq!(since(2, 1), [(3, false)]);
    assert_eq!(since(3, 5), []);
    let mut all = Vec::new();
    snapshot
        .each_rev(&mut |kind, id, account_id, rev| {
            all.push((rev, kind, id, account_id));
            Ok(())
        })
        .unwrap();
    all.sort();
    let place = |it: &cordboard_model::Record<_>| (it.rev, it.kind, it.id, it.account_id);
    let found = snapshot.changed_since(0, 9).unwrap();
    assert_eq!(all, found.iter().map(place).collect::<Vec<_>>());
}
