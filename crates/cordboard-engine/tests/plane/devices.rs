//! Which phones are registered.

use crate::office::{OWNER, Office, fields};
use cordboard_engine::registrations::{of_phones, report};
use cordboard_engine::{Principal, phones};
use cordboard_model::Id;
use serde_json::json;

fn phone(office: &Office, owner: Id, name: &str, address: &str) -> Id {
    let mut document = json!({
        "name": name, "owner_id": owner.to_string(), "sip": { "username": name.to_lowercase() },
    });
    if !address.is_empty() {
        document["mac_address"] = address.into();
    }
    let input = phones::create::Input {
        account_id: office.top,
        fields: fields(document),
    };
    phones::create::run(&office.engine, &OWNER, input)
        .unwrap()
        .id
}

fn registered(office: &Office, principal: &Principal) -> Vec<Id> {
    let found = of_phones::run(&office.engine, principal, office.top).unwrap();
    found.iter().map(|phone| phone.id).collect()
}

fn report(office: &Office, document: serde_json::Value) {
    let input = report::Input {
        user: office.place(office.ben),
        fields: fields(document),
    };
    report::run(&office.engine, &OWNER, input).unwrap();
}

#[test]
fn the_only_phone_of_somebody_who_is_registered_is_the_one() {
    let office = Office::new();
    let desk = phone(&office, office.anna, "Desk", "");
    assert_eq!(registered(&office, &OWNER), [desk]);
    assert_eq!(registered(&office, &office.person(office.anna)), [desk]);
    assert!(registered(&office, &office.person(office.ben)).is_empty());
}

#[test]
fn of_several_phones_those_are_registered_that_a_registration_names() {
    let office = Office::without_plane();
    let hall = phone(&office, office.ben, "Hall", "00:15:65:aa:bb:01");
    let attic = phone(&office, office.ben, "Attic", "00:15:65:aa:bb:02");
    phone(&office, office.ben, "Cellar", "");
    assert!(registered(&office, &OWNER).is_empty());
    let contact = "<sip:hall@192.0.2.7:5060;transport=udp>";
    report(
        &office,
        json!({ "instance_id": "urn:uuid:1", "contact_address": contact }),
    );
    assert_eq!(registered(&office, &OWNER), [hall]);
    let instance = "urn:uuid:00000000-0000-1000-8000-001565AABB02";
    report(&office, json!({ "instance_id": instance }));
    assert_eq!(registered(&office, &OWNER), [attic, hall]);
}
