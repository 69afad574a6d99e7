//! Groups: members, lists, and what lies in other accounts.

use crate::office::{OWNER, Office, fields, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::scan::Scan;
use cordboard_engine::{Principal, groups};
use cordboard_model::{Id, Record};
use serde_json::{Value, json};

fn create(office: &Office, who: &Principal, document: Value) -> cordboard_engine::Result<Record> {
    let input = groups::create::Input {
        account_id: office.branch,
        fields: fields(document),
    };
    groups::create::run(&office.engine, who, input)
}

fn list(office: &Office, who: &Principal, member_id: Option<Id>) -> Vec<String> {
    let input = groups::list::Input {
        account_id: office.branch,
        member_id,
        scan: Scan::default(),
    };
    let page = groups::list::run(&office.engine, who, &input).unwrap();
    page.rows.iter().map(Record::label).collect()
}

#[test]
fn a_group_is_kept_as_it_was_made_and_is_gone_once_deleted() {
    let office = Office::new();
    let document = json!({ "name": "Sales", "endpoints": { "x": 1 }, "ui": { "k": [1, null] } });
    let group = create(&office, &OWNER, document.clone()).unwrap();
    let place = Place {
        account_id: office.branch,
        id: group.id,
    };
    let read = groups::read::run(&office.engine, &OWNER, place).unwrap();
    for (key, value) in document.as_object().unwrap() {
        assert_eq!(&read.fields[key], value);
    }
    let elsewhere = Place {
        account_id: office.top,
        ..place
    };
    let engine = &office.engine;
    assert_eq!(
        refused(groups::read::run(engine, &OWNER, elsewhere)),
        "not_found"
    );
    assert_eq!(
        refused(groups::delete::run(engine, &OWNER, elsewhere)),
        "not_found"
    );
    groups::delete::run(engine, &OWNER, place).unwrap();
    assert_eq!(
        refused(groups::read::run(engine, &OWNER, place)),
        "not_found"
    );
    assert_eq!(
        refused(groups::delete::run(engine, &OWNER, place)),
        "not_found"
    );
    assert!(list(&office, &OWNER, None).is_empty());
}

#[test]
fn the_groups_of_a_user_are_those_that_name_him_as_a_user() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let carl = office.user(office.branch, "Carl");
    let member = |name: &str, id: Id, kind: &str| json!({ "name": name, "endpoints": { id.to_string(): { "type": kind, "weight": 1 } } });
    for document in [
        member("Second", anna, "user"),
        member("First", anna, "user"),
        member("Device", anna, "device"),
        member("Carl's", carl, "user"),
        json!({ "name": "Empty" }),
    ] {
        create(&office, &OWNER, document).unwrap();
    }
    assert_eq!(list(&office, &OWNER, Some(anna)), ["First", "Second"]);
    assert_eq!(list(&office, &OWNER, None).len(), 5);
    let who = office.person(office.branch, anna);
    assert_eq!(list(&office, &who, Some(anna)).len(), 2);
    assert_eq!(
        refused(create(&office, &who, json!({ "name": "Own" }))),
        "forbidden"
    );
    let stranger = office.user(office.top, "Stranger");
    let input = groups::list::Input {
        account_id: office.branch,
        member_id: Some(stranger),
        scan: Scan::default(),
    };
    let refusal = refused(groups::list::run(&office.engine, &OWNER, &input));
    assert_eq!(refusal, "not_found");
}

#[test]
fn a_group_without_a_name_is_refused_and_leaves_nothing() {
    let office = Office::new();
    let seq = cordboard_engine::feed::latest(&office.engine);
    for document in [
        json!({}),
        json!({ "name": "" }),
        json!({ "name": "x".repeat(129) }),
    ] {
        assert_eq!(refused(create(&office, &OWNER, document)), "invalid");
    }
    assert_eq!(cordboard_engine::feed::latest(&office.engine), seq);
}

#[test]
fn sixteen_writers_of_one_group_lose_nothing() {
    let office = Office::new();
    let group = create(&office, &OWNER, json!({ "name": "Sales" })).unwrap();
    let place = Place {
        account_id: office.branch,
        id: group.id,
    };
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let engine = &office.engine;
            scope.spawn(move || {
                for round in 0..8 {
                    let key = format!("t{thread}r{round}");
                    let input = groups::rewrite::Input {
                        place,
                        rewrite: Box::new(move |current| {
                            let mut wanted = current.clone();
                            wanted.insert(key.clone(), round.into());
                            Ok(wanted)
                        }),
                    };
                    groups::rewrite::run(engine, &OWNER, &input).unwrap();
                }
            });
        }
    });
    let read = groups::read::run(&office.engine, &OWNER, place).unwrap();
    assert_eq!(read.fields.len(), group.fields.len() + 16 * 8);
}
