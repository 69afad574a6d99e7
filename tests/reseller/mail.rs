//! Letters through a mail server, which here is a listener on loopback.

use crate::client::{Reseller, one};
use crate::mail_server::{Fate, MailServer};
use crate::server::PASSWORD;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const FROM: &str = "Acme Büro <pbx@acme.example>";
const SECRET: &str = "mail-secret-93";

fn set_mail_server(reseller: &Reseller, port: u16, more: Value) -> Value {
    let mut smtp = json!({
        "host": "127.0.0.1", "port": port, "security": "none", "from": FROM,
    });
    for (key, value) in more.as_object().unwrap() {
        smtp[key] = value.clone();
    }
    let edit = json!({ "changes": [{ "path": "/smtp", "to": smtp }] });
    reseller
        .console("PATCH", "/console/settings", Some(edit))
        .expect(200)
}

/// A new client whose admin gets a letter.
fn sign_up(reseller: &Reseller, email: &str) -> Value {
    reseller.account(email, json!({ "sendSignupEmail": true }))
}

/// The letters of a tray, the newest first.
fn tray(reseller: &Reseller, name: &str) -> Vec<Value> {
    let outbox = reseller.console("GET", "/console/outbox", None).expect(200);
    let trays = outbox["trays"].as_array().unwrap();
    let tray = trays.iter().find(|tray| tray["name"] == name).unwrap();
    tray["letters"].as_array().unwrap().clone()
}

/// The only letter in a tray to an address, as soon as it lies there.
#[track_caller]
fn lying(reseller: &Reseller, name: &str, to: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_secs(8);
    loop {
        let letters = tray(reseller, name);
        let found = letters.iter().find(|letter| letter["to"] == to);
        if let Some(letter) = found.filter(|letter| fits(letter)) {
            return letter.clone();
        }
        assert!(Instant::now() < end, "{name} {to}: {letters:?}");
        std::thread::yield_now();
    }
}

fn letter_path(letter: &Value, what: &str) -> String {
    format!("/console/outbox/{}{what}", letter["id"].as_str().unwrap())
}

#[test]
fn without_a_mail_server_the_console_has_the_link_and_with_one_the_letter_leaves() {
    let (reseller, server) = (Reseller::new(), MailServer::new());
    reseller.account("ben@x.example", json!({
        "sendSignupEmail": true, "firstName": "Ben", "clientName": "Bakery", "preferences": { "language": "de-DE" },
    }));
    let waiting = lying(&reseller, "waiting", "ben@x.example", |_| true);
    assert_eq!(
        (&waiting["sort"], &waiting["has_link"], &waiting["subject"]),
        (
            &json!("signup"),
            &json!(true),
            &json!("Willkommen bei Bakery")
        )
    );
    assert!(!waiting.to_string().contains("recovery="));
    let link = reseller
        .console("POST", &letter_path(&waiting, "/link"), None)
        .expect(200);
    let link = link["link"].as_str().unwrap().to_owned();
    set_mail_server(&reseller, server.port, json!({}));
    let letter = server.next();
    for part in [
        "MAIL FROM:<pbx@acme.example>",
        "RCPT TO:<ben@x.example>",
        "Subject: Willkommen bei Bakery\r\n",
        "From: =?utf-8?",
        "Guten Tag Ben",
    ] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    let number = link.split_once("recovery=").unwrap().1;
    assert!(letter.replace("=\r\n", "").contains(number), "{letter}");
    let sent = lying(&reseller, "sent", "ben@x.example", |_| true);
    assert_eq!(sent["has_link"], json!(false));
    let gone = reseller.console("POST", &letter_path(&sent, "/link"), None);
    assert_eq!(gone.status, 404, "nothing of a sent letter is kept");
    assert!(tray(&reseller, "waiting").is_empty());
}

#[test]
fn the_password_of_the_mail_server_is_used_and_is_nowhere_to_be_read() {
    let (mut reseller, server) = (Reseller::new(), MailServer::new());
    let login = json!({ "username": "pbx", "password": SECRET });
    let shown = set_mail_server(&reseller, server.port, login);
    assert!(!shown.to_string().contains(SECRET), "{shown}");
    let read = reseller.console("GET", "/console/settings", None);
    assert!(
        !read.text.contains(SECRET) && !read.text.contains("sealed"),
        "{}",
        read.text
    );
    let audit = reseller.console("GET", "/console/audit", None).expect(200);
    assert!(!audit.to_string().contains(SECRET));
    // Not even where two people disagree about the server.
    let stale =
        json!({ "changes": [{ "path": "/smtp", "from": { "host": "old", "from": "a@b" } }] });
    let clash = reseller.console("PATCH", "/console/settings", Some(stale));
    assert_eq!(clash.status, 409, "{}", clash.text);
    assert!(
        !clash.text.contains(SECRET) && !clash.text.contains("sealed"),
        "{}",
        clash.text
    );
    // It outlives the program.
    reseller.kill_and_restart();
    sign_up(&reseller, "ben@x.example");
    server.next();
    // AUTH PLAIN is base64 of NUL, name, NUL, password.
    assert!(
        server
            .said()
            .contains("AUTH PLAIN AHBieABtYWlsLXNlY3JldC05Mw=="),
        "{}",
        server.said()
    );
    let name =
        json!({ "changes": [{ "path": "/smtp/from", "from": FROM, "to": "pbx@acme.example" }] });
    reseller
        .console("PATCH", "/console/settings", Some(name))
        .expect(200);
    sign_up(&reseller, "eve@x.example");
    server.next();
    assert_eq!(server.said().matches("AUTH PLAIN AHBieABt").count(), 2);
    // Another server does not get the password of this one.
    let other = MailServer::new();
    let elsewhere =
        json!({ "changes": [{ "path": "/smtp/port", "from": server.port, "to": other.port }] });
    reseller
        .console("PATCH", "/console/settings", Some(elsewhere))
        .expect(200);
    sign_up(&reseller, "kim@x.example");
    other.next();
    assert!(!other.said().contains("AHBieABtYWls"), "{}", other.said());
    let data = reseller.data;
    drop(reseller.server);
    for file in std::fs::read_dir(data.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let mut parts = bytes.windows(SECRET.len());
        assert!(!parts.any(|part| part == SECRET.as_bytes()));
    }
}

#[test]
fn a_mail_server_without_starttls_gets_neither_password_nor_letter() {
    let (reseller, server) = (Reseller::new(), MailServer::new());
    let login = json!({ "security": "starttls", "username": "pbx", "password": SECRET });
    set_mail_server(&reseller, server.port, login);
    sign_up(&reseller, "ben@x.example");
    let tried = |letter: &Value| letter["reason"].is_string();
    let waiting = lying(&reseller, "waiting", "ben@x.example", tried);
    assert!(
        ["unable", "tls"].contains(&waiting["reason"].as_str().unwrap()),
        "{waiting}"
    );
    assert!(
        !server.said().contains("AUTH") && !server.said().contains("MAIL"),
        "{}",
        server.said()
    );
}

#[test]
fn a_mail_server_that_is_not_there_keeps_letters_waiting_and_gets_them_when_it_comes_back() {
    let reseller = Reseller::new();
    let port = MailServer::nowhere();
    set_mail_server(&reseller, port, json!({}));
    sign_up(&reseller, "ben@x.example");
    let tried = |letter: &Value| letter["reason"] == "unreachable";
    let waiting = lying(&reseller, "waiting", "ben@x.example", tried);
    assert!(waiting["attempts"].as_u64().unwrap() >= 1);
    // While it is away, requests are answered as ever.
    let begun = Instant::now();
    sign_up(&reseller, "eve@x.example");
    assert!(begun.elapsed() < Duration::from_secs(5));
    let server = MailServer::at(port);
    let again = reseller.console("POST", &letter_path(&waiting, "/retry"), None);
    assert_eq!(again.status, 204, "{}", again.text);
    let both = server.next() + &server.next();
    assert!(
        both.contains("<ben@x.example>") && both.contains("<eve@x.example>"),
        "{both}"
    );
}

#[test]
fn a_letter_at_which_the_server_hangs_or_that_it_refuses_holds_up_no_other() {
    let (reseller, server) = (Reseller::new(), MailServer::new());
    server.will("slow@x.example", Fate::Hangs);
    server.will(
        "gone@x.example",
        Fate::Refused("550 5.1.1 no such mailbox\r\n"),
    );
    server.will(
        "full@x.example",
        Fate::Refused("452 4.2.2 mailbox full\r\n"),
    );
    set_mail_server(&reseller, server.port, json!({}));
    for email in [
        "slow@x.example",
        "gone@x.example",
        "full@x.example",
        "ok@x.example",
    ] {
        sign_up(&reseller, email);
    }
    assert!(server.next().contains("<ok@x.example>"));
    let parked = lying(&reseller, "parked", "gone@x.example", |_| true);
    assert_eq!(parked["reason"], "refused");
    assert!(
        parked["answer"]
            .as_str()
            .unwrap()
            .contains("no such mailbox"),
        "{parked}"
    );
    let later = |letter: &Value| letter["reason"] == "deferred";
    let deferred = lying(&reseller, "waiting", "full@x.example", later);
    assert!(deferred["next"].is_string());
    // A person sends the one again and throws the other away.
    server.forgives("gone@x.example");
    let again = reseller.console("POST", &letter_path(&parked, "/retry"), None);
    assert_eq!(again.status, 204, "{}", again.text);
    assert!(server.next().contains("<gone@x.example>"));
    let sent = lying(&reseller, "sent", "gone@x.example", |_| true);
    let resent = reseller.console("POST", &letter_path(&sent, "/retry"), None);
    assert_eq!(resent.status, 409, "{}", resent.text);
    let discard = |letter: &Value| reseller.console("DELETE", &letter_path(letter, ""), None);
    assert_eq!(discard(&deferred).status, 204);
    assert_eq!(discard(&deferred).status, 404);
    let waiting = tray(&reseller, "waiting");
    assert!(
        waiting
            .iter()
            .all(|letter| letter["to"] != "full@x.example")
    );
}

#[test]
fn a_letter_outlives_a_power_cut_before_the_server_has_acknowledged_it() {
    let (mut reseller, server) = (Reseller::new(), MailServer::new());
    server.will("ben@x.example", Fate::Swallowed);
    set_mail_server(&reseller, server.port, json!({}));
    sign_up(&reseller, "ben@x.example");
    let first = server.next();
    server.forgives("ben@x.example");
    reseller.kill_and_restart();
    let second = server.next();
    let id = |letter: &str| {
        let line = letter.lines().find(|line| line.starts_with("Message-ID:"));
        line.unwrap().to_owned()
    };
    assert_eq!(id(&first), id(&second), "mail programs know it again");
    lying(&reseller, "sent", "ben@x.example", |_| true);
}

#[test]
fn a_test_letter_tells_whether_the_mail_server_works() {
    let (reseller, server) = (Reseller::new(), MailServer::new());
    let send = |to: &str| {
        let body = json!({ "to": to, "language": "de" });
        reseller.console("POST", "/console/outbox/test", Some(body))
    };
    assert_eq!(
        send("me@acme.example").status,
        409,
        "there is no server yet"
    );
    set_mail_server(&reseller, server.port, json!({}));
    for bad in ["", "me", "me@acme.example\r\nBcc: all@x", "a b@x.example"] {
        assert_eq!(send(bad).status, 422, "{bad:?}");
    }
    send("me@acme.example").expect(201);
    let letter = server.next();
    assert!(
        letter.contains("Subject: Testbrief von Cordboard\r\n"),
        "{letter}"
    );
    lying(&reseller, "sent", "me@acme.example", |_| true);
}

#[test]
fn a_forgotten_password_is_set_with_the_link_and_a_bad_one_leaves_the_link_good() {
    let (reseller, server) = (Reseller::new(), MailServer::new());
    set_mail_server(&reseller, server.port, json!({}));
    let made = reseller.account(
        "ben@x.example",
        json!({ "clientName": "Bakery", "password": PASSWORD }),
    );
    let path = one(&made);
    assert!(!path.is_empty());
    let ask = |username: &str| {
        let body =
            json!({ "username": username, "realm": "Bakery", "page": "http://127.0.0.1:1/" });
        reseller
            .bare("POST", "/console/recovery")
            .json(&body)
            .send()
            .unwrap()
            .status()
    };
    assert_eq!(ask("nobody@x.example"), 202);
    assert_eq!(
        ask("ben@x.example"),
        202,
        "the answer does not tell who is known"
    );
    let letter = server.next().replace("=\r\n", "").replace("=3D", "=");
    assert!(letter.contains("RCPT TO:<ben@x.example>"), "{letter}");
    let (_, number) = letter.rsplit_once("recovery=").unwrap();
    let number = number.trim();
    let post = |path: &str, body: Value| {
        crate::client::answer(reseller.bare("POST", path).json(&body).send().unwrap())
    };
    let look = || post("/console/recovery/link", json!({ "reset_id": number }));
    let whose = look().expect(200);
    assert_eq!(whose["username"], "ben@x.example");
    assert_eq!(whose["account_name"], "Bakery");
    let set = |password: &str| {
        let body = json!({ "reset_id": number, "password": password });
        post("/console/recovery/password", body)
    };
    let refused = set("short");
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("/password"), "{}", refused.text);
    assert_eq!(look().status, 200);
    let opened = set("a much better one").expect(200);
    assert!(opened["token"].is_string());
    assert_eq!((look().status, set("a much better one").status), (422, 422));
    let body =
        json!({ "username": "ben@x.example", "realm": "Bakery", "password": "a much better one" });
    assert_eq!(post("/console/session", body).status, 200);
    assert!(server.is_quiet());
}

#[test]
fn letters_wait_over_a_restart_without_a_mail_server() {
    let mut reseller = Reseller::new();
    sign_up(&reseller, "ben@x.example");
    reseller.kill_and_restart();
    lying(&reseller, "waiting", "ben@x.example", |_| true);
}
