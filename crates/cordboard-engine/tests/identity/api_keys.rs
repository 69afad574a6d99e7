//! The API keys of accounts: who reads and renews them, and what they open.

use crate::office::{OWNER, Office, refused};
use cordboard_engine::api_keys::{read, renew};
use cordboard_engine::sessions::{sign_in_with_key, whoami};
use cordboard_engine::{Principal, Result};
use cordboard_model::Role;
use serde_json::json;

fn open(office: &Office, api_key: &str) -> Result<String> {
    office.wait(10_000);
    let input = sign_in_with_key::Input {
        api_key: api_key.into(),
        client: None,
    };
    Ok(sign_in_with_key::run(&office.engine, input)?.token)
}

#[test]
fn every_account_has_a_key_of_64_hexadecimal_digits_that_acts_as_its_admin() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let key = read::run(&office.engine, &OWNER, shop).unwrap();
    assert!(key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(key, office.api_key);
    assert_eq!(
        read::run(&office.engine, &OWNER, office.root).unwrap(),
        office.api_key
    );
    let token = open(&office, &key).unwrap();
    assert_eq!(office.who(&token), Principal::Key { account_id: shop });
    let session = whoami::run(&office.engine, &office.who(&token), None).unwrap();
    assert_eq!((session.user, session.role), (None, Some(Role::Admin)));
    assert_eq!(session.account_id, shop);
}

#[test]
fn a_renewed_key_opens_and_the_old_one_does_not_but_its_sessions_go_on() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let old = read::run(&office.engine, &OWNER, shop).unwrap();
    let token = open(&office, &old).unwrap();
    let new = renew::run(&office.engine, &OWNER, shop).unwrap();
    assert_ne!(new, old);
    assert_eq!(refused(open(&office, &old)), "not_found");
    assert!(office.lives(&token));
    assert!(open(&office, &new).is_ok());
}

#[test]
fn keys_are_read_by_admins_in_their_part_of_the_tree_only() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let user = |account_id, role| Principal::of_level(office.admin, account_id, role);
    let reads = |principal: Principal, account| read::run(&office.engine, &principal, account);
    assert!(reads(user(office.root, Role::Admin), shop).is_ok());
    assert!(reads(user(shop, Role::Admin), shop).is_ok());
    assert_eq!(refused(reads(user(shop, Role::User), shop)), "forbidden");
    assert_eq!(
        refused(reads(user(shop, Role::Admin), office.root)),
        "not_found"
    );
    assert_eq!(
        refused(reads(Principal::Anonymous, shop)),
        "unauthenticated"
    );
    let renews = |principal: Principal| renew::run(&office.engine, &principal, shop);
    assert_eq!(refused(renews(user(shop, Role::User))), "forbidden");
    assert_eq!(
        refused(renews(Principal::Key { account_id: shop })),
        "forbidden"
    );
    assert!(
        renews(Principal::Key {
            account_id: office.root
        })
        .is_ok()
    );
    assert!(renews(user(shop, Role::Admin)).is_ok());
}

#[test]
fn the_key_of_a_disabled_account_is_locked_and_a_made_up_one_unknown() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let key = read::run(&office.engine, &OWNER, shop).unwrap();
    office.edit_account(shop, "/enabled", json!(true), json!(false));
    assert_eq!(refused(open(&office, &key)), "locked");
    assert_eq!(refused(open(&office, &"0".repeat(64))), "not_found");
}
