//! Getting, putting and erasing records.

use super::{batch, fields, get, id, put, puts, user, write};
use crate::{Batch, Error, Store};
use cordboard_model::{Document, Fields, Kind};
use serde_json::Value;

pub fn what_was_never_written_is_not_there(store: &dyn Store) {
    assert_eq!(get(store, Kind::User, 1), None);
    write(store, [user(2, "anna")]);
    assert_eq!(get(store, Kind::User, 1), None);
}

pub fn a_record_comes_back_as_it_was_written_with_the_number_of_its_commit(store: &dyn Store) {
    let mut written = user(7, "anna");
    written.record.schema = 3;
    written.record.rev = 99;
    assert_eq!(write(store, [written.clone()]), 1);
    written.record.rev = 1;
    assert_eq!(get(store, Kind::User, 7), Some(written.record));
}

pub fn a_document_that_need_not_be_read_says_the_same(store: &dyn Store) {
    write(store, [user(7, "anna")]);
    let snapshot = store.read(super::HERE).unwrap();
    let told = snapshot.told(Kind::User, id(7)).unwrap().unwrap();
    assert!(told.fields.is_text());
    let read = told.map(Document::into_fields);
    assert_eq!(Some(read), get(store, Kind::User, 7));
    assert_eq!(snapshot.told(Kind::User, id(8)).unwrap(), None);
}

pub fn a_second_put_replaces_the_first(store: &dyn Store) {
    write(store, [user(7, "anna")]);
    let mut second = put(Kind::User, 7, Some(id(2)), "berta");
    second.record.modified_ms = 5_000;
    write(store, [second.clone()]);
    second.record.rev = 2;
    assert_eq!(get(store, Kind::User, 7), Some(second.record));
}

pub fn of_two_puts_of_one_record_in_a_batch_the_last_one_stays(store: &dyn Store) {
    write(store, [user(7, "anna"), user(7, "berta")]);
    let snapshot = store.read(super::HERE).unwrap();
    let heads = snapshot.heads(Kind::User, Some(id(1)), None, 10).unwrap();
    assert_eq!(
        heads
            .iter()
            .map(|head| head.label.as_str())
            .collect::<Vec<_>>(),
        ["berta"]
    );
    assert_eq!(
        snapshot
            .get(Kind::User, id(7))
            .unwrap()
            .unwrap()
            .text("name"),
        "berta"
    );
}

pub fn ids_are_unique_within_a_kind_only(store: &dyn Store) {
    write(
        store,
        [
            user(7, "anna"),
            put(Kind::Holiday, 7, Some(id(1)), "easter"),
        ],
    );
    assert_eq!(get(store, Kind::User, 7).unwrap().text("name"), "anna");
    assert_eq!(get(store, Kind::Holiday, 7).unwrap().text("name"), "easter");
}

pub fn an_erased_record_is_gone(store: &dyn Store) {
    write(
        store,
        [
            user(7, "anna"),
            user(8, "berta"),
            put(Kind::Holiday, 7, Some(id(1)), "x"),
        ],
    );
    store
        .commit(Batch {
            erases: vec![(Kind::User, id(7))],
            ..batch()
        })
        .unwrap();
    assert_eq!(get(store, Kind::User, 7), None);
    assert!(get(store, Kind::User, 8).is_some());
    assert!(get(store, Kind::Holiday, 7).is_some());
    assert_eq!(
        store
            .read(super::HERE)
            .unwrap()
            .count(Kind::User, Some(id(1)))
            .unwrap(),
        1
    );
}

pub fn erasing_what_is_not_there_is_no_error(store: &dyn Store) {
    let erased = store.commit(Batch {
        erases: vec![(Kind::User, id(7))],
        ..batch()
    });
    assert_eq!(erased.unwrap(), 1);
}

pub fn a_record_put_and_erased_in_one_batch_is_gone(store: &dyn Store) {
    let erases = vec![(Kind::User, id(7))];
    store
        .commit(Batch {
            erases,
            ..puts([user(7, "anna")])
        })
        .unwrap();
    assert_eq!(get(store, Kind::User, 7), None);
}

pub fn an_erased_id_can_be_used_again(store: &dyn Store) {
    write(store, [user(7, "anna")]);
    store
        .commit(Batch {
            erases: vec![(Kind::User, id(7))],
            ..batch()
        })
        .unwrap();
    write(store, [user(7, "berta")]);
    assert_eq!(get(store, Kind::User, 7).unwrap().text("name"), "berta");
}

pub fn a_document_comes_back_byte_for_byte(store: &dyn Store) {
    let text = concat!(
        r#"{"z":1,"a":2,"":"no name","number":1.10,"more":123456789012345678901234567890.000100E+007,"#,
        r#""minus":-0.0,"text":"ä \u0000 \u001f \" \\ / 😀 \u2028","list":[null,true,[],{}],"#,
        r#""nested":{"b":{"$serde":1},"a":[1e400]}}"#
    );
    let mut written = user(7, "anna");
    written.record.fields = fields(text);
    let before = serde_json::to_string(&written.record.fields).unwrap();
    write(store, [written]);
    let after = serde_json::to_string(&get(store, Kind::User, 7).unwrap().fields).unwrap();
    assert_eq!(after, before);
    assert!(
        after.contains("123456789012345678901234567890.000100"),
        "{after}"
    );
    assert!(after.contains(r#""number":1.10,"#), "{after}");
}

pub fn a_document_of_ten_megabytes_comes_back(store: &dyn Store) {
    let mut written = user(7, "anna");
    let text: String = ('a'..='z').cycle().take(10_000_000).collect();
    written.record.fields.insert("text".to_owned(), text.into());
    write(store, [written.clone()]);
    let found = get(store, Kind::User, 7).unwrap();
    assert!(found.fields == written.record.fields);
    write(store, [user(7, "anna")]);
    assert_eq!(get(store, Kind::User, 7).unwrap().fields.len(), 1);
}

pub fn times_and_numbers_come_back_at_their_limits(store: &dyn Store) {
    for (number, at) in [(1, i64::MIN), (2, 0), (3, i64::MAX)] {
        let mut written = user(number, "anna");
        written.flags = u32::MAX;
        written.record.schema = u32::MAX;
        written.record.created_ms = at;
        written.record.modified_ms = at;
        let rev = write(store, [written.clone()]);
        written.record.rev = rev;
        assert_eq!(get(store, Kind::User, number), Some(written.record.clone()));
        written.record.deleted_ms = Some(at);
        written.record.rev = write(store, [written.clone()]);
        assert_eq!(get(store, Kind::User, number), Some(written.record.clone()));
        written.record.deleted_ms = Some(at / 2);
        written.record.rev = write(store, [written.clone()]);
        assert_eq!(get(store, Kind::User, number), Some(written.record.clone()));
        written.record.deleted_ms = None;
        write(store, [written]);
        let heads = store
            .read(super::HERE)
            .unwrap()
            .heads(Kind::User, Some(id(1)), None, 9);
        assert!(heads.unwrap().iter().all(|head| head.flags == u32::MAX));
    }
}

/// `levels` objects and arrays within each other, by turns.
fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |inner, level| {
        if level % 2 == 0 {
            Value::Array(vec![inner])
        } else {
            let mut map = Fields::new();
            map.insert("in".to_owned(), inner);
            Value::Object(map)
        }
    })
}

pub fn the_deepest_document_that_is_accepted_can_be_read(store: &dyn Store) {
    let mut written = user(7, "anna");
    written.record.fields.insert("deep".to_owned(), nested(126));
    let mut batch = puts([written.clone()]);
    batch.note.detail = nested(127);
    store.commit(batch).unwrap();
    assert_eq!(
        get(store, Kind::User, 7).unwrap().fields,
        written.record.fields
    );
    let changes = store.read(super::HERE).unwrap().changes(0, 1).unwrap();
    assert_eq!(
        changes.first().map(|change| &change.detail),
        Some(&nested(127))
    );
}

pub fn a_document_that_could_not_be_read_again_is_refused(store: &dyn Store) {
    for private in [
        "$serde_json::private::Number",
        "$serde_json::private::RawValue",
    ] {
        let mut inner = Fields::new();
        inner.insert(private.to_owned(), "1".into());
        for bad in [
            nested(127),
            nested(10_000),
            Value::Array(vec![Value::Object(inner)]),
        ] {
            let mut written = user(7, "anna");
            written.record.fields.insert("bad".to_owned(), bad);
            let refused = store.commit(puts([user(8, "berta"), written]));
            assert!(matches!(refused, Err(Error::Unstorable(_))), "{refused:?}");
        }
    }
    let mut batch = batch();
    batch.note.detail = nested(128);
    assert!(matches!(store.commit(batch), Err(Error::Unstorable(_))));
    assert_eq!(get(store, Kind::User, 8), None);
    assert_eq!(write(store, [user(8, "berta")]), 1);
}

pub fn many_records_are_read_at_once_and_what_is_not_there_is_left_out(store: &dyn Store) {
    write(
        store,
        [
            user(7, "anna"),
            user(8, "berta"),
            put(Kind::Holiday, 9, Some(id(1)), "easter"),
        ],
    );
    let snapshot = store.read(super::HERE).unwrap();
    let read = |kinds: &[Kind], ids: &[cordboard_model::Id]| {
        let mut found = snapshot.get_many(kinds, ids).unwrap();
        found.sort_by_key(|record| record.id);
        found
    };
    let anna = get(store, Kind::User, 7).unwrap();
    let easter = get(store, Kind::Holiday, 9).unwrap();
    let found = read(&[Kind::User], &[id(9), id(7), id(99)]);
    assert_eq!(found, std::slice::from_ref(&anna));
    assert_eq!(
        read(&[Kind::User, Kind::Holiday], &[id(9), id(7)]),
        [anna, easter]
    );
    assert_eq!(read(&[Kind::User], &[]), []);
}
