//! Every operation of the documentation of accounts, users and groups: as it is printed there, with ids filled in.
//!
//! A fixture holds the method, path, headers and body, and the keys, types and values of the documented answer. More
//! keys than documented are allowed. What is sent is what curl sends: a body without a content type is a form.

use crate::client::{Answer, Ask, Caller, id};
use crate::world::{Tenant, World, fresh, overlay, world};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const PHOTO: &[u8] = b"\xff\xd8\xff\xe0 a photo \x00\x01\x02";

#[test]
fn every_documented_operation_on_accounts_answers_what_is_documented() {
    run(include_str!("fixtures/accounts.json"));
}

#[test]
fn every_documented_operation_on_users_answers_what_is_documented() {
    run(include_str!("fixtures/users.json"));
}

#[test]
fn every_documented_operation_on_groups_answers_what_is_documented() {
    run(include_str!("fixtures/groups.json"));
}

fn run(cases: &str) {
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let case = Case(case);
        let office = Office::of(&case);
        let answer = office.ask(&case).send();
        let mut found = Vec::new();
        case.judge(&office, &answer, &mut found);
        for line in found {
            wrong.push(format!("{}: {line}", case.text("operation")));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

struct Case<'a>(&'a Value);

impl Case<'_> {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    fn says(&self, list: &str, word: &str) -> bool {
        let list = self.0[list].as_array();
        list.is_some_and(|list| list.iter().any(|said| said == word))
    }

    fn judge(&self, office: &Office, answer: &Answer, wrong: &mut Vec<String>) {
        let status = match &self.0["status"] {
            Value::String(_) => (200..300).contains(&answer.status),
            status => status == answer.status,
        };
        if !status {
            return wrong.push(format!("status {}: {}", answer.status, answer.text()));
        }
        for key in self.0["envelope"].as_array().into_iter().flatten() {
            if answer.body.get(key.as_str().unwrap()).is_none() {
                wrong.push(format!("the envelope has no {key}"));
            }
        }
        if let Some(lines) = self.0["text"].as_array() {
            let text = answer.text().replace("\r\n", "\n");
            let mut said = text.lines();
            // In this order; further properties may stand between them.
            let complete = lines.iter().all(|line| said.any(|said| line == said));
            if !complete || said.next().is_some() || !text.starts_with(lines[0].as_str().unwrap()) {
                wrong.push(format!("the text is {text:?}"));
            }
        }
        let photo = match self.text("photo") {
            "base64" => BASE64_STANDARD.encode(PHOTO).into_bytes(),
            "bytes" => PHOTO.to_vec(),
            _ => answer.bytes.clone(),
        };
        if answer.bytes != photo {
            wrong.push(format!("the photo is {:?}", answer.text()));
        }
        if let Some(data) = self.0.get("data") {
            let pattern = office.fill(data);
            matches("data", &pattern, &answer.body["data"], wrong);
        }
    }
}

/// What the placeholders of a case stand for: an account in the middle of a line, with a child, a user, his phone,
/// and a group of both.
struct Office {
    world: Arc<World>,
    caller: Caller,
    names: BTreeMap<&'static str, String>,
}

impl Office {
    fn of(case: &Case<'_>) -> Self {
        let world = world();
        let parent = Tenant::of(&world);
        let mut tenant = Tenant::below(&world, &parent.account);
        tenant
            .root
            .patch(
                &tenant.path(""),
                json!({ "language": "en-us", "timezone": "America/Los_Angeles" }),
            )
            .ok();
        let mut names = BTreeMap::new();
        names.insert("PARENT_ACCOUNT_ID", parent.account.clone());
        names.insert("PARENT_ACCOUNT_NAME", parent.name.clone());
        names.insert("ACCOUNT_ID", tenant.account.clone());
        names.insert("NAME", tenant.name.clone());
        names.insert("REALM", tenant.realm.clone());
        names.insert("NEW_NAME", format!("child account {}", fresh()));
        names.insert("DESTINATION", Tenant::of(&world).account);
        if !case.says("without", "child") {
            let child = Tenant::below(&world, &tenant.account);
            names.insert("CHILD_ID", child.account);
            names.insert("CHILD_NAME", child.name);
            names.insert("CHILD_REALM", child.realm);
        }
        people(case, &tenant, &mut names);
        if case.text("caller") == "parent" {
            tenant.root = parent.key();
        }
        Self {
            world,
            caller: tenant.root,
            names,
        }
    }

    fn ask(&self, case: &Case<'_>) -> Ask {
        let path = self.fill(&json!(case.text("path")));
        let path = path.as_str().unwrap().strip_prefix("/v2/").unwrap();
        let mut ask = self.caller.ask(case.text("method"), path);
        let headers = case.0["headers"].as_object();
        for (name, value) in headers.into_iter().flatten() {
            ask = ask.header(name, value.as_str().unwrap());
        }
        let asks_for_kind = headers.is_some_and(|headers| headers.contains_key("accept"));
        if !asks_for_kind {
            ask = ask.header("accept", "*/*");
        }
        if case.0["bytes"].is_string() {
            return ask.bytes(PHOTO);
        }
        match case.0.get("body") {
            None => ask,
            Some(body) => {
                let named = headers.is_some_and(|headers| headers.contains_key("content-type"));
                let ask = match named {
                    true => ask,
                    false => ask.header("content-type", "application/x-www-form-urlencoded"),
                };
                ask.bytes(self.fill(body).to_string())
            }
        }
    }

    /// A value with its placeholders filled in.
    fn fill(&self, value: &Value) -> Value {
        let mut text = value.to_string();
        for (name, filling) in &self.names {
            text = text.replace(&format!("{{{name}}}"), filling);
        }
        serde_json::from_str(&text).unwrap()
    }
}

fn people(case: &Case<'_>, tenant: &Tenant, names: &mut BTreeMap<&'static str, String>) {
    let realm = &tenant.realm;
    if case.says("with", "two users") {
        for (number, last, level) in [(1, "One", "admin"), (2, "Two", "user")] {
            let address = format!("user{number}@{realm}");
            tenant.user(json!({
                "username": address, "email": address, "password": "quite long 1", "last_name": last, "priv_level": level,
                "timezone": "America/Los_Angeles", "caller_id": { "external": { "number": "+15551234567" } },
            }));
        }
    }
    if case.says("without", "user") {
        return;
    }
    let mut fields = json!({});
    if case.says("with", "caller id") {
        overlay(
            &mut fields,
            json!({ "caller_id": { "internal": { "name": "U", "number": "1001" } } }),
        );
    }
    let user = id(&tenant.user(fields));
    let sip_user = format!("device{}", fresh());
    let device = id(&tenant.device(json!({
        "owner_id": user,
        "sip": { "username": sip_user, "password": "secret", "invite_format": "username" },
        "media": { "audio": { "codecs": ["PCMU", "PCMA"] } },
    })));
    let endpoints = json!({ &*user: { "type": "user", "weight": 1 }, &*device: { "type": "device", "weight": 2 } });
    let group = id(&tenant.group(json!({
        "name": "Group Name", "endpoints": endpoints, "music_on_hold": {}, "ui_metadata": { "ui": "kazoo-ui" },
    })));
    if case.says("with", "photo") {
        let path = tenant.path(&format!("users/{user}/photo"));
        let stored = tenant
            .root
            .ask("POST", &path)
            .header("content-type", "application/octet-stream");
        stored.bytes(PHOTO).send().ok();
    }
    names.insert("USER_ID", user);
    names.insert("DEVICE_ID", device);
    names.insert("SIP_USER", sip_user);
    names.insert("GROUP_ID", group);
}

/// Whether a value is what a pattern says; every difference is named.
fn matches(path: &str, pattern: &Value, value: &Value, wrong: &mut Vec<String>) {
    match pattern {
        Value::Object(members) => {
            if !value.is_object() {
                wrong.push(format!("{path} is {value}, no object"));
            }
            for (key, pattern) in members {
                let name = key.trim_end_matches('?');
                match value.get(name) {
                    Some(value) => matches(&format!("{path}.{name}"), pattern, value, wrong),
                    None if key.ends_with('?') => {}
                    None => wrong.push(format!("{path}.{name} is missing")),
                }
            }
        }
        Value::Array(items) => {
            let found = value.as_array().cloned().unwrap_or_default();
            if found.len() != items.len() || !value.is_array() {
                return wrong.push(format!("{path} is {value}"));
            }
            for (index, (pattern, value)) in items.iter().zip(&found).enumerate() {
                matches(&format!("{path}[{index}]"), pattern, value, wrong);
            }
        }
        Value::String(word) if word.starts_with('<') => {
            if !fits(word, value) {
                wrong.push(format!("{path} is {value}, not {word}"));
            }
        }
        _ if pattern == value => {}
        _ => wrong.push(format!("{path} is {value}, not {pattern}")),
    }
}

fn fits(word: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match word {
        "<id>" => is_hex(text, 32),
        "<key>" => is_hex(text, 64),
        "<ids>" => value
            .as_array()
            .is_some_and(|ids| ids.iter().all(|id| fits("<id>", id))),
        "<string>" => !text.is_empty(),
        "<billing>" => ["manual", "normal", "limits_only"].contains(&text),
        "<realm>" => text
            .split_once('.')
            .is_some_and(|(first, suffix)| is_hex(first, 6) && !suffix.is_empty()),
        "<quickcall>" => text.ends_with("-quickcall"),
        // Seconds since the year 0: between 2020 and 2100.
        "<gregorian>" => value
            .as_i64()
            .is_some_and(|at| (63_745_056_000..66_270_000_000).contains(&at)),
        "<members>" => value.as_object().is_some_and(|members| members.len() == 2),
        _ => panic!("the pattern {word} means nothing"),
    }
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
