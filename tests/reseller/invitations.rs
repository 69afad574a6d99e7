//! What guests of a meeting get: an entry for the calendar, its changes, and its end.

use crate::client::Reseller;
use crate::mail_server::MailServer;
use serde_json::{Value, json};

struct Office {
    reseller: Reseller,
    server: MailServer,
}

impl Office {
    fn new() -> Self {
        let (reseller, server) = (Reseller::new(), MailServer::new());
        let smtp = json!({ "host": "127.0.0.1", "port": server.port, "security": "none", "from": "pbx@acme.example" });
        let edit = json!({ "changes": [{ "path": "/smtp", "to": smtp }] });
        reseller
            .console("PATCH", "/console/settings", Some(edit))
            .expect(200);
        Self { reseller, server }
    }

    fn meet(&self, guests: &str, more: Value) -> String {
        let mut meeting = json!({
            "mode": "AUDIO", "subject": "Monday; all", "timezone": "Europe/Berlin", "external_invitees": guests,
            "scheduled_start_at": "2098-12-08T09:00:00Z", "scheduled_end_at": "2098-12-08T10:00:00Z",
        });
        for (key, value) in more.as_object().unwrap() {
            meeting[key] = value.clone();
        }
        let made = self
            .reseller
            .console("POST", "/api/user/meetings", Some(meeting))
            .expect(201);
        format!("/api/user/meetings/{}", made["id"].as_str().unwrap())
    }

    fn change(&self, path: &str, change: Value) {
        let changed = self.reseller.console("POST", path, Some(change));
        assert_eq!(changed.status, 200, "{}", changed.text);
    }

    /// The next letter: to whom, its subject, and the lines of its calendar.
    #[track_caller]
    fn next(&self) -> (String, String, Vec<String>) {
        let letter = self.server.next();
        let line = |name: &str| {
            let line = letter.lines().find(|line| line.starts_with(name));
            line.unwrap_or_default()
                .trim_start_matches(name)
                .trim()
                .to_owned()
        };
        let from = letter.find("BEGIN:VCALENDAR").unwrap_or(letter.len());
        let calendar = letter[from..].replace("\r\n ", "");
        let end = calendar.find("END:VCALENDAR").unwrap_or(0);
        let lines = calendar[..end].lines().map(str::to_owned).collect();
        (line("RCPT TO:"), line("Subject:"), lines)
    }
}

fn value(lines: &[String], name: &str) -> String {
    let prefix = format!("{name}:");
    let line = lines.iter().find(|line| line.starts_with(&prefix));
    let line = line.unwrap_or_else(|| panic!("no {name}: {lines:#?}"));
    line[prefix.len()..].to_owned()
}

#[test]
fn a_guest_gets_an_invitation_then_each_change_and_in_the_end_the_cancellation() {
    let office = Office::new();
    let path = office.meet("carl@x.example", json!({}));
    let (to, subject, invited) = office.next();
    assert_eq!(
        (to.as_str(), subject.as_str()),
        ("<carl@x.example>", "Invitation: Monday; all")
    );
    for (name, wanted) in [
        ("METHOD", "REQUEST"),
        ("DTSTART", "20981208T090000Z"),
        ("DTEND", "20981208T100000Z"),
        ("SUMMARY", "Monday\\; all"),
        ("STATUS", "CONFIRMED"),
    ] {
        assert_eq!(value(&invited, name), wanted);
    }
    // What guests do not see is not told.
    office.change(&path, json!({ "enable_recording": true }));
    office.change(&path, json!({ "scheduled_start_at": "2098-12-08T09:30:00Z", "scheduled_end_at": "2098-12-08T10:30:00Z" }));
    let (_, subject, changed) = office.next();
    assert_eq!(subject, "Changed: Monday; all");
    assert_eq!(value(&changed, "METHOD"), "REQUEST");
    assert_eq!(value(&changed, "DTSTART"), "20981208T093000Z");
    assert_eq!(value(&changed, "UID"), value(&invited, "UID"));
    let number = |lines: &[String]| value(lines, "SEQUENCE").parse::<u64>().unwrap();
    assert!(number(&changed) > number(&invited));
    let room = path.replace("/api/user/", "/console/");
    let gone = office.reseller.console("DELETE", &room, None);
    assert!((200..300).contains(&gone.status), "{}", gone.text);
    let (to, subject, cancelled) = office.next();
    assert_eq!(
        (to.as_str(), subject.as_str()),
        ("<carl@x.example>", "Cancelled: Monday; all")
    );
    assert_eq!(value(&cancelled, "METHOD"), "CANCEL");
    assert_eq!(value(&cancelled, "STATUS"), "CANCELLED");
    assert_eq!(value(&cancelled, "UID"), value(&invited, "UID"));
    assert!(number(&cancelled) > number(&changed));
    assert!(office.server.is_quiet());
}

#[test]
fn who_comes_is_invited_who_goes_is_told_and_who_stays_hears_nothing() {
    let office = Office::new();
    let path = office.meet("carl@x.example", json!({}));
    office.next();
    office.change(
        &path,
        json!({ "external_invitees": "CARL@x.example; dora@x.example" }),
    );
    assert_eq!(office.next().0, "<dora@x.example>");
    office.change(&path, json!({ "external_invitees": "dora@x.example" }));
    let (to, _, lines) = office.next();
    assert_eq!(
        (to.to_lowercase().as_str(), value(&lines, "METHOD").as_str()),
        ("<carl@x.example>", "CANCEL")
    );
    // A meeting without a time any more is cancelled for those who are left.
    assert!(office.server.is_quiet());
}

#[test]
fn rooms_without_a_time_and_meetings_that_are_over_send_nothing() {
    let office = Office::new();
    office.meet(
        "carl@x.example",
        json!({ "scheduled_start_at": null, "scheduled_end_at": null }),
    );
    office.meet("carl@x.example", json!({ "scheduled_start_at": "2020-01-01T09:00:00Z", "scheduled_end_at": "2020-01-01T10:00:00Z" }));
    office.meet("dora@x.example", json!({}));
    assert_eq!(office.next().0, "<dora@x.example>", "only she");
    assert!(office.server.is_quiet());
}
