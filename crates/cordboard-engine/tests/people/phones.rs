//! Phones: registrations, owners, addresses, who reads which.

use crate::office::{OWNER, Office, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::scan::Scan;
use cordboard_engine::{Principal, phones};
use cordboard_model::{Id, Record};
use serde_json::json;

fn list(office: &Office, who: &Principal, account_id: Id, owner_id: Option<Id>) -> Vec<Record> {
    let input = phones::list::Input {
        account_id,
        owner_id,
        scan: Scan::default(),
    };
    phones::list::run(&office.engine, who, &input).unwrap().rows
}

fn place(account_id: Id, phone: &Record) -> Place {
    Place {
        account_id,
        id: phone.id,
    }
}

#[test]
fn a_new_phone_gets_a_registration_of_its_own() {
    let office = Office::new();
    let one = office.phone(office.branch, json!({ "name": "Desk" }));
    let two = office.phone(office.branch, json!({ "name": "Desk" }));
    assert_ne!(one.fields["sip"]["username"], two.fields["sip"]["username"]);
    assert_eq!(one.fields["enabled"], true);
    let read = phones::read::run(&office.engine, &OWNER, place(office.branch, &one)).unwrap();
    assert_eq!(read.rev, one.rev);
}

#[test]
fn the_owner_of_a_phone_is_a_living_user_of_its_account() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let stranger = office.user(office.top, "Stranger");
    let owned = |id: Id| json!({ "name": "Desk", "owner_id": id.to_string() });
    office.phone(office.branch, owned(anna));
    for id in [stranger, Id::from_bytes([7; 16]), office.branch] {
        assert_eq!(
            refused(office.try_phone(office.branch, owned(id))),
            "invalid"
        );
    }
    let input = cordboard_engine::users::delete::Input {
        id: anna,
        account_id: None,
        with_phones: false,
        even_oneself: false,
    };
    cordboard_engine::users::delete::run(&office.engine, &OWNER, input).unwrap();
    assert_eq!(
        refused(office.try_phone(office.branch, owned(anna))),
        "invalid"
    );
    assert_eq!(list(&office, &OWNER, office.branch, None).len(), 1);
}

#[test]
fn one_address_in_any_spelling_belongs_to_one_phone_of_the_account() {
    let office = Office::new();
    let with = |mac: &str| json!({ "name": "Desk", "mac_address": mac });
    let first = office.phone(office.branch, with("00:15:65:AA:bb:01"));
    for mac in ["001565aabb01", "00-15-65-aa-bb-01", "00:15:65:aa:bb:01"] {
        assert_eq!(refused(office.try_phone(office.branch, with(mac))), "taken");
    }
    office.phone(office.top, with("001565aabb01"));
    phones::delete::run(&office.engine, &OWNER, place(office.branch, &first)).unwrap();
    office.phone(office.branch, with("001565aabb01"));
}

#[test]
fn a_phone_of_another_account_looks_unknown() {
    let office = Office::new();
    let phone = office.phone(office.branch, json!({ "name": "Desk" }));
    let elsewhere = place(office.top, &phone);
    assert_eq!(
        refused(phones::read::run(&office.engine, &OWNER, elsewhere)),
        "not_found"
    );
    assert_eq!(
        refused(phones::delete::run(&office.engine, &OWNER, elsewhere)),
        "not_found"
    );
    assert_eq!(list(&office, &OWNER, office.top, None).len(), 0);
}

#[test]
fn a_person_sees_his_own_phones_and_changes_none() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let carl = office.user(office.branch, "Carl");
    let own = office.phone(
        office.branch,
        json!({ "name": "B", "owner_id": anna.to_string() }),
    );
    let other = office.phone(
        office.branch,
        json!({ "name": "A", "owner_id": carl.to_string() }),
    );
    let who = office.person(office.branch, anna);
    let seen = list(&office, &who, office.branch, None);
    assert_eq!(seen.iter().map(|row| row.id).collect::<Vec<_>>(), [own.id]);
    assert_eq!(list(&office, &who, office.branch, Some(anna)).len(), 1);
    assert_eq!(list(&office, &OWNER, office.branch, Some(carl)).len(), 1);
    let engine = &office.engine;
    assert!(phones::read::run(engine, &who, place(office.branch, &own)).is_ok());
    for refusal in [
        refused(phones::read::run(
            engine,
            &who,
            place(office.branch, &other),
        )),
        refused(phones::delete::run(
            engine,
            &who,
            place(office.branch, &own),
        )),
    ] {
        assert_eq!(refusal, "forbidden");
    }
    let foreign = phones::list::Input {
        account_id: office.branch,
        owner_id: Some(carl),
        scan: Scan::default(),
    };
    assert_eq!(
        refused(phones::list::run(engine, &who, &foreign)),
        "forbidden"
    );
}

#[test]
fn a_phone_keeps_the_owner_who_is_gone_and_takes_no_new_one_of_his_kind() {
    let office = Office::new();
    let engine = &office.engine;
    let anna = office.user(office.branch, "Anna");
    let carl = office.user(office.branch, "Carl");
    let phone = office.phone(
        office.branch,
        json!({ "name": "Desk", "owner_id": anna.to_string() }),
    );
    for id in [anna, carl] {
        let input = cordboard_engine::users::delete::Input {
            id,
            account_id: None,
            with_phones: false,
            even_oneself: false,
        };
        cordboard_engine::users::delete::run(engine, &OWNER, input).unwrap();
    }
    let set = |key: &'static str, value: String| {
        let input = phones::rewrite::Input {
            place: place(office.branch, &phone),
            rewrite: Box::new(move |current| {
                let mut wanted = current.clone();
                wanted.insert(key.to_owned(), value.clone().into());
                Ok(wanted)
            }),
        };
        phones::rewrite::run(engine, &OWNER, &input)
    };
    let renamed = set("name", "Lobby".into()).unwrap();
    assert_eq!(renamed.text("owner_id"), anna.to_string());
    assert_eq!(refused(set("owner_id", carl.to_string())), "invalid");
    assert_eq!(set("name", "Lobby".into()).unwrap().rev, renamed.rev);
}
