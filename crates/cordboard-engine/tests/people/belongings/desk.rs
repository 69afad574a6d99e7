//! What a switch reports of people, and the files of their phones.

use super::*;

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
            folder_url: "https://pbx.example/provision/x/",
            is_question: false,
            source: provisioning::Source {
                ip: "192.0.2.7",
                user_agent: "Yealink SIP-T46U",
                is_private: true,
            },
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
