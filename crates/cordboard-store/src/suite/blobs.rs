//! Keeping, replacing and removing the bytes beside records.

use super::{HERE, batch, blob, blobs, claim, deleted, id, puts, stale, user, write};
use crate::{Assert, Batch, Blob, BlobPiece, BlobPut, Domain, Store};
use cordboard_model::Kind;
use std::ops::Range;

fn kept(store: &dyn Store, number: u32, name: &str) -> Option<Vec<u8>> {
    let found = store.read(HERE).unwrap();
    let found = found.blob(Kind::User, id(number), name).unwrap();
    found.map(|blob| blob.bytes)
}

pub fn what_was_never_kept_is_not_there(store: &dyn Store) {
    write(store, [user(7, "anna")]);
    assert_eq!(kept(store, 7, "photo"), None);
    assert_eq!(kept(store, 8, "photo"), None);
}

pub fn a_blob_comes_back_byte_for_byte_with_what_it_is(store: &dyn Store) {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let batch = Batch {
        puts: vec![user(7, "anna")],
        ..blobs([
            blob(7, "photo", Some(&bytes)),
            blob(7, "empty", Some(b"")),
            BlobPut {
                mime: "image/jpeg; q=ä".to_owned(),
                ..blob(7, "ä/\0", Some(b"x"))
            },
        ])
    };
    assert_eq!(store.commit(batch).unwrap(), 1);
    assert_eq!(kept(store, 7, "photo"), Some(bytes));
    assert_eq!(kept(store, 7, "empty"), Some(Vec::new()));
    let snapshot = store.read(HERE).unwrap();
    let odd = snapshot.blob(Kind::User, id(7), "ä/\0").unwrap();
    let mime = "image/jpeg; q=ä".to_owned();
    let bytes = b"x".to_vec();
    assert_eq!(odd, Some(Blob { mime, bytes }));
}

pub fn a_blob_of_eight_megabytes_comes_back(store: &dyn Store) {
    let bytes: Vec<u8> = (0..8_000_000u32).map(|at| (at * 7 % 251) as u8).collect();
    let batch = blobs([blob(7, "photo", Some(&bytes))]);
    store.commit(batch).unwrap();
    assert!(kept(store, 7, "photo") == Some(bytes));
}

/// Longer than what backends keep in one row.
fn long(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 7 % 251) as u8).collect()
}

fn piece(store: &dyn Store, range: Range<usize>) -> Option<BlobPiece> {
    let found = store.read(HERE).unwrap();
    found.blob_piece(Kind::User, id(7), "photo", range).unwrap()
}

pub fn a_piece_of_a_blob_is_what_the_whole_has_there(store: &dyn Store) {
    // Just as long as a row, a little shorter and longer, and some rows.
    for length in [
        1, 10, 262_143, 262_144, 262_145, 524_287, 524_288, 524_289, 1_000_000,
    ] {
        let bytes = long(length);
        store
            .commit(blobs([blob(7, "photo", Some(&bytes))]))
            .unwrap();
        assert!(kept(store, 7, "photo").as_ref() == Some(&bytes), "{length}");
        for from in [
            0, 1, 9, 262_143, 262_144, 262_145, 524_288, 600_000, 999_999,
        ] {
            for until in [from + 1, from + 10, from + 262_144, from + 600_000] {
                let found = piece(store, from..until).unwrap();
                let there = bytes.get(from..until.min(length)).unwrap_or_default();
                assert!(found.bytes == there, "{from}..{until} of {length}");
                assert_eq!((found.total, &*found.mime), (length, "image/png"));
            }
        }
        assert!(piece(store, 0..usize::MAX).unwrap().bytes == bytes);
    }
}

pub fn a_piece_tells_how_long_the_whole_is_also_where_there_is_nothing_of_it(store: &dyn Store) {
    assert_eq!(piece(store, 0..10), None);
    for length in [0, 10, 600_000] {
        let bytes = long(length);
        store
            .commit(blobs([blob(7, "photo", Some(&bytes))]))
            .unwrap();
        for range in [
            0..0,
            length..usize::MAX,
            700_000..800_000,
            usize::MAX..usize::MAX,
        ] {
            let found = piece(store, range).unwrap();
            assert_eq!((found.total, found.bytes), (length, Vec::new()));
        }
    }
}

pub fn a_short_blob_leaves_nothing_of_the_long_one_that_was_there(store: &dyn Store) {
    for length in [600_000, 10, 262_144, 600_000, 262_145] {
        let bytes = long(length);
        store
            .commit(blobs([blob(7, "photo", Some(&bytes))]))
            .unwrap();
        assert!(kept(store, 7, "photo") == Some(bytes), "{length}");
        assert_eq!(piece(store, 0..0).unwrap().total, length);
    }
}

pub fn a_long_blob_is_removed_and_erased_whole(store: &dyn Store) {
    let bytes = long(600_000);
    let erase = Batch {
        erases: vec![(Kind::User, id(7))],
        ..batch()
    };
    for gone in [blobs([blob(7, "photo", None)]), erase] {
        let both = [
            blob(7, "photo", Some(&bytes)),
            blob(8, "photo", Some(&bytes)),
        ];
        store.commit(blobs(both)).unwrap();
        store.commit(gone).unwrap();
        assert_eq!(piece(store, 0..10), None);
        // Nothing of it comes back with one that ends where a row does.
        let first = long(262_144);
        store
            .commit(blobs([blob(7, "photo", Some(&first))]))
            .unwrap();
        assert!(kept(store, 7, "photo") == Some(first));
        assert!(kept(store, 8, "photo").as_ref() == Some(&bytes));
    }
}

pub fn a_second_blob_of_a_name_replaces_the_first(store: &dyn Store) {
    let write = |bytes: &[u8]| store.commit(blobs([blob(7, "photo", Some(bytes))]));
    write(&[1; 50_000]).unwrap();
    write(&[2; 10]).unwrap();
    assert_eq!(kept(store, 7, "photo"), Some(vec![2; 10]));
}

pub fn of_two_writes_of_one_blob_in_a_batch_the_last_one_stays(store: &dyn Store) {
    let batch = blobs([
        blob(7, "a", Some(b"1")),
        blob(7, "a", Some(b"2")),
        blob(7, "b", Some(b"3")),
        blob(7, "b", None),
        blob(7, "c", None),
        blob(7, "c", Some(b"4")),
    ]);
    store.commit(batch).unwrap();
    assert_eq!(kept(store, 7, "a"), Some(b"2".to_vec()));
    assert_eq!(kept(store, 7, "b"), None);
    assert_eq!(kept(store, 7, "c"), Some(b"4".to_vec()));
}

pub fn a_blob_is_removed_and_removing_it_again_is_no_error(store: &dyn Store) {
    let batch = blobs([blob(7, "photo", Some(b"x"))]);
    store.commit(batch).unwrap();
    for wanted in 2..4 {
        let removal = blobs([blob(7, "photo", None)]);
        assert_eq!(store.commit(removal).unwrap(), wanted);
        assert_eq!(kept(store, 7, "photo"), None);
    }
}

pub fn blobs_are_told_apart_by_kind_record_and_name(store: &dyn Store) {
    let of_account = BlobPut {
        kind: Kind::Account,
        ..blob(7, "photo", Some(b"account"))
    };
    let batch = blobs([
        blob(7, "photo", Some(b"seven")),
        blob(8, "photo", Some(b"eight")),
        blob(7, "Photo", Some(b"capital")),
        of_account,
    ]);
    store.commit(batch).unwrap();
    assert_eq!(kept(store, 7, "photo"), Some(b"seven".to_vec()));
    assert_eq!(kept(store, 8, "photo"), Some(b"eight".to_vec()));
    assert_eq!(kept(store, 7, "Photo"), Some(b"capital".to_vec()));
    let snapshot = store.read(HERE).unwrap();
    let account = snapshot.blob(Kind::Account, id(7), "photo").unwrap();
    assert_eq!(account.unwrap().bytes, b"account");
}

pub fn the_blobs_of_an_erased_record_are_gone_and_no_others(store: &dyn Store) {
    let batch = Batch {
        puts: vec![user(7, "anna"), user(8, "berta")],
        ..blobs([
            blob(7, "photo", Some(b"x")),
            blob(7, "wave", Some(b"y")),
            blob(8, "photo", Some(b"z")),
        ])
    };
    store.commit(batch).unwrap();
    let erase = Batch {
        erases: vec![(Kind::User, id(7)), (Kind::Account, id(8))],
        ..blobs([blob(7, "late", Some(b"w"))])
    };
    store.commit(erase).unwrap();
    write(store, [user(7, "anna")]);
    for name in ["photo", "wave", "late"] {
        assert_eq!(kept(store, 7, name), None, "{name}");
    }
    assert_eq!(kept(store, 8, "photo"), Some(b"z".to_vec()));
}

pub fn a_record_in_the_recycle_bin_keeps_its_blobs(store: &dyn Store) {
    let batch = Batch {
        puts: vec![user(7, "anna")],
        ..blobs([blob(7, "photo", Some(b"x"))])
    };
    store.commit(batch).unwrap();
    write(store, [deleted(user(7, "anna"))]);
    assert_eq!(kept(store, 7, "photo"), Some(b"x".to_vec()));
    write(store, [user(7, "anna")]);
    assert_eq!(kept(store, 7, "photo"), Some(b"x".to_vec()));
}

pub fn writing_a_record_leaves_its_blobs_alone(store: &dyn Store) {
    let batch = blobs([blob(7, "photo", Some(b"x"))]);
    store.commit(batch).unwrap();
    write(store, [user(7, "anna")]);
    write(store, [user(7, "berta")]);
    assert_eq!(kept(store, 7, "photo"), Some(b"x".to_vec()));
}

pub fn a_refused_batch_keeps_no_blob_and_removes_none(store: &dyn Store) {
    let first = Batch {
        take: vec![claim(7, "anna")],
        ..blobs([blob(7, "photo", Some(b"x"))])
    };
    store.commit(first).unwrap();
    let bad = blobs([blob(7, "photo", None), blob(8, "photo", Some(b"y"))]);
    let taken = Batch {
        take: vec![claim(8, "anna")],
        ..bad.clone()
    };
    assert!(store.commit(taken).is_err());
    let missing = Assert::Live {
        kind: Kind::User,
        id: id(9),
    };
    stale(store.commit(Batch {
        asserts: vec![missing],
        ..bad
    }));
    assert_eq!(kept(store, 7, "photo"), Some(b"x".to_vec()));
    assert_eq!(kept(store, 8, "photo"), None);
    assert_eq!(store.read(HERE).unwrap().seq().unwrap(), 1);
}

pub fn a_snapshot_does_not_see_later_blobs(store: &dyn Store) {
    let photo = |bytes: Option<&[u8]>| blobs([blob(7, "photo", bytes)]);
    let before = store.read(HERE).unwrap();
    store.commit(photo(Some(b"1"))).unwrap();
    let between = store.read(HERE).unwrap();
    store.commit(photo(Some(b"2"))).unwrap();
    store.commit(photo(None)).unwrap();
    let seen = |snapshot: &dyn crate::Snapshot| snapshot.blob(Kind::User, id(7), "photo");
    assert_eq!(seen(&*before).unwrap(), None);
    assert_eq!(seen(&*between).unwrap().unwrap().bytes, b"1");
}

pub fn domains_do_not_share_blobs(store: &dyn Store) {
    let there = Batch {
        domain: Domain(2),
        ..blobs([blob(7, "photo", Some(b"there"))])
    };
    store.commit(there).unwrap();
    assert_eq!(kept(store, 7, "photo"), None);
    store.commit(puts([user(7, "anna")])).unwrap();
    store
        .commit(Batch {
            erases: vec![(Kind::User, id(7))],
            ..batch()
        })
        .unwrap();
    let snapshot = store.read(Domain(2)).unwrap();
    let found = snapshot.blob(Kind::User, id(7), "photo").unwrap();
    assert_eq!(found.unwrap().bytes, b"there");
}
