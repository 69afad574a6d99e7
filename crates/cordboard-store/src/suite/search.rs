//! Finding live records by the beginning of a word.

use super::{HERE, batch, deleted, id, put, user, write};
use crate::{Batch, Hit, Put, Store};
use cordboard_model::{Id, Kind};
use std::ops::ControlFlow;

fn hits(store: &dyn Store, prefix: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut visit = |hit| {
        found.push(hit);
        ControlFlow::Continue(())
    };
    store
        .read(HERE)
        .unwrap()
        .search(prefix, &mut visit)
        .unwrap();
    found
}

fn found(store: &dyn Store, prefix: &str) -> Vec<(String, Id)> {
    hits(store, prefix)
        .into_iter()
        .map(|hit| (hit.word, hit.head.id))
        .collect()
}

fn words(number: u32, words: &[&str]) -> Put {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Put {
        words,
        ..user(number, "name")
    }
}

fn pairs(wanted: &[(&str, u32)]) -> Vec<(String, Id)> {
    wanted
        .iter()
        .map(|(word, number)| ((*word).to_owned(), id(*number)))
        .collect()
}

pub fn a_word_is_found_by_each_of_its_prefixes(store: &dyn Store) {
    write(store, [words(1, &["novák"]), words(2, &["other"])]);
    for prefix in ["n", "no", "nov", "nová", "novák"] {
        assert_eq!(found(store, prefix), pairs(&[("novák", 1)]), "{prefix}");
    }
    for prefix in ["nováks", "ov", "N", "nova", "x"] {
        assert_eq!(found(store, prefix), [], "{prefix}");
    }
}

pub fn hits_come_in_the_order_of_the_words(store: &dyn Store) {
    write(
        store,
        [
            words(3, &["ab", "a"]),
            words(2, &["ac", "ab"]),
            words(1, &["aé", "az", "ab"]),
        ],
    );
    write(
        store,
        [Put {
            words: vec!["ab".to_owned()],
            ..put(Kind::Account, 9, None, "x")
        }],
    );
    let wanted = [("a", 3), ("ab", 9), ("ab", 1), ("ab", 2), ("ab", 3)];
    let wanted = [wanted.as_slice(), &[("ac", 2), ("az", 1), ("aé", 1)]].concat();
    assert_eq!(found(store, "a"), pairs(&wanted));
}

pub fn a_search_stops_when_told(store: &dyn Store) {
    write(store, (1..=9).map(|number| words(number, &["same"])));
    let mut seen = 0;
    let mut visit = |_| {
        seen += 1;
        if seen == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    store.read(HERE).unwrap().search("s", &mut visit).unwrap();
    assert_eq!(seen, 3);
}

/// The last characters of every length in UTF-8, those beside the surrogates, and their neighbours.
const EDGES: [char; 14] = [
    '\0',
    'a',
    'z',
    '\u{7f}',
    '\u{80}',
    'ß',
    '\u{7ff}',
    '\u{800}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{ffff}',
    '\u{10000}',
    '\u{10fffe}',
    '\u{10ffff}',
];

pub fn prefixes_of_any_script_find_exactly_their_words(store: &dyn Store) {
    let mut all: Vec<String> = EDGES.iter().map(char::to_string).collect();
    for (one, two) in EDGES
        .iter()
        .flat_map(|one| EDGES.iter().map(move |two| (one, two)))
    {
        all.push(format!("{one}{two}"));
        all.push(format!("{one}{two}{}", char::MAX));
    }
    all.sort();
    all.dedup();
    write(
        store,
        [Put {
            words: all.clone(),
            ..user(1, "name")
        }],
    );
    for prefix in &all {
        let wanted: Vec<_> = all
            .iter()
            .filter(|word| word.starts_with(prefix.as_str()))
            .collect();
        let found = found(store, prefix);
        assert!(
            found.iter().map(|(word, _)| word).eq(wanted),
            "{prefix:?}: {found:?}"
        );
    }
}

pub fn the_empty_prefix_finds_every_word(store: &dyn Store) {
    write(store, [words(1, &["", "\u{10ffff}\u{10ffff}", "a"])]);
    assert_eq!(
        found(store, ""),
        pairs(&[("", 1), ("a", 1), ("\u{10ffff}\u{10ffff}", 1)])
    );
}

pub fn a_prefix_is_no_pattern(store: &dyn Store) {
    write(
        store,
        [words(
            1,
            &["100%", "1005", "a_b", "axb", "it's", "[x]", "a*"],
        )],
    );
    for prefix in ["100%", "a_", "it's", "[", "a*"] {
        assert_eq!(found(store, prefix).len(), 1, "{prefix}");
    }
}

pub fn a_deleted_record_is_not_found(store: &dyn Store) {
    write(store, [words(1, &["anna"]), deleted(words(2, &["anna"]))]);
    assert_eq!(found(store, "a"), pairs(&[("anna", 1)]));
    write(store, [deleted(words(1, &["anna"])), words(2, &["anna"])]);
    assert_eq!(found(store, "a"), pairs(&[("anna", 2)]));
}

pub fn changed_words_replace_the_old_ones(store: &dyn Store) {
    write(store, [words(1, &["a", "b", "b", "c"])]);
    assert_eq!(found(store, ""), pairs(&[("a", 1), ("b", 1), ("c", 1)]));
    write(store, [words(1, &["d", "b"])]);
    assert_eq!(found(store, ""), pairs(&[("b", 1), ("d", 1)]));
    write(store, [words(1, &["b", "d"])]);
    assert_eq!(found(store, ""), pairs(&[("b", 1), ("d", 1)]));
    write(store, [words(1, &[])]);
    assert_eq!(found(store, ""), []);
}

pub fn an_erased_record_is_not_found(store: &dyn Store) {
    write(store, [words(1, &["a"]), words(2, &["a"])]);
    store
        .commit(Batch {
            erases: vec![(Kind::User, id(1))],
            ..batch()
        })
        .unwrap();
    assert_eq!(found(store, ""), pairs(&[("a", 2)]));
    write(store, [words(1, &["b"])]);
    assert_eq!(found(store, ""), pairs(&[("a", 2), ("b", 1)]));
}

pub fn a_hit_shows_the_record_as_it_is_now(store: &dyn Store) {
    write(store, [words(1, &["anna"])]);
    let moved = Put {
        label: "Anna N.".to_owned(),
        flags: 3,
        words: vec!["anna".to_owned()],
        ..put(Kind::User, 1, Some(id(5)), "sorted")
    };
    write(store, [moved]);
    let hits = hits(store, "anna");
    let head = &hits.first().unwrap().head;
    assert_eq!(
        (head.label.as_str(), head.flags, head.account_id),
        ("Anna N.", 3, Some(id(5)))
    );
    assert_eq!((head.sort_key.as_str(), hits.len()), ("sorted", 1));
}
