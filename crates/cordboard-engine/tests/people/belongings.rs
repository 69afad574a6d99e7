//! What belongs to a person: contacts, speed dials, greetings; and what happened to him.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::changes::{calls, contacts, token};
use cordboard_engine::entries::{self, Person, Which};
use cordboard_engine::favorites::set;
use cordboard_engine::files::fetch;
use cordboard_engine::greetings::{create as greeting, enable};
use cordboard_engine::owned::{self, Owner, Thing};
use cordboard_engine::phones::{fetch as provisioning, own, read_folder};
use cordboard_engine::uploads::{self, Ticket};
use cordboard_engine::users::reset_profile;
use cordboard_engine::{Principal, teams, users};
use cordboard_model::sync_token::{ChangeType, SyncList};
use cordboard_model::{Id, Kind, Record};
use serde_json::{Value, json};

mod desk;
mod pieces;

const WAV: &[u8] = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0";

fn make(
    office: &Office,
    who: &Principal,
    kind: Kind,
    owner: Owner,
    document: Value,
) -> cordboard_engine::Result<Record> {
    let fields = fields(document);
    owned::create::run(
        &office.engine,
        who,
        owned::create::Input {
            kind,
            owner,
            fields,
        },
    )
}

fn with_number(office: &Office, name: &str, number: &str) -> Id {
    let input = users::create::Input {
        account_id: office.branch,
        fields: fields(
            json!({ "first_name": name, "last_name": "Test", "extension_number": number }),
        ),
        password: None,
        credentials: None,
        role: None,
    };
    users::create::run(&office.engine, &OWNER, input)
        .unwrap()
        .record
        .id
}

fn upload(office: &Office, who: &Principal, pieces: &[&[u8]]) -> Id {
    let (engine, account_id) = (&office.engine, office.branch);
    let file_name = "C:\\sounds\\hello.wav".to_owned();
    let ticket = uploads::begin::run(
        engine,
        who,
        uploads::begin::Input {
            account_id,
            file_name,
        },
    )
    .unwrap();
    for piece in pieces {
        uploads::append::run(engine, who, &ticket, piece).unwrap();
    }
    uploads::complete::run(engine, who, &ticket, (None, b"")).unwrap()
}

#[test]
fn a_persons_things_are_his_and_nobody_elses() {
    let office = Office::new();
    let (anna, bob) = (
        office.user(office.branch, "Anna"),
        office.user(office.branch, "Bob"),
    );
    let (as_anna, as_bob) = (
        office.person(office.branch, anna),
        office.person(office.branch, bob),
    );
    let owner = Owner::person(office.branch, anna);
    let made = make(
        &office,
        &as_anna,
        Kind::Contact,
        owner,
        json!({ "name": "Aunt" }),
    )
    .unwrap();
    let stranger = make(
        &office,
        &as_bob,
        Kind::Contact,
        owner,
        json!({ "name": "Aunt" }),
    );
    assert_eq!(refused(stranger), "forbidden");
    let thing = Thing {
        kind: Kind::Contact,
        owner,
        id: made.id,
    };
    assert_eq!(
        refused(owned::read::run(&office.engine, &as_bob, thing)),
        "forbidden"
    );
    let mixed = Thing {
        owner: Owner::person(office.branch, bob),
        ..thing
    };
    assert_eq!(
        refused(owned::read::run(&office.engine, &as_bob, mixed)),
        "not_found"
    );
    assert_eq!(
        refused(owned::delete::run(&office.engine, &as_bob, mixed)),
        "not_found"
    );
    let business = make(
        &office,
        &as_anna,
        Kind::Contact,
        Owner::account(office.branch),
        json!({ "name": "Shop" }),
    );
    assert_eq!(refused(business), "forbidden");
    let listed = owned::list::run(&office.engine, &as_anna, (Kind::Contact, owner)).unwrap();
    assert_eq!(listed.len(), 1);
    owned::delete::run(&office.engine, &as_anna, thing).unwrap();
    assert_eq!(
        refused(owned::read::run(&office.engine, &as_anna, thing)),
        "not_found"
    );
}

#[test]
fn no_two_speed_dials_of_a_person_have_one_code_but_those_of_two_people_may() {
    let office = Office::new();
    let (anna, bob) = (
        office.user(office.branch, "Anna"),
        office.user(office.branch, "Bob"),
    );
    let dial = |user, code: &str| {
        let document = json!({ "code": code, "phone_number": "101" });
        make(
            &office,
            &OWNER,
            Kind::SpeedDial,
            Owner::person(office.branch, user),
            document,
        )
    };
    dial(anna, "2").unwrap();
    assert_eq!(refused(dial(anna, "2")), "taken");
    dial(anna, "02").unwrap();
    dial(bob, "2").unwrap();
    assert_eq!(refused(dial(bob, "1")), "invalid");
}

#[test]
fn a_greeting_is_made_of_a_sound_and_one_of_them_is_played() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let who = office.person(office.branch, anna);
    let make = |file_id| {
        let input = greeting::Input {
            account_id: office.branch,
            user_id: anna,
            file_id,
        };
        greeting::run(&office.engine, &who, input)
    };
    assert_eq!(refused(make(Id::from_bytes([9; 16]))), "invalid");
    assert_eq!(
        refused(make(upload(&office, &who, &[b"<html>"]))),
        "invalid"
    );
    let file_id = upload(&office, &who, &[&WAV[..5], &WAV[5..]]);
    // A second use of one file is a copy of it.
    let (one, two) = (make(file_id).unwrap(), make(file_id).unwrap());
    assert_eq!(one.text("file_name"), "hello.wav");
    assert_ne!(one.text("file_url"), two.text("file_url"));
    let address = |greeting: &Record| {
        greeting
            .text("file_url")
            .rsplit_once('/')
            .unwrap()
            .1
            .to_owned()
    };
    let file = fetch::run(&office.engine, &address(&one)).unwrap();
    assert_eq!((file.mime.as_str(), &file.bytes[..]), ("audio/wav", WAV));
    let guessed = format!("{}{}", &address(&one)[..32], "0".repeat(32));
    assert_eq!(refused(fetch::run(&office.engine, &guessed)), "not_found");
    let switch = |id, enabled| {
        let input = enable::Input {
            account_id: office.branch,
            user_id: anna,
            id,
            enabled,
        };
        enable::run(&office.engine, &who, input).unwrap();
    };
    let owner = Owner::person(office.branch, anna);
    let played = || {
        let all = owned::list::run(&office.engine, &who, (Kind::Greeting, owner)).unwrap();
        let on = all
            .iter()
            .filter(|greeting| greeting.flag("enabled", false));
        on.map(|greeting| greeting.id).collect::<Vec<_>>()
    };
    switch(one.id, true);
    switch(two.id, true);
    assert_eq!(played(), [two.id]);
    switch(two.id, false);
    assert_eq!(played(), []);
    owned::delete::run(
        &office.engine,
        &who,
        Thing {
            kind: Kind::Greeting,
            owner,
            id: one.id,
        },
    )
    .unwrap();
    assert_eq!(
        refused(fetch::run(&office.engine, &address(&one))),
        "not_found"
    );
    fetch::run(&office.engine, &address(&two)).unwrap();
}

fn report(
    office: &Office,
    who: &Principal,
    kind: Kind,
    owner: &str,
    document: Value,
) -> cordboard_engine::Result<Id> {
    let input = entries::report::Input {
        kind,
        account_id: office.branch,
        owner: owner.to_owned(),
        fields: fields(document),
    };
    Ok(entries::report::run(&office.engine, who, &input)?.id)
}

#[test]
fn a_sync_token_gives_each_change_once_and_is_its_owners_alone() {
    let office = Office::new();
    let (anna, bob) = (
        with_number(&office, "Anna", "101"),
        with_number(&office, "Bob", "102"),
    );
    let who = office.person(office.branch, anna);
    let person = Person {
        account_id: office.branch,
        user_id: anna,
    };
    let engine = &office.engine;
    let first = token::run(engine, &who, (SyncList::Cdrs, person), None).unwrap();
    let call = |owner: &str, at: &str| {
        report(
            &office,
            &OWNER,
            Kind::Call,
            owner,
            json!({ "started_at": at }),
        )
        .unwrap()
    };
    let made = call("101", "2026-05-01T10:00:00Z");
    call("102", "2026-05-01T10:00:00Z");
    let (second, found) = calls::run(engine, &who, person, &first).unwrap();
    assert_eq!(found.iter().map(|call| call.id).collect::<Vec<_>>(), [made]);
    assert_eq!(calls::run(engine, &who, person, &second).unwrap().1, []);
    let since = token::run(engine, &who, (SyncList::Cdrs, person), Some(0)).unwrap();
    assert_eq!(calls::run(engine, &who, person, &since).unwrap().1.len(), 1);
    let as_bob = office.person(office.branch, bob);
    let other = Person {
        user_id: bob,
        ..person
    };
    for bad in [second.as_str(), "", "feed"] {
        assert_eq!(
            refused(calls::run(engine, &as_bob, other, bad)),
            "forbidden"
        );
    }
}

#[test]
fn a_queue_shares_the_numbers_of_people_and_has_living_agents() {
    let office = Office::new();
    let anna = with_number(&office, "Anna", "101");
    let who = office.person(office.branch, anna);
    let create = |who: &Principal, number: &str, agent: Id| {
        let fields = fields(
            json!({ "name": "Sales", "extension_number": number, "agents": [{ "user_id": agent.to_string() }] }),
        );
        let input = teams::create::Input {
            kind: Kind::CallQueue,
            account_id: office.branch,
            fields,
        };
        teams::create::run(&office.engine, who, input)
    };
    assert_eq!(refused(create(&who, "8000", anna)), "forbidden");
    assert_eq!(refused(create(&OWNER, "101", anna)), "taken");
    assert_eq!(refused(create(&OWNER, "666", anna)), "invalid");
    assert_eq!(refused(create(&OWNER, "8000", office.top)), "invalid");
    let queue = create(&OWNER, "8000", anna).unwrap();
    let input = teams::of_person::Input {
        kind: Kind::CallQueue,
        account_id: office.branch,
        user_id: anna,
    };
    let found = teams::of_person::run(&office.engine, &who, input).unwrap();
    assert_eq!(
        found.iter().map(|queue| queue.id).collect::<Vec<_>>(),
        [queue.id]
    );
}
