//! Lists of users, and deleting a user with what is his.

use crate::office::{OWNER, Office, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::scan::Scan;
use cordboard_engine::users::{delete, scan};
use cordboard_engine::{feed, phones};
use cordboard_model::Id;
use serde_json::json;

fn named(office: &Office, account_id: Id, is_backwards: bool) -> Vec<String> {
    let input = scan::Input {
        account_id,
        scan: Scan {
            is_backwards,
            ..Scan::default()
        },
    };
    let page = scan::run(&office.engine, &OWNER, &input).unwrap();
    page.rows.iter().map(|row| row.label()).collect()
}

#[test]
fn users_come_by_name_in_either_direction() {
    let office = Office::new();
    for name in ["Carl", "anna", "Bert"] {
        office.user(office.branch, name);
    }
    let forwards = ["anna Test", "Bert Test", "Carl Test"];
    assert_eq!(named(&office, office.branch, false), forwards);
    let backwards: Vec<_> = forwards.into_iter().rev().collect();
    assert_eq!(named(&office, office.branch, true), backwards);
}

#[test]
fn a_person_reads_of_colleagues_what_a_staff_directory_shows() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let input = scan::Input {
        account_id: office.branch,
        scan: Scan::default(),
    };
    let who = office.person(office.branch, anna);
    let rows = scan::run(&office.engine, &who, &input).unwrap().rows;
    assert_eq!(rows[0].fields["first_name"], "Anna");
    assert!(!rows[0].fields.contains_key("role"));
}

#[test]
fn a_deleted_user_leaves_his_phones_unless_they_are_to_go_too() {
    let office = Office::new();
    let engine = &office.engine;
    for with_phones in [false, true] {
        let anna = office.user(office.branch, "Anna");
        let owned = json!({ "name": "Desk", "owner_id": anna.to_string() });
        let phone = office.phone(office.branch, owned);
        let other = office.phone(office.branch, json!({ "name": "Lobby" }));
        let seq = feed::latest(engine);
        let mut input = delete::Input {
            id: anna,
            account_id: Some(office.top),
            with_phones,
            even_oneself: false,
        };
        assert_eq!(refused(delete::run(engine, &OWNER, input)), "not_found");
        input.account_id = Some(office.branch);
        let gone = delete::run(engine, &OWNER, input).unwrap();
        assert_eq!(feed::latest(engine), seq + 1, "one commit for all");
        assert_eq!(gone.phones.contains(&phone.id), with_phones);
        let is_there = |id| {
            let place = Place {
                account_id: office.branch,
                id,
            };
            phones::read::run(engine, &OWNER, place).is_ok()
        };
        assert_eq!(is_there(phone.id), !with_phones);
        assert!(is_there(other.id));
    }
}
