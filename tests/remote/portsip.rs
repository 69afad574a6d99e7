//! A tenant of a PortSIP server.

use crate::office::{Office, Remote, counts};
use reqwest::Method;
use serde_json::{Value, json};

fn user(name: &str, number: &str) -> Value {
    json!({
        "name": name, "password": "Gx7#kq2!Wb9$", "email": format!("{name}@acme.example"), "display_name": name,
        "role": "StandardUser", "extension_number": number, "extension_password": "Hy8#lr3!Xc1$",
        "voicemail_pin": "293847",
        "busy_office_hours_forward_rule": { "action": "FORWARD_TO_NUMBER", "number": "777123" },
    })
}

fn made(office: &Office, path: &str, body: Value) -> String {
    let made = office.post(&format!("/api{path}"), body);
    made["id"].as_str().unwrap().to_owned()
}

fn named(office: &Office, name: &str) -> Value {
    let rows = office.get("/api/users")["items"].clone();
    let rows = rows.as_array().unwrap();
    let found: Vec<_> = rows.iter().filter(|row| row["name"] == name).collect();
    assert_eq!(found.len(), 1, "{name}: {rows:?}");
    office.get(&format!("/api/users/{}", found[0]["id"].as_str().unwrap()))
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

/// "pia" with a phone, "tom", and the group "Sales" with pia in it; the ids of pia and the group.
fn tenant(there: &Office) -> (String, String) {
    let pia = made(there, "/users", user("pia", "201"));
    made(there, "/users", user("tom", "202"));
    let phone = json!({
        "mac": "001565000002", "filename": "yealink.xml", "vendor": "Yealink", "model": "T46S", "password": "admin-1",
        "language": "GERMAN", "transfer": "BLIND", "timezone": "Europe/Berlin", "codecs": ["PCMA"],
        "interface": "WEB_DOMAIN", "preferred_transport": "UDP",
    });
    made(there, &format!("/users/{pia}/phones"), phone);
    let sales = made(
        there,
        "/groups",
        json!({ "name": "Sales", "description": "Who sells" }),
    );
    there.post(&format!("/api/groups/{sales}/members/201"), json!({}));
    (pia, sales)
}

fn members(office: &Office, group: &str) -> Vec<String> {
    let members = office.get(&format!("/api/groups/{group}/members"));
    let members = members["items"].as_array().unwrap().iter();
    members
        .map(|it| it["extension_number"].as_str().unwrap().to_owned())
        .collect()
}

/// The session is renewed each time; and a phone that goes is asked about.
fn a_phone_goes(there: &Office, remote: &Remote<'_>, pia: &str) {
    let phones = there.get(&format!("/api/users/{pia}/phones"));
    let phone = phones["items"][0]["id"].as_str().unwrap();
    there.post(
        &format!("/api/users/{pia}/phones/{phone}/destroy"),
        json!({}),
    );
    let step = remote.plan()["steps"][0].clone();
    assert_eq!(
        (&step["what"], &step["sort"]),
        (&json!("gone_there"), &json!("phone"))
    );
    let run = remote.ordered(
        "pull",
        json!([]),
        json!([{ "step": step["key"], "delete": true }]),
    );
    assert_eq!(counts(&run), (0, 0, 1));
    remote.agrees();
}

#[test]
fn users_phones_rules_and_groups_of_a_tenant_go_both_ways() {
    let there = Office::new();
    let (pia, sales) = tenant(&there);
    let here = Office::new();
    let remote = Remote::add(&here, "portsip", &there.server.address, "", &here.account);
    let plan = remote.plan();
    let run = remote.done("pull");
    // Both have an admin of the same name, who is one person.
    assert_eq!(counts(&run).0, 4, "{plan:#} {run:#}");
    remote.agrees();
    let mine = named(&here, "pia");
    let key = "busy_office_hours_forward_rule";
    assert_eq!(
        mine[key],
        json!({ "action": "FORWARD_TO_NUMBER", "number": "777123" })
    );
    assert_ne!(mine["voicemail_pin"], "293847", "no PIN is pulled");
    let phones = here.get(&format!("/api/users/{}/phones", id(&mine)));
    assert_eq!(phones["items"][0]["language"], "GERMAN");
    assert_ne!(phones["items"][0]["password"], "admin-1");
    let groups = here.get("/api/groups");
    let group = groups["items"][0]["id"].as_str().unwrap();
    assert_eq!(members(&here, group), ["201"]);
    // Both sides edit.
    let rule = json!({ "action": "FORWARD_TO_VOICEMAIL", "number": "" });
    there.post(
        &format!("/api/users/{pia}"),
        json!({ key: rule, "department": "Sales" }),
    );
    here.post(
        &format!("/api/users/{}", id(&mine)),
        json!({ "mobile_phone": "+4917012345" }),
    );
    here.post(&format!("/api/groups/{group}/members/202"), json!({}));
    there.post(
        &format!("/api/groups/{sales}/members/201/destroy"),
        json!({}),
    );
    made(&here, "/users", user("eva", "203"));
    let plan = remote.plan();
    assert_eq!(counts(&remote.done("pull")), (0, 2, 0), "{plan:#}");
    assert_eq!(counts(&remote.done("push")), (1, 2, 0), "{plan:#}");
    remote.agrees();
    for office in [&there, &here] {
        let pia = named(office, "pia");
        assert_eq!(pia["department"], "Sales");
        assert_eq!(pia["mobile_phone"], "+4917012345");
        assert_eq!(pia[key]["action"], "FORWARD_TO_VOICEMAIL");
        named(office, "eva");
    }
    assert_eq!(members(&there, &sales), ["202"]);
    assert_eq!(members(&here, group), ["202"]);
    a_phone_goes(&there, &remote, &pia);
}

#[test]
fn a_name_that_cannot_be_changed_on_the_other_side_is_told() {
    let there = Office::new();
    made(&there, "/users", user("pia", "201"));
    let here = Office::new();
    let remote = Remote::add(&here, "portsip", &there.server.address, "", &here.account);
    remote.done("pull");
    let mine = named(&here, "pia");
    let change = json!({ "changes": [{ "path": "/username", "from": "pia", "to": "pina" }] });
    let (status, answer) = here.ask(
        Method::PATCH,
        &format!("/console/users/{}", id(&mine)),
        change,
    );
    assert_eq!(status, 200, "{answer}");
    let run = remote.run("push");
    let failures = run["failures"].as_array().unwrap();
    assert_eq!(failures.len(), 1, "{run:#}");
    assert!(
        failures[0]["reason"].as_str().unwrap().contains("by hand"),
        "{run:#}"
    );
}
