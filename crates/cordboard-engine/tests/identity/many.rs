//! Many sessions of one owner: the oldest give way.

use crate::office::{OWNER, Office};
use cordboard_engine::api_keys::read;
use cordboard_engine::sessions::sign_in_with_key;
use cordboard_model::Kind;

fn open(office: &Office, api_key: &str) -> String {
    office.wait(4_000);
    let input = sign_in_with_key::Input {
        api_key: api_key.into(),
        client: None,
    };
    sign_in_with_key::run(&office.engine, input).unwrap().token
}

fn kept(office: &Office) -> u64 {
    let snapshot = office.engine.read().unwrap();
    snapshot.count(Kind::Session, Some(office.root)).unwrap()
}

#[test]
fn sessions_that_ran_out_are_forgotten_by_those_that_follow() {
    let office = Office::new();
    let key = read::run(&office.engine, &OWNER, office.root).unwrap();
    for _ in 0..100 {
        open(&office, &key);
    }
    assert_eq!(kept(&office), 100);
    office.wait(3_600_000);
    for _ in 0..4 {
        open(&office, &key);
    }
    assert_eq!(kept(&office), 4);
}

#[test]
fn only_the_newest_thousand_sessions_of_one_owner_stay() {
    let office = Office::new();
    let key = read::run(&office.engine, &OWNER, office.root).unwrap();
    // Quicker than they run out: the bucket takes 3.5 seconds, a session lives an hour.
    let tokens: Vec<String> = (0..1_010).map(|_| open_soon(&office, &key)).collect();
    let lives: Vec<bool> = tokens.iter().map(|token| office.lives(token)).collect();
    assert_eq!(lives.iter().filter(|lives| **lives).count(), 1_000);
    assert!(!lives[..10].contains(&true));
    assert_eq!(kept(&office), 1_000);
}

/// As [`open`], from another address each time, so that no bucket has to fill.
fn open_soon(office: &Office, api_key: &str) -> String {
    office.wait(1_000);
    let number: u32 = rand::random();
    let input = sign_in_with_key::Input {
        api_key: api_key.into(),
        client: Some(std::net::Ipv4Addr::from_bits(number).into()),
    };
    sign_in_with_key::run(&office.engine, input).unwrap().token
}
