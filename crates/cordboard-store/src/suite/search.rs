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
        .map(|hit| (hit.word, hit.id))
        .collect()
}

fn hits_in(store: &dyn Store, kind: Kind, account_id: Option<Id>, prefix: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut visit = |hit| {
        found.push(hit);
        ControlFlow::Continue(())
    };
    let snapshot = store.read(HERE).unwrap();
    snapshot
        .search_in(kind, account_id, prefix, &mut visit)
        .unwrap();
    found
}

/// The users of the account with this number.
fn found_in(store: &dyn Store, account: u32, prefix: &str) -> Vec<(String, Id)> {
    hits_in(store, Kind::User, Some(id(account)), prefix)
        .into_iter()
        .map(|hit| (hit.word, hit.id))
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
        assert_eq!(found_in(store, 1, prefix), found, "{prefix:?}");
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
    assert_eq!(found_in(store, 1, "a"), pairs(&[("anna", 2)]));
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
    assert_eq!(found_in(store, 1, ""), pairs(&[("a", 2), ("b", 1)]));
}

pub fn a_restored_record_is_found_again(store: &dyn Store) {
    write(store, [words(1, &["anna", "b"])]);
    write(store, [deleted(words(1, &["anna", "b"]))]);
    write(store, [deleted(words(1, &["anna", "c"]))]);
    assert_eq!(found(store, ""), []);
    assert_eq!(found_in(store, 1, ""), []);
    write(store, [words(1, &["anna", "c"])]);
    let wanted = pairs(&[("anna", 1), ("c", 1)]);
    assert_eq!(found(store, ""), wanted);
    assert_eq!(found_in(store, 1, ""), wanted);
}

pub fn a_hit_names_the_record_and_its_account(store: &dyn Store) {
    write(store, [put(Kind::Account, 5, None, "top")]);
    write(store, [put(Kind::User, 1, Some(id(5)), "tom")]);
    let hit = |kind, number, account_id, word: &str| Hit {
        kind,
        id: id(number),
        account_id,
        word: word.to_owned(),
    };
    let tom = hit(Kind::User, 1, Some(id(5)), "tom");
    let top = hit(Kind::Account, 5, None, "top");
    assert_eq!(hits(store, "t"), [tom.clone(), top.clone()]);
    assert_eq!(hits_in(store, Kind::User, Some(id(5)), "t"), [tom]);
    assert_eq!(hits_in(store, Kind::Account, None, "t"), [top]);
}

pub fn a_search_in_an_account_finds_its_own_records_of_the_kind_only(store: &dyn Store) {
    let of = |kind, number, account: Option<u32>| Put {
        words: vec!["ab".to_owned(), "ac".to_owned(), "b".to_owned()],
        ..put(kind, number, account.map(id), "name")
    };
    write(
        store,
        [
            of(Kind::User, 1, Some(1)),
            of(Kind::User, 2, Some(2)),
            of(Kind::User, 3, Some(1)),
            of(Kind::User, 4, None),
            of(Kind::Account, 1, Some(1)),
            of(Kind::Account, 9, None),
        ],
    );
    let wanted = [("ab", 1), ("ab", 3), ("ac", 1), ("ac", 3)];
    assert_eq!(found_in(store, 1, "a"), pairs(&wanted));
    assert_eq!(found_in(store, 1, "ac"), pairs(&[("ac", 1), ("ac", 3)]));
    assert_eq!(found_in(store, 2, "b"), pairs(&[("b", 2)]));
    assert_eq!(found_in(store, 3, ""), []);
    let below = hits_in(store, Kind::Account, Some(id(1)), "ab");
    assert_eq!(below.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id(1)]);
    let without = hits_in(store, Kind::User, None, "ab");
    assert_eq!(
        without.iter().map(|hit| hit.id).collect::<Vec<_>>(),
        [id(4)]
    );
}

pub fn a_search_in_an_account_stops_when_told(store: &dyn Store) {
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
    let snapshot = store.read(HERE).unwrap();
    snapshot
        .search_in(Kind::User, Some(id(1)), "s", &mut visit)
        .unwrap();
    assert_eq!(seen, 3);
}

pub fn the_words_of_a_moved_record_are_found_in_its_new_account_only(store: &dyn Store) {
    let moved = |account: Option<u32>, terms: &[&str]| Put {
        words: words(1, terms).words,
        ..put(Kind::User, 1, account.map(id), "name")
    };
    write(store, [moved(Some(1), &["a", "b"]), words(2, &["a"])]);
    write(store, [moved(Some(2), &["a", "c"])]);
    assert_eq!(found_in(store, 1, ""), pairs(&[("a", 2)]));
    assert_eq!(found_in(store, 2, ""), pairs(&[("a", 1), ("c", 1)]));
    assert_eq!(found(store, ""), pairs(&[("a", 1), ("a", 2), ("c", 1)]));
    write(store, [moved(None, &["a", "c"])]);
    assert_eq!(found_in(store, 2, ""), []);
    assert_eq!(hits_in(store, Kind::User, None, "").len(), 2);
    write(store, [deleted(moved(None, &["a"]))]);
    write(store, [moved(Some(3), &["a"])]);
    assert_eq!(found_in(store, 3, ""), pairs(&[("a", 1)]));
    assert_eq!(hits_in(store, Kind::User, None, ""), []);
}

pub fn a_search_among_accounts_finds_the_kinds_that_were_asked_for_in_all_of_them(
    store: &dyn Store,
) {
    let of = |account: u32, put: Put| {
        let mut put = put;
        put.record.account_id = Some(id(account));
        put
    };
    let of_kind = |kind: Kind, put: Put| {
        let mut put = put;
        put.record.kind = kind;
        put
    };
    write(
        store,
        [
            of(1, words(11, &["anna", "anton"])),
            of(2, words(12, &["anke"])),
            of(3, words(13, &["anna"])),
            of_kind(Kind::Phone, of(2, words(14, &["anna"]))),
            of_kind(Kind::Group, of(2, words(15, &["annex", "bea"]))),
        ],
    );
    let snapshot = store.read(HERE).unwrap();
    let among = |kinds: &[Kind], accounts: &[Id], most: usize| {
        let mut found = Vec::new();
        let mut visit = |hit: Hit| {
            found.push((hit.account_id, hit.word, hit.id));
            match found.len() == most {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        snapshot
            .search_among(kinds, accounts, "an", &mut visit)
            .unwrap();
        found
    };
    let users = among(&[Kind::User], &[id(1), id(2)], usize::MAX);
    let words: Vec<&str> = users.iter().map(|(_, word, _)| word.as_str()).collect();
    // Those of one account stand together, in the order of the words.
    assert!(
        words == ["anna", "anton", "anke"] || words == ["anke", "anna", "anton"],
        "{words:?}"
    );
    let both = among(&[Kind::User, Kind::Group], &[id(2)], usize::MAX);
    let mut ids: Vec<Id> = both.iter().map(|(.., id)| *id).collect();
    ids.sort();
    assert_eq!(ids, [id(12), id(15)]);
    assert_eq!(among(&[Kind::User], &[id(1), id(2), id(3)], 2).len(), 2);
    assert_eq!(among(&[Kind::User], &[], usize::MAX), []);
}
