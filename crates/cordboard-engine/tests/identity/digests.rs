//! Signing in with digests of passwords: what leads to a user, and what is the same refusal.

use crate::office::{OWNER, Office, PASSWORD, fields, named, refused};
use cordboard_engine::account_hint::AccountHint;
use cordboard_engine::digests::{Digest, Method, Pepper};
use cordboard_engine::sessions::{resolve_digest, standing};
use cordboard_engine::users::{create, set_password};
use cordboard_engine::{Principal, listing, sessions};
use cordboard_model::{Id, Kind, Role};
use cordboard_store::MemoryStore;
use serde_json::json;
use std::sync::Arc;
use std::thread;

fn hint(realm: Option<&str>, name: Option<&str>, number: Option<&str>) -> AccountHint {
    AccountHint {
        account_id: None,
        phone_number: number.map(str::to_owned),
        realm: realm.map(str::to_owned),
        name: name.map(str::to_owned),
    }
}

#[test]
fn realm_name_in_any_spelling_number_and_id_lead_to_the_same_user_by_both_methods() {
    let office = Office::new();
    let shop = office.account(office.root, "Blip#2!Blop");
    let number = json!({ "caller_id": { "external": { "number": "+49 40 555-1234" } } });
    let anna = office.user_with(shop, "Anna", number);
    let realm = "blip-2-blop.acme.example";
    let by_id = AccountHint {
        account_id: Some(shop),
        ..AccountHint::default()
    };
    let hints = [
        hint(Some(realm), None, None),
        hint(Some("BLIP-2-Blop.acme.example"), None, None),
        hint(None, Some("blip2blop"), None),
        hint(None, Some("Blip #2! Blop"), None),
        hint(None, None, Some("+49405551234")),
        // What leads nowhere is passed over.
        hint(Some("nowhere.example"), Some("blip2blop"), Some("12345678")),
        by_id,
    ];
    for hint in hints {
        for method in Method::ALL {
            let digest = Digest::of(method, "anna", PASSWORD);
            let opened = office.by(hint.clone(), digest).unwrap();
            assert_eq!(opened.held.owner_id, Some(anna), "{hint:?}");
            let principal = Principal::of_level(anna, shop, Role::User);
            assert_eq!(office.who(&opened.token), principal);
            assert_eq!(opened.held.expires_ms - opened.held.issued_ms, 3_600_000);
        }
    }
}

#[test]
fn every_wrong_part_is_the_same_refusal() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let anna = office.user(shop, "anna");
    let try_it = |account: &str, username: &str, password: &str| {
        refused(office.with_digest(named(account), username, password))
    };
    assert_eq!(try_it("Shop", "anna", "wrong horse"), "wrong_password");
    assert_eq!(try_it("Shop", "bert", PASSWORD), "wrong_password");
    assert_eq!(try_it("Acme", "anna", PASSWORD), "wrong_password");
    assert_eq!(try_it("Nowhere", "anna", PASSWORD), "wrong_password");
    office.edit_user(anna, "/enabled", json!(true), json!(false));
    assert_eq!(try_it("Shop", "anna", PASSWORD), "wrong_password");
}

#[test]
fn clients_that_begin_with_many_requests_at_once_verify_their_digest_once() {
    let office = Office::new();
    let ask = || {
        let input = resolve_digest::Input {
            account_id: office.root,
            digest: Digest::of(Method::Md5, "admin", PASSWORD),
            client: None,
        };
        resolve_digest::run(&office.engine, input)
            .unwrap()
            .principal
    };
    let all = thread::scope(|scope| {
        let asked: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        let answers = asked.into_iter().map(|one| one.join().unwrap());
        answers.collect::<Vec<_>>()
    });
    assert!(all.iter().all(Principal::is_admin));
    office.edit_user(office.admin, "/role", json!("admin"), json!("user"));
    assert!(!ask().is_admin());
}

#[test]
fn only_the_right_digest_learns_that_the_account_is_disabled() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    office.user(shop, "anna");
    office.edit_account(shop, "/enabled", json!(true), json!(false));
    let right = office.with_digest(named("Shop"), "anna", PASSWORD);
    assert_eq!(refused(right), "locked");
    let wrong = office.with_digest(named("Shop"), "anna", "wrong horse");
    assert_eq!(refused(wrong), "wrong_password");
}

#[test]
fn a_new_password_has_its_own_digests_and_the_old_ones_are_gone() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let input = set_password::Input {
        id: anna,
        password: "another horse".into(),
        current_password: None,
        keep_token: None,
    };
    set_password::run(&office.engine, &OWNER, input).unwrap();
    for method in Method::ALL {
        let old = office.by(named("Acme"), Digest::of(method, "anna", PASSWORD));
        assert_eq!(refused(old), "wrong_password");
        let new = office.by(named("Acme"), Digest::of(method, "anna", "another horse"));
        assert_eq!(new.unwrap().held.owner_id, Some(anna));
    }
}

#[test]
fn renaming_drops_the_digests_until_the_password_is_used_once() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    office.edit_user(anna, "/username", json!("anna"), json!("hanna"));
    for username in ["anna", "hanna"] {
        let tried = office.with_digest(named("Acme"), username, PASSWORD);
        assert_eq!(refused(tried), "wrong_password");
    }
    office.plain("hanna", PASSWORD).unwrap();
    let opened = office.with_digest(named("Acme"), "hanna", PASSWORD);
    assert_eq!(opened.unwrap().held.owner_id, Some(anna));
    let old = office.with_digest(named("Acme"), "anna", PASSWORD);
    assert_eq!(refused(old), "wrong_password");
    // Another spelling of the same name is no new name.
    office.edit_user(anna, "/username", json!("hanna"), json!("Hanna"));
    office
        .with_digest(named("Acme"), "hanna", PASSWORD)
        .unwrap();
}

fn imported(office: &Office, credentials: &str) -> cordboard_engine::Result<Id> {
    let input = create::Input {
        account_id: office.root,
        fields: fields(json!({ "first_name": "Old", "username": "old" })),
        password: None,
        credentials: Some(credentials.to_owned()),
        role: None,
    };
    let made = create::run(&office.engine, &OWNER, input)?;
    assert!(made.has_password);
    Ok(made.record.id)
}

#[test]
fn an_imported_digest_signs_in_and_so_does_the_password_it_was_made_of() {
    let office = Office::new();
    // The MD5 of "old:secret horse".
    let credentials = "53ed85ee54b80f313d45d477ecb5a77d";
    let old = imported(&office, &credentials.to_uppercase()).unwrap();
    let digest = Digest::parse(Method::Md5, credentials).unwrap();
    assert!(digest == Digest::of(Method::Md5, "old", "secret horse"));
    let opened = office.by(named("Acme"), digest).unwrap();
    assert_eq!(opened.held.owner_id, Some(old));
    // SHA-1 is unknown until the password was seen.
    let sha = || Digest::of(Method::Sha, "old", "secret horse");
    assert_eq!(refused(office.by(named("Acme"), sha())), "wrong_password");
    assert_eq!(
        refused(office.plain("old", "wrong horse")),
        "wrong_password"
    );
    office.plain("old", "secret horse").unwrap();
    office.by(named("Acme"), sha()).unwrap();
}

#[test]
fn what_is_no_digest_is_not_imported() {
    let office = Office::new();
    for text in ["", "secret horse", &"g".repeat(32), &"a".repeat(40)] {
        assert_eq!(refused(imported(&office, text)), "invalid");
    }
}

#[test]
fn with_a_lost_pepper_digests_are_refused_until_the_password_is_used_once() {
    let store = Arc::new(MemoryStore::new());
    Office::over(store.clone(), Pepper::from_bytes([1; 32]));
    let (office, installed) = Office::open(store, Pepper::from_bytes([2; 32]));
    assert!(installed);
    let tried = office.with_digest(named("Acme"), "admin", PASSWORD);
    assert_eq!(refused(tried), "wrong_password");
    office.plain("admin", PASSWORD).unwrap();
    office
        .with_digest(named("Acme"), "admin", PASSWORD)
        .unwrap();
}

#[test]
fn one_address_tries_an_account_twice_and_then_waits_right_or_wrong() {
    let office = Office::new();
    let attempt = |account: &str, password: &str, client: Option<&str>| {
        let input = sessions::sign_in_with_digest::Input {
            account: named(account),
            digest: Digest::of(Method::Md5, "admin", password),
            client: client.map(|client| client.parse().unwrap()),
        };
        sessions::sign_in_with_digest::run(&office.engine, input)
    };
    let here = Some("192.0.2.1");
    assert_eq!(
        refused(attempt("Acme", "wrong horse", here)),
        "wrong_password"
    );
    let opened = attempt("acme!", PASSWORD, here).unwrap();
    assert_eq!((opened.tokens.consumed, opened.tokens.remaining), (35, 30));
    assert_eq!(
        refused(attempt("Acme", PASSWORD, here)),
        "too_many_requests"
    );
    attempt("Acme", PASSWORD, Some("192.0.2.2")).unwrap();
    office.wait(500);
    attempt("Acme", PASSWORD, here).unwrap();
}

#[test]
fn the_settings_say_how_long_a_token_lives_and_how_often_one_may_try() {
    let office = Office::new();
    office.set("/crossbar_token_lifetime_s", json!(3600), json!(60));
    let opened = office.with_digest(named("Acme"), "admin", PASSWORD);
    let held = opened.unwrap().held;
    assert_eq!(held.expires_ms - held.issued_ms, 60_000);
    office.set("/token_bucket/login_cost", json!(35), json!(0));
    for _ in 0..4 {
        let input = sessions::sign_in_with_digest::Input {
            account: named("Acme"),
            digest: Digest::of(Method::Md5, "admin", PASSWORD),
            client: None,
        };
        sessions::sign_in_with_digest::run(&office.engine, input).unwrap();
    }
}

#[test]
fn the_answer_to_a_sign_in_says_where_its_holder_stands() {
    let (store, pepper) = (Arc::new(MemoryStore::new()), Pepper::from_bytes([7; 32]));
    let office = Office::over(store.clone(), pepper.clone());
    let reseller = office.account(office.root, "Reseller");
    let shop = office.account(reseller, "Shop");
    let mut record = office
        .engine
        .live(Kind::Account, reseller)
        .unwrap()
        .unwrap();
    record.fields.insert("is_reseller".into(), true.into());
    let mut batch = office.engine.batch(None, "test", Vec::new(), json!({}));
    batch.puts.push(listing::put(record));
    office.engine.commit(batch).unwrap();
    let (office, _) = Office::open(store, pepper);
    let anna = office.user_with(shop, "anna", json!({ "language": "de-de" }));
    let held = |account| {
        let username = if account == "Shop" { "anna" } else { "admin" };
        let opened = office.with_digest(named(account), username, PASSWORD);
        opened.unwrap().held
    };
    let standing = |held| standing::run(&office.engine, &held).unwrap();
    let own = standing(held("Shop"));
    assert_eq!((own.account_id, own.owner_id), (shop, Some(anna)));
    assert_eq!(
        (own.reseller_id, own.is_reseller, own.is_top),
        (reseller, false, false)
    );
    assert_eq!(
        (own.account_name.as_str(), own.language.as_deref()),
        ("Shop", Some("de-de"))
    );
    let top = standing(held("Acme"));
    assert_eq!(
        (top.reseller_id, top.is_reseller, top.is_top),
        (office.root, true, true)
    );
}
