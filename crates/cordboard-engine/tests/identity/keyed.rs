//! Keys of callers: the effect holds them, whenever the program ends.

use crate::office::{OWNER, Office};
use cordboard_engine::digests::Pepper;
use cordboard_engine::keyed::{Done, KEPT_MS, Key, Known, Told};
use cordboard_engine::users;
use cordboard_model::Fields;
use cordboard_store::{Domain, MemoryStore, Store};
use std::sync::Arc;

const SECRET: &str = "shown once";

fn hire(office: &Office, key: &Key) {
    let mut fields = Fields::new();
    fields.insert("first_name".into(), "Anna".into());
    let input = users::create::Input {
        account_id: office.root,
        fields,
        password: None,
        credentials: None,
        role: None,
    };
    key.during(|| users::create::run(&office.engine, &OWNER, input).unwrap());
}

fn told() -> Told {
    Told {
        status: 201,
        headers: Vec::new(),
        body: SECRET.into(),
    }
}

fn done(known: Known) -> Done {
    match known {
        Known::Done(done) => done,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_effect_holds_the_key_also_when_the_program_ends_before_it_answers() {
    let store = Arc::new(MemoryStore::new());
    let office = Office::over(store.clone(), Pepper::from_bytes([7; 32]));
    let key = Key::new("anna", "k", b"hire");
    assert_eq!(key.known(&office.engine).unwrap(), Known::Fresh);
    hire(&office, &key);
    drop(office);
    let (office, _) = Office::open(store.clone(), Pepper::from_bytes([7; 32]));
    let found = done(key.known(&office.engine).unwrap());
    assert_eq!(found.told, None);
    assert!(found.about.unwrap().starts_with("user "));
    let other = Key::new("anna", "k", b"dismiss");
    assert_eq!(other.known(&office.engine).unwrap(), Known::Other);
    let elsewhere = Key::new("bert", "k", b"hire");
    assert_eq!(elsewhere.known(&office.engine).unwrap(), Known::Fresh);
    // What else goes on in the thread is not the request's.
    hire(&office, &Key::new("anna", "k2", b"hire"));
    key.remember(&office.engine, told()).unwrap();
    let found = done(key.known(&office.engine).unwrap());
    assert_eq!(found.told, Some(told()));
    let snapshot = store.read(Domain::FIRST).unwrap();
    let kept = snapshot.slots("sync.request", b"").unwrap();
    assert_eq!(kept.len(), 2);
    let shows = |value: &[u8]| {
        value
            .windows(SECRET.len())
            .any(|part| part == SECRET.as_bytes())
    };
    assert!(!kept.iter().any(|(_, slot)| shows(&slot.value)), "sealed");
}

#[test]
fn after_a_day_a_key_is_free_again_and_is_swept_out() {
    let store = Arc::new(MemoryStore::new());
    let office = Office::over(store.clone(), Pepper::from_bytes([7; 32]));
    let key = Key::new("anna", "k", b"hire");
    hire(&office, &key);
    office.wait(KEPT_MS - 1);
    assert!(matches!(key.known(&office.engine).unwrap(), Known::Done(_)));
    office.wait(1);
    assert_eq!(key.known(&office.engine).unwrap(), Known::Fresh);
    hire(&office, &Key::new("anna", "later", b"hire"));
    let snapshot = store.read(Domain::FIRST).unwrap();
    let kept = snapshot.slots("sync.request", b"").unwrap();
    assert_eq!(kept.len(), 1, "the old one is gone");
}
