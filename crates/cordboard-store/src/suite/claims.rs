//! Names that only one record may have.

use super::{HERE, batch, claim, id, key, taken, takes, user, write};
use crate::{Batch, Claim, ClaimKey, Store};
use cordboard_model::{Id, Kind};

fn holder(store: &dyn Store, key: &ClaimKey) -> Option<(Kind, Id)> {
    store.read(HERE).unwrap().claim(key).unwrap()
}

fn name(text: &str) -> ClaimKey {
    claim(0, text).key
}

pub fn a_claim_is_held_by_who_took_it(store: &dyn Store) {
    assert_eq!(holder(store, &name("anna")), None);
    store.commit(takes([claim(7, "anna")])).unwrap();
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(7))));
    assert_eq!(holder(store, &name("Anna")), None);
}

pub fn a_claim_of_another_record_is_refused_and_names_the_holder(store: &dyn Store) {
    store.commit(takes([claim(7, "anna")])).unwrap();
    let refused = store.commit(takes([claim(8, "berta"), claim(8, "anna")]));
    assert_eq!(taken(refused), (name("anna"), (Kind::User, id(7))));
    assert_eq!(holder(store, &name("berta")), None);
    let other_kind = Claim {
        kind: Kind::Account,
        ..claim(7, "anna")
    };
    assert_eq!(
        taken(store.commit(takes([other_kind]))).1,
        (Kind::User, id(7))
    );
}

pub fn a_claim_that_the_record_already_holds_is_no_error(store: &dyn Store) {
    store
        .commit(takes([claim(7, "anna"), claim(7, "anna")]))
        .unwrap();
    assert_eq!(store.commit(takes([claim(7, "anna")])).unwrap(), 2);
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(7))));
}

pub fn a_released_claim_can_be_taken(store: &dyn Store) {
    store.commit(takes([claim(7, "anna")])).unwrap();
    store
        .commit(Batch {
            release: vec![name("anna")],
            ..batch()
        })
        .unwrap();
    assert_eq!(holder(store, &name("anna")), None);
    store.commit(takes([claim(8, "anna")])).unwrap();
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(8))));
}

pub fn a_claim_that_is_taken_if_it_is_free_leaves_the_holder_and_goes_to_the_first(
    store: &dyn Store,
) {
    store.commit(takes([claim(7, "anna")])).unwrap();
    let wishes = Batch {
        take_free: vec![claim(8, "anna"), claim(8, "berta"), claim(9, "berta")],
        ..batch()
    };
    assert_eq!(store.commit(wishes).unwrap(), 2);
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(7))));
    assert_eq!(holder(store, &name("berta")), Some((Kind::User, id(8))));
    let freed = Batch {
        release: vec![name("anna")],
        take_free: vec![claim(9, "anna")],
        ..batch()
    };
    store.commit(freed).unwrap();
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(9))));
}

pub fn releasing_what_nobody_holds_is_no_error(store: &dyn Store) {
    let release = vec![name("anna"), name("anna")];
    assert_eq!(store.commit(Batch { release, ..batch() }).unwrap(), 1);
}

pub fn two_records_can_swap_names_in_one_batch(store: &dyn Store) {
    store
        .commit(takes([claim(7, "anna"), claim(8, "berta")]))
        .unwrap();
    let release = vec![name("anna"), name("berta")];
    let swap = Batch {
        release,
        ..takes([claim(7, "berta"), claim(8, "anna")])
    };
    store.commit(swap).unwrap();
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(8))));
    assert_eq!(holder(store, &name("berta")), Some((Kind::User, id(7))));
}

pub fn two_records_cannot_take_one_name_in_one_batch(store: &dyn Store) {
    let refused = store.commit(takes([claim(7, "anna"), claim(8, "anna")]));
    assert_eq!(taken(refused), (name("anna"), (Kind::User, id(7))));
    let release = vec![name("anna")];
    let refused = Batch {
        release,
        ..takes([claim(7, "anna"), claim(8, "anna")])
    };
    assert_eq!(taken(store.commit(refused)).1, (Kind::User, id(7)));
    assert_eq!(holder(store, &name("anna")), None);
}

pub fn a_claim_is_unique_within_its_scope_and_account(store: &dyn Store) {
    let keys = [
        key("user.username", Some(id(1)), "anna"),
        key("user.username", Some(id(2)), "anna"),
        key("user.username", None, "anna"),
        key("extension", Some(id(1)), "anna"),
        key("user.username", Some(id(1)), "anna "),
    ];
    for (number, key) in (1..).zip(&keys) {
        let claim = Claim {
            key: key.clone(),
            kind: Kind::User,
            id: id(number),
        };
        store.commit(takes([claim])).unwrap();
    }
    for (number, key) in (1..).zip(&keys) {
        assert_eq!(holder(store, key), Some((Kind::User, id(number))));
    }
    let global = Claim {
        key: keys[2].clone(),
        kind: Kind::User,
        id: id(9),
    };
    assert_eq!(taken(store.commit(takes([global]))).1, (Kind::User, id(3)));
}

pub fn erasing_a_record_does_not_release_its_claims(store: &dyn Store) {
    write(store, [user(7, "anna")]);
    store.commit(takes([claim(7, "anna")])).unwrap();
    store
        .commit(Batch {
            erases: vec![(Kind::User, id(7))],
            ..batch()
        })
        .unwrap();
    assert_eq!(holder(store, &name("anna")), Some((Kind::User, id(7))));
}

pub fn of_many_threads_that_take_one_name_exactly_one_gets_it(store: &dyn Store) {
    for round in 0..10 {
        let text = format!("name{round}");
        let results: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|number| {
                    let batch = takes([claim(number, &text)]);
                    scope.spawn(move || store.commit(batch))
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        let winner = results.iter().position(Result::is_ok).unwrap() as u32;
        assert_eq!(holder(store, &name(&text)), Some((Kind::User, id(winner))));
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(taken(result), (name(&text), (Kind::User, id(winner))));
        }
    }
}
