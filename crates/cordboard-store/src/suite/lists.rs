//! Heads, records and counts of an account, in their order.

use super::{HERE, deleted, id, put, user, write};
use crate::{Cursor, Head, Put, Store};
use cordboard_model::{Id, Kind};

fn heads(store: &dyn Store, account_id: Option<Id>) -> Vec<Head> {
    let snapshot = store.read(HERE).unwrap();
    let heads = snapshot
        .heads(Kind::User, account_id, None, usize::MAX)
        .unwrap();
    let records = snapshot
        .records(Kind::User, account_id, None, usize::MAX)
        .unwrap();
    assert_eq!(
        heads.iter().map(|head| head.id).collect::<Vec<_>>(),
        records.iter().map(|record| record.id).collect::<Vec<_>>(),
    );
    let mut each = Vec::new();
    let mut visit = |record| {
        each.push(record);
        Ok(())
    };
    snapshot
        .each_record(Kind::User, account_id, &mut visit)
        .unwrap();
    assert_eq!(each, records);
    assert_eq!(
        snapshot.count(Kind::User, account_id).unwrap(),
        heads.len() as u64
    );
    let kinds = [Kind::Phone, Kind::User, Kind::Account];
    let each = kinds.map(|kind| snapshot.count(kind, account_id).unwrap());
    assert_eq!(snapshot.counts(&kinds, account_id).unwrap(), each);
    heads
}

fn labels(store: &dyn Store) -> Vec<String> {
    heads(store, Some(id(1)))
        .into_iter()
        .map(|head| head.label)
        .collect()
}

const NAMES: [&str; 12] = [
    "", "A", "Z", "a", "a b", "ab", "zz", "é", "ö", "中", "\u{ffff}", "😀",
];

/// Users of account 1 in the order of lists; three share each name.
fn many() -> Vec<Put> {
    let rows = NAMES.iter().flat_map(|name| [name, name, name]).enumerate();
    rows.map(|(number, name)| user(number as u32 + 1, name))
        .collect()
}

pub fn a_list_is_ordered_by_the_bytes_of_the_sort_key_then_by_id(store: &dyn Store) {
    write(store, many().into_iter().rev());
    let found: Vec<_> = heads(store, Some(id(1)))
        .into_iter()
        .map(|head| head.id)
        .collect();
    assert_eq!(
        found,
        many().iter().map(|put| put.record.id).collect::<Vec<_>>()
    );
}

pub fn pages_of_every_size_give_each_record_once_in_the_same_order(store: &dyn Store) {
    write(store, many());
    let all = heads(store, Some(id(1)));
    let snapshot = store.read(HERE).unwrap();
    for size in 1..=all.len() + 1 {
        let mut paged: Vec<Head> = Vec::new();
        loop {
            let after = paged.last().map(|head| Cursor {
                sort_key: head.sort_key.clone(),
                id: head.id,
            });
            let page = snapshot
                .heads(Kind::User, Some(id(1)), after.as_ref(), size)
                .unwrap();
            let records = snapshot
                .records(Kind::User, Some(id(1)), after.as_ref(), size)
                .unwrap();
            assert!(
                page.iter()
                    .map(|head| head.id)
                    .eq(records.iter().map(|record| record.id))
            );
            assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, all, "pages of {size}");
    }
}

pub fn a_list_read_backwards_is_the_same_list_in_pages_of_every_size(store: &dyn Store) {
    write(store, many());
    write(
        store,
        [
            deleted(user(90, "a")),
            put(Kind::User, 91, Some(id(2)), "b"),
            put(Kind::Holiday, 92, Some(id(1)), "b"),
        ],
    );
    let mut all = heads(store, Some(id(1)));
    all.reverse();
    let snapshot = store.read(HERE).unwrap();
    for size in (1..=all.len() + 1).chain([usize::MAX]) {
        let mut paged: Vec<Id> = Vec::new();
        loop {
            let before = paged.last().map(|last| {
                let head = all.iter().find(|head| head.id == *last).unwrap();
                Cursor {
                    sort_key: head.sort_key.clone(),
                    id: head.id,
                }
            });
            let page = snapshot
                .records_back(Kind::User, Some(id(1)), before.as_ref(), size)
                .unwrap();
            assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            paged.extend(page.iter().map(|record| record.id));
        }
        assert!(
            paged.iter().eq(all.iter().map(|head| &head.id)),
            "pages of {size}"
        );
    }
    assert!(
        snapshot
            .records_back(Kind::User, Some(id(1)), None, 0)
            .unwrap()
            .is_empty()
    );
}

pub fn a_page_starts_behind_a_cursor_whose_record_is_gone(store: &dyn Store) {
    write(
        store,
        [
            user(1, "a"),
            user(2, "b"),
            user(3, "c"),
            deleted(user(4, "bb")),
        ],
    );
    let snapshot = store.read(HERE).unwrap();
    let after = |sort_key: &str, number| {
        let cursor = Cursor {
            sort_key: sort_key.to_owned(),
            id: id(number),
        };
        let page = snapshot
            .heads(Kind::User, Some(id(1)), Some(&cursor), 1)
            .unwrap();
        page.first()
            .map(|head| head.label.clone())
            .unwrap_or_default()
    };
    assert_eq!(after("bb", 4), "c");
    assert_eq!(after("b", 1), "b");
    assert_eq!(after("b", 2), "c");
    assert_eq!(after("aZ", 9), "b");
    assert_eq!(after("d", 0), "");
}

pub fn a_limit_of_zero_gives_nothing_and_the_largest_one_gives_all(store: &dyn Store) {
    write(store, many());
    let snapshot = store.read(HERE).unwrap();
    assert!(
        snapshot
            .heads(Kind::User, Some(id(1)), None, 0)
            .unwrap()
            .is_empty()
    );
    assert!(
        snapshot
            .records(Kind::User, Some(id(1)), None, 0)
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        snapshot
            .heads(Kind::User, Some(id(1)), None, usize::MAX)
            .unwrap()
            .len(),
        36
    );
}

pub fn a_list_holds_one_account_and_one_kind(store: &dyn Store) {
    write(
        store,
        [
            user(1, "here"),
            put(Kind::User, 2, Some(id(2)), "elsewhere"),
            put(Kind::User, 3, None, "nowhere"),
            put(Kind::Holiday, 1, Some(id(1)), "other"),
        ],
    );
    assert_eq!(labels(store), ["here"]);
    assert_eq!(heads(store, Some(id(3))), []);
}

pub fn the_records_without_an_account_have_a_list_of_their_own(store: &dyn Store) {
    write(
        store,
        [
            put(Kind::User, 2, None, "b"),
            put(Kind::User, 1, None, "a"),
            user(3, "c"),
        ],
    );
    let found: Vec<_> = heads(store, None).into_iter().map(|head| head.id).collect();
    assert_eq!(found, [id(1), id(2)]);
    let snapshot = store.read(HERE).unwrap();
    let after = Cursor {
        sort_key: "a".to_owned(),
        id: id(1),
    };
    assert_eq!(
        snapshot
            .heads(Kind::User, None, Some(&after), 9)
            .unwrap()
            .len(),
        1
    );
}

pub fn a_deleted_record_is_got_but_not_listed(store: &dyn Store) {
    write(store, [user(1, "a"), user(2, "b")]);
    write(store, [deleted(user(1, "a"))]);
    assert_eq!(labels(store), ["b"]);
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(
        snapshot.get(Kind::User, id(1)).unwrap().unwrap().deleted_ms,
        Some(2_000)
    );
    let mut seen = 0;
    snapshot.each_head(Kind::User, &mut |_| seen += 1).unwrap();
    assert_eq!(seen, 1);
}

pub fn a_restored_record_is_listed_again(store: &dyn Store) {
    write(store, [deleted(user(1, "a"))]);
    assert_eq!(labels(store), [""; 0]);
    write(store, [user(1, "a")]);
    assert_eq!(labels(store), ["a"]);
}

pub fn a_record_that_moves_or_is_renamed_stands_in_one_place_only(store: &dyn Store) {
    write(store, [user(1, "a"), user(2, "b")]);
    write(store, [user(1, "c")]);
    assert_eq!(labels(store), ["b", "c"]);
    write(store, [put(Kind::User, 1, Some(id(2)), "c")]);
    assert_eq!(labels(store), ["b"]);
    assert_eq!(heads(store, Some(id(2))).len(), 1);
    write(store, [put(Kind::User, 1, None, "c")]);
    assert_eq!(heads(store, Some(id(2))), []);
    assert_eq!(heads(store, None).len(), 1);
    write(store, [user(1, "a")]);
    assert_eq!(heads(store, None), []);
    assert_eq!(labels(store), ["a", "b"]);
}

pub fn an_edit_that_keeps_the_place_is_seen_in_the_list(store: &dyn Store) {
    let mut written = user(1, "a");
    write(store, [written.clone()]);
    written.flags = 5;
    write(store, [written.clone()]);
    written.label = "another".to_owned();
    write(store, [written.clone()]);
    written.record.fields.insert("more".to_owned(), true.into());
    write(store, [written.clone()]);
    let wanted = Head {
        kind: Kind::User,
        id: id(1),
        account_id: Some(id(1)),
        sort_key: "a".to_owned(),
        label: "another".to_owned(),
        flags: 5,
    };
    assert_eq!(heads(store, Some(id(1))), [wanted]);
    let snapshot = store.read(HERE).unwrap();
    let records = snapshot.records(Kind::User, Some(id(1)), None, 9).unwrap();
    assert!(records.first().unwrap().flag("more", false));
}

pub fn each_head_gives_every_live_record_by_account_sort_key_and_id(store: &dyn Store) {
    let wanted = [
        (None, "b", 1),
        (None, "b", 9),
        (Some(id(1)), "a", 3),
        (Some(id(1)), "é", 2),
        (Some(id(2)), "", 8),
        (Some(id(2)), "A", 7),
    ];
    write(
        store,
        wanted
            .iter()
            .rev()
            .map(|row| put(Kind::Account, row.2, row.0, row.1)),
    );
    write(
        store,
        [
            deleted(put(Kind::Account, 4, Some(id(1)), "b")),
            user(5, "b"),
        ],
    );
    let mut seen = Vec::new();
    store
        .read(HERE)
        .unwrap()
        .each_head(Kind::Account, &mut |head| {
            assert_eq!(head.kind, Kind::Account);
            seen.push((head.account_id, head.sort_key, head.id));
        })
        .unwrap();
    assert_eq!(
        seen,
        wanted.map(|(account, key, number)| (account, key.to_owned(), id(number)))
    );
}

pub fn sort_keys_with_nul_and_empty_sort_keys_are_kept_apart(store: &dyn Store) {
    write(
        store,
        [
            user(1, "a\0b"),
            user(2, "a"),
            user(3, ""),
            user(4, "\0"),
            user(5, "a\0"),
        ],
    );
    assert_eq!(labels(store), ["", "\0", "a", "a\0", "a\0b"]);
    let snapshot = store.read(HERE).unwrap();
    let after = Cursor {
        sort_key: "a\0".to_owned(),
        id: id(5),
    };
    let page = snapshot
        .heads(Kind::User, Some(id(1)), Some(&after), 9)
        .unwrap();
    assert_eq!(page.iter().map(|head| head.id).collect::<Vec<_>>(), [id(1)]);
}
