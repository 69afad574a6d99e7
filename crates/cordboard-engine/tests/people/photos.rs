//! Photos of users.

use crate::office::{OWNER, Office, refused};
use cordboard_engine::belongings::Place;
use cordboard_engine::users::photo::{read, remove, write};
use cordboard_model::Id;

fn photo(account_id: Id, id: Id, bytes: &[u8]) -> write::Input {
    write::Input {
        place: Place { account_id, id },
        mime: Some("image/png".to_owned()),
        bytes: bytes.to_vec(),
    }
}

#[test]
fn a_photo_is_read_as_it_was_written_until_it_is_removed() {
    let office = Office::new();
    let engine = &office.engine;
    let anna = office.user(office.branch, "Anna");
    let input = photo(office.branch, anna, &[1, 2, 3]);
    assert_eq!(refused(read::run(engine, &OWNER, input.place)), "not_found");
    assert_eq!(
        refused(remove::run(engine, &OWNER, input.place)),
        "not_found"
    );
    let first = write::run(engine, &OWNER, &input).unwrap();
    let second = write::run(engine, &OWNER, &photo(office.branch, anna, &[4])).unwrap();
    assert!(second.rev > first.rev);
    let found = read::run(engine, &OWNER, input.place).unwrap();
    assert_eq!((found.mime.as_str(), found.bytes), ("image/png", vec![4]));
    remove::run(engine, &OWNER, input.place).unwrap();
    assert_eq!(refused(read::run(engine, &OWNER, input.place)), "not_found");
}

#[test]
fn a_photo_has_between_one_byte_and_eight_million() {
    let office = Office::new();
    let anna = office.user(office.branch, "Anna");
    let bytes = vec![0; write::BYTES_MAX + 1];
    for (count, may) in [
        (0, false),
        (1, true),
        (write::BYTES_MAX, true),
        (write::BYTES_MAX + 1, false),
    ] {
        let input = photo(office.branch, anna, &bytes[..count]);
        assert_eq!(
            write::run(&office.engine, &OWNER, &input).is_ok(),
            may,
            "{count}"
        );
    }
}

#[test]
fn a_person_changes_his_own_photo_and_nobody_elses() {
    let office = Office::new();
    let engine = &office.engine;
    let anna = office.user(office.branch, "Anna");
    let carl = office.user(office.branch, "Carl");
    let stranger = office.user(office.top, "Stranger");
    let who = office.person(office.branch, anna);
    write::run(engine, &who, &photo(office.branch, anna, &[1])).unwrap();
    let answer = |id, account| refused(write::run(engine, &who, &photo(account, id, &[1])));
    assert_eq!(answer(carl, office.branch), "forbidden");
    assert_eq!(answer(stranger, office.branch), "not_found");
    assert_eq!(answer(stranger, office.top), "not_found");
    let own = Place {
        account_id: office.branch,
        id: anna,
    };
    remove::run(engine, &who, own).unwrap();
}
