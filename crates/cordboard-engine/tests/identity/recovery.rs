//! Links for those who forgot their password.

use crate::office::{OWNER, Office, PASSWORD, named, refused};
use cordboard_engine::recovery::{finish, start};
use cordboard_engine::users::set_password;
use cordboard_model::{Id, Kind};
use serde_json::json;

fn ask(office: &Office, account: &str, username: &str) {
    office.wait(10_000);
    office.lists_the_console();
    let input = start::Input {
        account: Some(named(account)),
        username: username.into(),
        ui_url: "https://console.example/".into(),
        client: None,
    };
    start::run(&office.engine, input).unwrap();
}

/// The number in the newest letter.
fn number(office: &Office) -> String {
    let letter = office.letters().pop().unwrap();
    let number = letter
        .link
        .strip_prefix("https://console.example/?recovery=");
    number.unwrap().to_owned()
}

#[test]
fn a_link_opens_one_session_and_asks_for_a_new_password() {
    let office = Office::new();
    let shop = office.account(office.root, "Shop");
    let anna = office.user(shop, "anna");
    ask(&office, "Shop", "ANNA");
    assert_eq!(office.letters().len(), 1);
    assert_eq!(office.letters()[0].to, "anna@acme.example");
    let number = number(&office);
    let opened = finish::run(&office.engine, &number).unwrap();
    assert_eq!(opened.held.owner_id, Some(anna));
    assert!(office.lives(&opened.token));
    let user = office.engine.live(Kind::User, anna).unwrap().unwrap();
    assert!(user.flag("require_password_update", false));
    let again = finish::run(&office.engine, &number);
    assert_eq!(refused(again.map(|opened| opened.token)), "invalid");
}

#[test]
fn nobody_learns_who_has_an_account() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let nobody = office.user_with(office.root, "bert", json!({}));
    office.edit_user(anna, "/enabled", json!(true), json!(false));
    for (account, username) in [
        ("Acme", "anna"),
        ("Acme", "bert"),
        ("Acme", "carl"),
        ("Nowhere", "anna"),
    ] {
        ask(&office, account, username);
    }
    assert_eq!(office.letters().len(), 0);
    // What was kept for the look of it opens nothing and does not pile up.
    let snapshot = office.engine.read().unwrap();
    assert_eq!(snapshot.count(Kind::Recovery, Some(nobody)).unwrap(), 0);
    assert_eq!(
        snapshot.count(Kind::Recovery, Some(Id::default())).unwrap(),
        1
    );
}

#[test]
fn a_link_is_dead_after_a_day_after_a_newer_one_and_after_a_new_password() {
    let office = Office::new();
    let anna = office.user(office.root, "anna");
    let dead = |number: &str| {
        let tried = finish::run(&office.engine, number);
        assert_eq!(refused(tried.map(|opened| opened.token)), "invalid");
    };
    ask(&office, "Acme", "anna");
    let first = number(&office);
    office.wait(24 * 3_600_000);
    dead(&first);

    ask(&office, "Acme", "anna");
    let second = number(&office);
    ask(&office, "Acme", "anna");
    assert_eq!(number(&office), second, "a second letter within a minute");
    office.wait(60_000);
    ask(&office, "Acme", "anna");
    dead(&second);

    let third = number(&office);
    let input = set_password::Input {
        id: anna,
        password: PASSWORD.into(),
        current_password: None,
        keep_token: None,
    };
    set_password::run(&office.engine, &OWNER, input).unwrap();
    dead(&third);
    dead("");
    dead(&"0".repeat(64));
}

#[test]
fn an_address_that_is_no_page_is_refused() {
    let office = Office::new();
    for ui_url in [
        "",
        "https://x",
        "javascript:alert(1)//",
        "https://a.example/\r\nX: y",
        "https://nobodys.example/",
    ] {
        let input = start::Input {
            account: Some(named("Acme")),
            username: "admin".into(),
            ui_url: ui_url.into(),
            client: None,
        };
        assert_eq!(
            refused(start::run(&office.engine, input)),
            "invalid",
            "{ui_url:?}"
        );
    }
}
