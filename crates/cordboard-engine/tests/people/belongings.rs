//! What belongs to a person: contacts, speed dials, greetings; and what happened to him.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::changes::{calls, contacts, token};
use cordboard_engine::entries::{self, Person, Which};
use cordboard_engine::favorites::set;
use cordboard_engine::files::fetch;
use cordboard_engine::greetings::{create as greeting, enable};
use cordboard_engine::owned::{self, Owner, Thing};
use cordboard_engine::phones::{fetch as provisioning, folder, own};
use cordboard_engine::uploads::{self, Ticket};
use cordboard_engine::{Principal, teams, users};
use cordboard_model::sync_token::{ChangeType, SyncList};
use cordboard_model::{Id, Kind, Record};
use serde_json::{Value, json};

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

#[test]
fn an_upload_is_its_owners_proved_by_its_token_and_whole_or_not_at_all() {
    let office = Office::new();
    let (anna, bob) = (
        office.user(office.branch, "Anna"),
        office.user(office.branch, "Bob"),
    );
    let (as_anna, as_bob) = (
        office.person(office.branch, anna),
        office.person(office.branch, bob),
    );
    let input = uploads::begin::Input {
        account_id: office.branch,
        file_name: "a.wav".into(),
    };
    let engine = &office.engine;
    let ticket = uploads::begin::run(engine, &as_anna, input.clone()).unwrap();
    let guess = Ticket {
        token: "0".repeat(32),
        ..ticket.clone()
    };
    assert_eq!(
        refused(uploads::append::run(engine, &as_anna, &guess, b"x")),
        "forbidden"
    );
    assert_eq!(
        refused(uploads::append::run(engine, &as_bob, &ticket, b"x")),
        "not_found"
    );
    assert_eq!(
        uploads::append::run(engine, &as_anna, &ticket, b"abc").unwrap(),
        3
    );
    let huge = vec![0; uploads::FILE_MAX];
    assert_eq!(
        refused(uploads::append::run(engine, &as_anna, &ticket, &huge)),
        "invalid"
    );
    assert_eq!(uploads::status::run(engine, &as_anna, &ticket).unwrap(), 3);
    let wrong = Some("sha256:00");
    assert_eq!(
        refused(uploads::complete::run(
            engine,
            &as_anna,
            &ticket,
            (wrong, b"")
        )),
        "invalid"
    );
    let right = Some("sha256:88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589");
    uploads::complete::run(engine, &as_anna, &ticket, (right, b"d")).unwrap();
    assert_eq!(
        refused(uploads::status::run(engine, &as_anna, &ticket)),
        "not_found"
    );
    for _ in 0..uploads::OPEN_MAX {
        uploads::begin::run(engine, &as_anna, input.clone()).unwrap();
    }
    assert_eq!(
        refused(uploads::begin::run(engine, &as_anna, input.clone())),
        "invalid"
    );
    uploads::begin::run(engine, &as_bob, input).unwrap();
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
fn what_a_switch_reports_is_found_by_the_person_it_happened_to_and_by_nobody_else() {
    let office = Office::new();
    let (anna, bob) = (
        with_number(&office, "Anna", "101"),
        with_number(&office, "Bob", "102"),
    );
    let (as_anna, as_bob) = (
        office.person(office.branch, anna),
        office.person(office.branch, bob),
    );
    let person = Person {
        account_id: office.branch,
        user_id: anna,
    };
    let sound = upload(&office, &OWNER, &[WAV]);
    let document = json!({ "caller": "101", "started_at": "2026-05-01T10:00:00Z", "ended_at": "2026-05-01T10:00:07Z", "file_id": sound });
    assert_eq!(
        refused(report(
            &office,
            &as_anna,
            Kind::Recording,
            "101",
            document.clone()
        )),
        "forbidden"
    );
    assert_eq!(
        refused(report(
            &office,
            &OWNER,
            Kind::Recording,
            "999",
            document.clone()
        )),
        "invalid"
    );
    let id = report(&office, &OWNER, Kind::Recording, "101", document).unwrap();
    let which = Which {
        kind: Kind::Recording,
        person,
        id,
    };
    let found = entries::read::run(&office.engine, &as_anna, which).unwrap();
    assert_eq!(found.fields["duration"], 7);
    let address = found.fields["file_url"]
        .as_str()
        .unwrap()
        .rsplit_once('/')
        .unwrap()
        .1
        .to_owned();
    assert_eq!(fetch::run(&office.engine, &address).unwrap().bytes, WAV);
    assert_eq!(
        refused(entries::read::run(&office.engine, &as_bob, which)),
        "forbidden"
    );
    let other = Person {
        user_id: bob,
        ..person
    };
    let mixed = Which {
        person: other,
        ..which
    };
    assert_eq!(
        refused(entries::read::run(&office.engine, &as_bob, mixed)),
        "not_found"
    );
    entries::delete::run(&office.engine, &as_anna, which).unwrap();
    assert_eq!(
        refused(entries::read::run(&office.engine, &as_anna, which)),
        "not_found"
    );
    assert_eq!(refused(fetch::run(&office.engine, &address)), "not_found");
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
fn several_changes_of_a_contact_are_one_and_favourites_are_changes_of_who_chose_them() {
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
    let begin = |list| token::run(engine, &who, (list, person), None).unwrap();
    let diff = |list, token: &str| {
        let output = contacts::run(engine, &who, (list, person), token).unwrap();
        let kept = output
            .entries
            .into_iter()
            .map(|(id, change, _)| (id, change));
        (output.token, kept.collect::<Vec<_>>(), output.favorites)
    };
    let account = Owner::account(office.branch);
    let shop = make(
        &office,
        &OWNER,
        Kind::Contact,
        account,
        json!({ "name": "Shop" }),
    )
    .unwrap();
    let gone = make(
        &office,
        &OWNER,
        Kind::Contact,
        account,
        json!({ "name": "Gone" }),
    )
    .unwrap();
    let business = begin(SyncList::BusinessContacts);
    let colleagues = begin(SyncList::ExtensionContacts);
    let own = begin(SyncList::Contacts);
    let mine = make(
        &office,
        &who,
        Kind::Contact,
        Owner::person(office.branch, anna),
        json!({ "name": "Aunt" }),
    )
    .unwrap();
    let fresh = make(
        &office,
        &OWNER,
        Kind::Contact,
        account,
        json!({ "name": "Fresh" }),
    )
    .unwrap();
    for record in [&gone, &fresh] {
        let thing = Thing {
            kind: Kind::Contact,
            owner: account,
            id: record.id,
        };
        owned::delete::run(engine, &OWNER, thing).unwrap();
    }
    for of in [set::Of::Contact(shop.id), set::Of::Colleague(bob)] {
        let owner = Owner::person(office.branch, anna);
        for is_favorite in [true, false, true] {
            set::run(
                engine,
                &who,
                set::Input {
                    owner,
                    of,
                    is_favorite,
                },
            )
            .unwrap();
        }
    }
    let (next, found, favorites) = diff(SyncList::BusinessContacts, &business);
    assert_eq!(
        found,
        [
            (gone.id, ChangeType::Deleted),
            (shop.id, ChangeType::Updated)
        ]
    );
    assert!(favorites.contains(&shop.id.to_string()));
    assert_eq!(diff(SyncList::BusinessContacts, &next).1, []);
    assert_eq!(
        diff(SyncList::ExtensionContacts, &colleagues).1,
        [(bob, ChangeType::Updated)]
    );
    assert_eq!(
        diff(SyncList::Contacts, &own).1,
        [(mine.id, ChangeType::Created)]
    );
    let unknown = set::Of::Contact(mine.id);
    let owner = Owner::person(office.branch, anna);
    let input = set::Input {
        owner,
        of: unknown,
        is_favorite: true,
    };
    assert_eq!(refused(set::run(engine, &who, input)), "not_found");
}

#[test]
fn a_phone_fetches_its_file_from_its_persons_folder_and_from_no_other() {
    let office = Office::new();
    let (anna, bob) = (
        with_number(&office, "Anna", "101"),
        with_number(&office, "Bob", "102"),
    );
    let who = office.person(office.branch, anna);
    let engine = &office.engine;
    let input = own::create::Input {
        owner: Owner::person(office.branch, anna),
        fields: fields(json!({
            "name": "Desk", "mac_address": "00:15:65:AA:bb:01", "provision": { "endpoint_brand": "Yealink" },
            "provisioning": { "timezone": "Europe/Berlin", "codecs": ["PCMA"] },
        })),
    };
    let phone = own::create::run(engine, &who, input).unwrap();
    let secret = phone.fields["sip"]["password"].as_str().unwrap();
    let folder_of = |id| {
        folder::read(
            engine,
            &OWNER,
            Place {
                account_id: office.branch,
                id,
            },
        )
        .unwrap()
    };
    let fetched = |folder: &str, file_name: &str| {
        provisioning::run(
            engine,
            provisioning::Input {
                folder,
                file_name,
                host: "pbx.example",
                folder_url: "http://pbx.example/provision/x/",
            },
        )
    };
    let folder = folder_of(anna);
    assert!(folder.len() >= 16 && folder != folder_of(bob));
    let file = fetched(&folder, "001565aabb01.cfg").unwrap();
    assert!(file.text.starts_with("#!version:1.0.0.1\n"));
    assert!(file.text.contains(secret) && file.text.contains("pbx.example"));
    for (folder, name) in [
        (folder_of(bob).as_str(), "001565aabb01.cfg"),
        ("", "001565aabb01.cfg"),
        (&folder, "001565aabb02.cfg"),
        (&folder, "passwd"),
    ] {
        assert_eq!(refused(fetched(folder, name)), "not_found", "{name}");
    }
    folder::renew(
        engine,
        &who,
        Place {
            account_id: office.branch,
            id: anna,
        },
    )
    .unwrap();
    assert_eq!(refused(fetched(&folder, "001565aabb01.cfg")), "not_found");
    fetched(&folder_of(anna), "001565aabb01.cfg").unwrap();
    let which = own::Which {
        account_id: office.branch,
        user_id: anna,
        id: phone.id,
    };
    own::delete::run(engine, &who, which).unwrap();
    assert_eq!(
        refused(fetched(&folder_of(anna), "001565aabb01.cfg")),
        "not_found"
    );
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
