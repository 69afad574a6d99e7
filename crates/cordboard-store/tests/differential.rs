//! Random batches against memory and SQLite: the same answers, the same refusals, the same final state.
//!
//! The names, ids and revisions are drawn from a few, so that most batches meet what is there already.

#![allow(clippy::unwrap_used, clippy::panic)]

use cordboard_model::{Document, Fields, Id, Kind, Record};
use cordboard_store::suite::{id, key, note, view};
use cordboard_store::{
    Assert, Batch, BlobPut, Claim, ClaimKey, Domain, Entry, Error, MemoryStore, Put, Result, Seq,
    SqliteStore, Store, Touched, WORDS_LATER,
};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::value::to_raw_value;
use std::sync::atomic::{AtomicU32, Ordering};

const TEXTS: [&str; 9] = ["", "a", "ab", "b", "B", "é", "\0", "\u{ffff}", "😀"];

fn any_id() -> impl Strategy<Value = Id> {
    (0u32..6).prop_map(id)
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![3 => Just(Kind::User), 1 => Just(Kind::Account), 1 => Just(Kind::Session)]
}

fn any_account() -> impl Strategy<Value = Option<Id>> {
    prop_oneof![Just(None), (0u32..3).prop_map(|number| Some(id(number)))]
}

fn any_text() -> impl Strategy<Value = String> {
    proptest::sample::select(&TEXTS[..]).prop_map(str::to_owned)
}

fn any_key() -> impl Strategy<Value = ClaimKey> {
    let scope = prop_oneof![Just("extension"), Just("user.username")];
    (scope, any_account(), any_text()).prop_map(|(scope, account, name)| key(scope, account, &name))
}

fn any_assert() -> impl Strategy<Value = Assert> {
    (any_kind(), any_id(), 0u64..12, 0..3).prop_map(|(kind, id, rev, which)| match which {
        0 => Assert::Rev { kind, id, rev },
        1 => Assert::Live { kind, id },
        _ => Assert::Absent { kind, id },
    })
}

fn any_put() -> impl Strategy<Value = Put> {
    let place = (any_kind(), any_id(), any_account());
    let deleted = proptest::option::weighted(0.3, 1i64..4);
    let texts = (any_text(), any_text(), vec(any_text(), 0..4));
    let told = any::<bool>();
    (place, deleted, texts, 0u32..3, ".{0,8}", told).prop_map(
        |((kind, id, account), deleted, (sort_key, label, words), flags, value, told)| {
            let mut fields = Fields::new();
            fields.insert(value.clone(), value.into());
            let mut record = Record::new(kind, id, account, fields, i64::from(flags) - 1);
            record.deleted_ms = deleted;
            // What somebody told is text, and of the record only a part is read.
            let document = told.then(|| {
                let text = to_raw_value(&std::mem::take(&mut record.fields));
                Document::told(text.unwrap()).unwrap()
            });
            Put {
                document,
                record,
                sort_key,
                label,
                flags,
                words,
            }
        },
    )
}

fn any_blob() -> impl Strategy<Value = BlobPut> {
    let name = proptest::sample::select(&view::BLOBS[..]);
    let bytes = proptest::option::weighted(0.7, vec(any::<u8>(), 0..40));
    (any_kind(), any_id(), name, any_text(), bytes).prop_map(|(kind, id, name, mime, bytes)| {
        BlobPut {
            kind,
            id,
            name: name.to_owned(),
            mime,
            bytes,
        }
    })
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let kind = prop_oneof![3 => Just(Kind::Call), 1 => Just(Kind::User)];
    (kind, any_id(), (0u32..3), any_id(), -1i64..4, ".{0,8}").prop_map(
        |(kind, id_of, account, owner_id, at_ms, value)| {
            let mut fields = Fields::new();
            fields.insert("value".to_owned(), value.into());
            Entry {
                kind,
                id: id_of,
                account_id: id(account),
                owner_id,
                at_ms,
                rev: 0,
                fields,
            }
        },
    )
}

fn any_batch() -> impl Strategy<Value = Batch> {
    let claims =
        (any_key(), any_kind(), any_id()).prop_map(|(key, kind, id)| Claim { key, kind, id });
    (
        vec(any_assert(), 0..2),
        vec(any_put(), 0..4),
        vec(any_blob(), 0..3),
        vec(any_entry(), 0..3),
        vec(
            (
                prop_oneof![2 => any_kind(), 1 => Just(Kind::Call)],
                any_id(),
            ),
            0..2,
        ),
        vec(any_key(), 0..3),
        vec(claims, 0..3),
        (any_text(), any::<bool>(), 0usize..3),
    )
        .prop_map(
            |(asserts, puts, blobs, entries, erases, release, take, how)| {
                let (verb, words_later, index) = how;
                let touched = puts.iter().map(|put| Touched {
                    kind: put.record.kind,
                    id: put.record.id,
                    account_id: put.record.account_id.unwrap_or(put.record.id),
                });
                let mut note = note(&verb);
                note.touched = touched.collect();
                note.actor = note.touched.first().map(|touched| touched.id);
                note.detail = serde_json::json!({ "verb": verb });
                Batch {
                    asserts,
                    puts,
                    blobs,
                    entries,
                    erases,
                    release,
                    take,
                    words_later,
                    index,
                    ..Batch::new(Domain::FIRST, note)
                }
            },
        )
}

/// An answer in a form that can be compared.
fn answer(result: Result<Seq>) -> String {
    match result {
        Ok(seq) => format!("committed as {seq}"),
        Err(error @ (Error::Stale { .. } | Error::Taken { .. })) => format!("{error:?}"),
        Err(other) => panic!("{other:?}"),
    }
}

/// Every name that a batch can claim, with its holder.
fn claims(store: &dyn Store, domain: Domain) -> Vec<(ClaimKey, (Kind, Id))> {
    let snapshot = store.read(domain).unwrap();
    let accounts = [None, Some(id(0)), Some(id(1)), Some(id(2))];
    let keys = ["extension", "user.username"]
        .into_iter()
        .flat_map(|scope| {
            accounts
                .into_iter()
                .flat_map(move |account| TEXTS.map(|name| key(scope, account, name)))
        });
    keys.filter_map(|key| snapshot.claim(&key).unwrap().map(|holder| (key, holder)))
        .collect()
}

#[test]
fn memory_and_sqlite_answer_the_same_and_end_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite =
        SqliteStore::open(&folder.path().join("cordboard.db"), Default::default()).unwrap();
    let memory = MemoryStore::new();
    // Every run has a domain of its own, which begins empty.
    let domains = AtomicU32::new(1);
    proptest!(ProptestConfig::with_cases(96), |(batches in vec(any_batch(), 1..30))| {
        let domain = Domain(domains.fetch_add(1, Ordering::Relaxed));
        for mut batch in batches {
            batch.domain = domain;
            let wanted = answer(memory.commit(batch.clone()));
            prop_assert_eq!(answer(sqlite.commit(batch)), wanted);
        }
        while sqlite.read(domain).unwrap().slot(WORDS_LATER, b"").unwrap().is_some() {
            for store in [&sqlite as &dyn Store, &memory] {
                let index = 2;
                store.commit(Batch { index, ..Batch::new(domain, note("index")) }).unwrap();
            }
        }
        prop_assert_eq!(view::of(&sqlite, domain), view::of(&memory, domain));
        prop_assert_eq!(claims(&sqlite, domain), claims(&memory, domain));
    });
    drop(sqlite);
    let reopened =
        SqliteStore::open(&folder.path().join("cordboard.db"), Default::default()).unwrap();
    for number in 1..domains.load(Ordering::Relaxed) {
        let domain = Domain(number);
        assert_eq!(view::of(&reopened, domain), view::of(&memory, domain));
    }
}
