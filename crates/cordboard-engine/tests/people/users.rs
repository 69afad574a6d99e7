//! Lists of users, and deleting a user with what is his.

use crate::office::{OWNER, Office, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::scan::Scan;
use cordboard_engine::shown::{View, Wanted};
use cordboard_engine::users::{delete, rows, scan, update};
use cordboard_engine::{Principal, feed, phones};
use cordboard_model::Id;
use cordboard_model::merge::Edit;
use cordboard_store::Cursor;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

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

/// Counts how often a row is made; the tests of this file that look at it are one.
static MADE: AtomicU32 = AtomicU32::new(0);

const BY_NAME: View = View {
    name: "test.by_name",
    of: |user| {
        MADE.fetch_add(1, Ordering::SeqCst);
        let role = user.fields.get("role").map(ToString::to_string);
        format!("{} {}", user.text("first_name"), role.unwrap_or_default()).into_bytes()
    },
};

fn rows(office: &Office, who: &Principal, wanted: Wanted) -> (Vec<String>, Option<Cursor>) {
    let input = rows::Input {
        account_id: office.branch,
        wanted,
    };
    let page = rows::run(&office.engine, who, &input, BY_NAME).unwrap();
    let text = |row: &Arc<[u8]>| String::from_utf8(row.to_vec()).unwrap();
    (page.rows.iter().map(text).collect(), page.next)
}

#[test]
fn rows_are_kept_until_their_user_is_written_and_never_shown_to_whom_they_were_not_made_for() {
    let office = Office::new();
    let names = ["Anna", "Bert", "Carl", "Dora", "Emil"];
    let ids = names.map(|name| office.user(office.branch, name));
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let limit = Some(2);
        let (page, next) = rows(&office, &OWNER, Wanted { after, limit });
        assert!(page.len() == 2 || next.is_none());
        seen.extend(page);
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, names.map(|name| format!("{name} \"user\"")));
    assert_eq!(MADE.load(Ordering::SeqCst), 5);
    assert_eq!(rows(&office, &OWNER, Wanted::default()).0, seen);
    assert_eq!(MADE.load(Ordering::SeqCst), 5, "nobody was written");

    let changes = vec![Edit {
        path: "/first_name".into(),
        from: Some(json!("Carl")),
        to: Some(json!("Caro")),
    }];
    let input = update::Input {
        id: ids[2],
        changes,
    };
    update::run(&office.engine, &OWNER, input).unwrap();
    seen[2] = "Caro \"user\"".to_owned();
    assert_eq!(rows(&office, &OWNER, Wanted::default()).0, seen);
    assert_eq!(MADE.load(Ordering::SeqCst), 6, "one was written");

    let colleague = office.person(office.branch, ids[0]);
    let (plain, _) = rows(&office, &colleague, Wanted::default());
    assert_eq!(plain[2], "Caro ", "colleagues do not read the role");
    assert_eq!(rows(&office, &OWNER, Wanted::default()).0, seen);

    let input = delete::Input {
        id: ids[1],
        account_id: None,
        with_phones: false,
        even_oneself: false,
    };
    delete::run(&office.engine, &OWNER, input).unwrap();
    seen.remove(1);
    assert_eq!(rows(&office, &OWNER, Wanted::default()).0, seen);
}

#[test]
fn no_phone_that_is_added_meanwhile_outlives_the_user_whose_phones_go_with_him() {
    let office = Office::new();
    for _ in 0..20 {
        let anna = office.user(office.branch, "Anna");
        let (stop, made) = (AtomicBool::new(false), AtomicU32::new(0));
        let add = || {
            let owned = || json!({ "name": "Desk", "owner_id": anna.to_string() });
            while !stop.load(Ordering::SeqCst) && office.try_phone(office.branch, owned()).is_ok() {
                made.fetch_add(1, Ordering::SeqCst);
            }
            made.fetch_add(1, Ordering::SeqCst);
        };
        thread::scope(|scope| {
            let others = [scope.spawn(add), scope.spawn(add)];
            while made.load(Ordering::SeqCst) < 3 {
                thread::yield_now();
            }
            let input = delete::Input {
                id: anna,
                account_id: None,
                with_phones: true,
                even_oneself: false,
            };
            delete::run(&office.engine, &OWNER, input).unwrap();
            stop.store(true, Ordering::SeqCst);
            others.into_iter().for_each(|other| other.join().unwrap());
        });
        let input = phones::list::Input {
            account_id: office.branch,
            owner_id: None,
            scan: Scan::default(),
        };
        let left = phones::list::run(&office.engine, &OWNER, &input).unwrap();
        assert!(left.rows.is_empty(), "{} outlived him", left.rows.len());
    }
}
