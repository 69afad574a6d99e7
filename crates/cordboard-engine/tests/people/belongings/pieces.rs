//! Files that come in pieces.

use super::*;

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
