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

/// A branch with Anna (101) and Bob (102).
struct Desk {
    office: Office,
    anna: Person,
    bob: Person,
    as_anna: Principal,
    as_bob: Principal,
}

impl Desk {
    fn new() -> Self {
        let office = Office::new();
        let account_id = office.branch;
        let [anna, bob] = [("Anna", "101"), ("Bob", "102")].map(|(name, number)| Person {
            account_id,
            user_id: with_number(&office, name, number),
        });
        Self {
            as_anna: office.person(account_id, anna.user_id),
            as_bob: office.person(account_id, bob.user_id),
            office,
            anna,
            bob,
        }
    }

    fn read(
        &self,
        who: &Principal,
        which: Which,
    ) -> cordboard_engine::Result<cordboard_store::Entry> {
        entries::read::run(&self.office.engine, who, which)
    }

    fn contact(&self, owner: Owner, name: &str) -> Id {
        let document = json!({ "name": name });
        make(&self.office, &OWNER, Kind::Contact, owner, document)
            .unwrap()
            .id
    }

    fn begin(&self, list: SyncList) -> String {
        token::run(&self.office.engine, &self.as_anna, (list, self.anna), None).unwrap()
    }

    /// What Anna hears of a list, and her next token.
    fn diff(&self, list: SyncList, token: &str) -> (String, Vec<(Id, ChangeType)>) {
        let asked = (list, self.anna);
        let output = contacts::run(&self.office.engine, &self.as_anna, asked, token).unwrap();
        let kept = output
            .entries
            .into_iter()
            .map(|(id, change, _)| (id, change));
        (output.token, kept.collect())
    }

    fn owner(&self) -> Owner {
        Owner::person(self.anna.account_id, self.anna.user_id)
    }

    fn mark(&self, of: set::Of, is_favorite: bool) -> cordboard_engine::Result<()> {
        let owner = self.owner();
        set::run(
            &self.office.engine,
            &self.as_anna,
            set::Input {
                owner,
                of,
                is_favorite,
            },
        )
    }

    fn folder(&self, person: Person) -> String {
        read_folder::run(&self.office.engine, &OWNER, at(person)).unwrap()
    }

    fn fetch(&self, folder: &str, file_name: &str) -> cordboard_engine::Result<provisioning::File> {
        let input = provisioning::Input {
            folder,
            file_name,
            host: "pbx.example",
            folder_url: "http://pbx.example/provision/x/",
        };
        provisioning::run(&self.office.engine, input)
    }

    fn phone(&self) -> Record {
        let input = own::create::Input {
            owner: self.owner(),
            fields: fields(json!({
                "name": "Desk", "mac_address": "00:15:65:AA:bb:01", "provision": { "endpoint_brand": "Yealink" },
                "provisioning": { "timezone": "Europe/Berlin", "codecs": ["PCMA"] },
            })),
        };
        own::create::run(&self.office.engine, &self.as_anna, input).unwrap()
    }
}

fn at(person: Person) -> Place {
    Place {
        account_id: person.account_id,
        id: person.user_id,
    }
}

#[test]
fn what_a_switch_reports_is_found_by_the_person_it_happened_to_and_by_nobody_else() {
    let desk = Desk::new();
    let office = &desk.office;
    let document = json!({ "caller": "101", "started_at": "2026-05-01T10:00:00Z" });
    let tried = |who: &Principal, owner: &str| {
        report(office, who, Kind::Recording, owner, document.clone())
    };
    assert_eq!(refused(tried(&desk.as_anna, "101")), "forbidden");
    assert_eq!(refused(tried(&OWNER, "999")), "invalid");
    let id = tried(&OWNER, "101").unwrap();
    let which = Which {
        kind: Kind::Recording,
        person: desk.anna,
        id,
    };
    desk.read(&desk.as_anna, which).unwrap();
    assert_eq!(refused(desk.read(&desk.as_bob, which)), "forbidden");
    let mixed = Which {
        person: desk.bob,
        ..which
    };
    assert_eq!(refused(desk.read(&desk.as_bob, mixed)), "not_found");
}

#[test]
fn a_recording_has_its_length_and_its_file_and_takes_the_file_with_it() {
    let desk = Desk::new();
    let sound = upload(&desk.office, &OWNER, &[WAV]);
    let document = json!({ "started_at": "2026-05-01T10:00:00Z", "ended_at": "2026-05-01T10:00:07Z", "file_id": sound });
    let id = report(&desk.office, &OWNER, Kind::Recording, "101", document).unwrap();
    let which = Which {
        kind: Kind::Recording,
        person: desk.anna,
        id,
    };
    let found = desk.read(&desk.as_anna, which).unwrap();
    assert_eq!(found.fields["duration"], 7);
    let url = found.fields["file_url"].as_str().unwrap();
    let address = url.rsplit_once('/').unwrap().1;
    let engine = &desk.office.engine;
    assert_eq!(fetch::run(engine, address).unwrap().bytes, WAV);
    entries::delete::run(engine, &desk.as_anna, which).unwrap();
    assert_eq!(refused(desk.read(&desk.as_anna, which)), "not_found");
    assert_eq!(refused(fetch::run(engine, address)), "not_found");
}

#[test]
fn several_changes_of_a_contact_are_one() {
    let desk = Desk::new();
    let account = Owner::account(desk.office.branch);
    let gone = desk.contact(account, "Gone");
    let (business, own) = (
        desk.begin(SyncList::BusinessContacts),
        desk.begin(SyncList::Contacts),
    );
    let mine = desk.contact(desk.owner(), "Aunt");
    let fresh = desk.contact(account, "Fresh");
    for id in [gone, fresh] {
        let thing = Thing {
            kind: Kind::Contact,
            owner: account,
            id,
        };
        owned::delete::run(&desk.office.engine, &OWNER, thing).unwrap();
    }
    let (next, found) = desk.diff(SyncList::BusinessContacts, &business);
    assert_eq!(found, [(gone, ChangeType::Deleted)]);
    assert_eq!(desk.diff(SyncList::BusinessContacts, &next).1, []);
    assert_eq!(
        desk.diff(SyncList::Contacts, &own).1,
        [(mine, ChangeType::Created)]
    );
}

#[test]
fn a_favourite_is_a_change_of_the_list_for_who_chose_it() {
    let desk = Desk::new();
    let shop = desk.contact(Owner::account(desk.office.branch), "Shop");
    let mine = desk.contact(desk.owner(), "Aunt");
    let business = desk.begin(SyncList::BusinessContacts);
    let colleagues = desk.begin(SyncList::ExtensionContacts);
    let bob = desk.bob.user_id;
    for of in [set::Of::Contact(shop), set::Of::Colleague(bob)] {
        for is_favorite in [true, false, true] {
            desk.mark(of, is_favorite).unwrap();
        }
    }
    assert_eq!(
        desk.diff(SyncList::BusinessContacts, &business).1,
        [(shop, ChangeType::Updated)]
    );
    assert_eq!(
        desk.diff(SyncList::ExtensionContacts, &colleagues).1,
        [(bob, ChangeType::Updated)]
    );
    assert_eq!(
        refused(desk.mark(set::Of::Contact(mine), true)),
        "not_found"
    );
}

#[test]
fn a_phone_fetches_its_file_from_its_persons_folder_and_from_no_other() {
    let desk = Desk::new();
    let phone = desk.phone();
    let secret = phone.fields["sip"]["password"].as_str().unwrap();
    let (folder, other) = (desk.folder(desk.anna), desk.folder(desk.bob));
    assert!(folder.len() >= 16 && folder != other);
    let file = desk.fetch(&folder, "001565aabb01.cfg").unwrap();
    assert!(file.text.starts_with("#!version:1.0.0.1\n"));
    assert!(file.text.contains(secret) && file.text.contains("pbx.example"));
    for (folder, name) in [
        (other.as_str(), "001565aabb01.cfg"),
        ("", "001565aabb01.cfg"),
        (&folder, "001565aabb02.cfg"),
        (&folder, "passwd"),
    ] {
        assert_eq!(refused(desk.fetch(folder, name)), "not_found", "{name}");
    }
}

#[test]
fn a_reset_profile_shuts_the_folder_before_and_a_deleted_phone_fetches_nothing() {
    let desk = Desk::new();
    let (phone, before) = (desk.phone(), desk.folder(desk.anna));
    let engine = &desk.office.engine;
    reset_profile::run(engine, &desk.as_anna, at(desk.anna)).unwrap();
    assert_eq!(
        refused(desk.fetch(&before, "001565aabb01.cfg")),
        "not_found"
    );
    let folder = desk.folder(desk.anna);
    desk.fetch(&folder, "001565aabb01.cfg").unwrap();
    let Person {
        account_id,
        user_id,
    } = desk.anna;
    let which = own::Which {
        account_id,
        user_id,
        id: phone.id,
    };
    own::delete::run(engine, &desk.as_anna, which).unwrap();
    assert_eq!(
        refused(desk.fetch(&folder, "001565aabb01.cfg")),
        "not_found"
    );
}
