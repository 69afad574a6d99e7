//! What belongs to people and what happened to them.

use super::walk::Walk;
use super::{Cast, first, id};
use crate::uploads::WAV;
use serde_json::{Value, json};

/// The things of a person: by himself, or by who manages users.
pub struct Things<'a> {
    pub who: &'a str,
    /// The person, when somebody else does it.
    pub base: Option<&'a str>,
}

impl Things<'_> {
    /// The operation below `/user`, or the same below `/users/{id}`, where a thing is named by its own placeholder.
    fn name(&self, verb: &str, path: &str, child: &str) -> String {
        match self.base {
            None => format!("{verb} user/{path}"),
            Some(_) => format!("{verb} users/{{id}}/{}", path.replace("{id}", child)),
        }
    }

    fn at<'b>(&'b self, more: &[&'b str]) -> Vec<&'b str> {
        self.base.into_iter().chain(more.iter().copied()).collect()
    }

    /// Makes one, lists all, reads, changes and takes it away.
    async fn life(&self, walk: &mut Walk, (path, child): (&str, &str), new: Value, change: Value) {
        let one = format!("{path}/{{id}}");
        let name = |verb: &str, path: &str| self.name(verb, path, child);
        let made = walk
            .ask(self.who, &name("POST", path), &self.at(&[]), new)
            .await;
        let made = id(&made);
        walk.act(self.who, &name("GET", path), &self.at(&[])).await;
        walk.act(self.who, &name("GET", &one), &self.at(&[&made]))
            .await;
        walk.ask(self.who, &name("POST", &one), &self.at(&[&made]), change)
            .await;
        let gone = format!("{one}/destroy");
        walk.act(self.who, &name("POST", &gone), &self.at(&[&made]))
            .await;
    }

    pub async fn greetings(&self, walk: &mut Walk) {
        let file = walk.upload(self.who, "hello.wav", WAV).await;
        let name = |verb: &str, path: &str| self.name(verb, path, "{greeting_id}");
        let body = json!({ "file_id": file });
        let made = walk
            .ask(self.who, &name("POST", "greetings"), &self.at(&[]), body)
            .await;
        let made = id(&made);
        walk.act(self.who, &name("GET", "greetings"), &self.at(&[]))
            .await;
        for action in ["enable", "disable", "destroy"] {
            let path = format!("greetings/{{id}}/{action}");
            walk.act(self.who, &name("POST", &path), &self.at(&[&made]))
                .await;
        }
    }

    pub async fn phones(&self, walk: &mut Walk) {
        let new = json!({
            "mac": "00:15:65:aa:bb:01", "filename": "yealinkT4x.ph.xml", "vendor": "Yealink", "model": "T46S",
            "password": "w3b", "language": "GERMAN", "transfer": "BLIND", "timezone": "Europe/Berlin",
            "codecs": ["PCMA", "G722"], "interface": "WEB_DOMAIN", "preferred_transport": "TLS",
        });
        let change = json!({ "language": "FRENCH" });
        self.life(walk, ("phones", "{phone_id}"), new, change).await;
    }

    pub async fn speed_dials(&self, walk: &mut Walk) {
        for (table, code) in [("speed_dial_8", "2"), ("speed_dial_100", "02")] {
            let new = json!({ "code": code, "phone_number": "+4930", "description": "Office" });
            let change = json!({ "phone_number": "102" });
            self.life(walk, (table, "{dial_id}"), new, change).await;
        }
    }

    pub async fn holidays(&self, walk: &mut Walk, cast: &Cast) {
        let body = json!({
            "name": "Feast", "region": "DEU", "consecutive": false, "every_year": true,
            "month_start": 12, "day_start": 24,
        });
        let holidays = ("holidays", "{holiday_id}");
        self.life(walk, holidays, body.clone(), body.clone()).await;
        let general = walk
            .prepare(&cast.admin, "ingest/global_holidays", body)
            .await;
        let path = "global_holidays";
        let choice = json!({ "items": [id(&general)] });
        walk.ask(
            self.who,
            &self.name("POST", path, ""),
            &self.at(&[]),
            choice,
        )
        .await;
        walk.act(self.who, &self.name("GET", path, ""), &self.at(&[]))
            .await;
    }

    pub async fn queues(&self, walk: &mut Walk, cast: &Cast) {
        for (path, number, key) in [
            ("call_queues", 600, "agents"),
            ("ring_groups", 700, "members"),
        ] {
            let number = number + usize::from(self.base.is_some());
            let body =
                json!({ "name": "Sales", "extension_number": number.to_string(), key: ["101"] });
            walk.prepare(&cast.admin, &format!("ingest/{path}"), body)
                .await;
        }
        let name = |verb: &str, path: &str| self.name(verb, path, "{queue_id}");
        let found = walk
            .act(self.who, &name("GET", "call_queues"), &self.at(&[]))
            .await;
        let queue = first(&found, "id");
        let agent = "call_queues/{id}/agent";
        let ready = json!({ "status": "READY" });
        walk.ask(self.who, &name("POST", agent), &self.at(&[queue]), ready)
            .await;
        walk.act(self.who, &name("GET", agent), &self.at(&[queue]))
            .await;
        if self.base.is_none() {
            walk.act(self.who, "GET user/ring_groups", &[]).await;
        }
    }
}

/// The three lists of contacts, and what is told of them.
pub async fn contacts(walk: &mut Walk, cast: &Cast) {
    let me = &*cast.pia_token;
    let mut tokens = Vec::new();
    for list in ["contacts", "business_contacts", "extension_contacts"] {
        let name = format!("POST user/{list}/sync_tokens");
        let made = walk.act(me, &name, &[]).await;
        tokens.push((list, made["token"].as_str().unwrap_or("none").to_owned()));
    }
    let aunt = json!({ "name": "Aunt", "mobile_phone": "+49171" });
    let made = walk.ask(me, "POST user/contacts", &[], aunt).await;
    let own = id(&made);
    let shop = walk
        .prepare(
            &cast.admin,
            "ingest/business_contacts",
            json!({ "name": "Shop" }),
        )
        .await;
    let shop = id(&shop);
    let marked = [
        ("contacts", &own),
        ("business_contacts", &shop),
        ("extension_contacts", &cast.carl),
    ];
    for (list, id) in marked {
        for action in ["favorite", "unfavorite", "favorite"] {
            let name = format!("POST user/{list}/{{id}}/{action}");
            walk.act(me, &name, &[id]).await;
        }
    }
    walk.act(me, "GET user/contacts", &[]).await;
    walk.act(me, "GET user/contacts/{id}", &[&own]).await;
    let change = json!({ "email": "aunt@example.com" });
    walk.ask(me, "POST user/contacts/{id}", &[&own], change)
        .await;
    for (list, token) in &tokens {
        let name = format!("POST user/{list}/sync_tokens/{{token}}/diff");
        walk.act(me, &name, &[token]).await;
    }
    walk.act(me, "POST user/contacts/{id}/destroy", &[&own])
        .await;
}

/// Calls, messages and recordings that a switch reports.
pub async fn calls(walk: &mut Walk, cast: &Cast) {
    let (me, admin) = (&*cast.pia_token, &*cast.admin);
    let token = walk.act(me, "POST user/cdrs/sync_tokens", &[]).await;
    let call = json!({
        "owner": "101", "caller": "201", "callee": "101", "started_at": "2026-05-01T10:00:00Z",
        "answered_at": "2026-05-01T10:00:05Z", "ended_at": "2026-05-01T10:01:05Z",
        "direction": "INBOUND_CALL", "status_code": 200,
    });
    let made = id(&walk.prepare(admin, "ingest/cdrs", call).await);
    walk.act(me, "GET user/cdrs", &[]).await;
    walk.act(me, "GET user/cdrs/{id}", &[&made]).await;
    let token = token["token"].as_str().unwrap_or("none");
    walk.act(me, "POST user/cdrs/sync_tokens/{token}/diff", &[token])
        .await;

    let message = json!({ "owner": "101", "sender": "+49171", "msg_type": "SMS", "direction": "IN", "content": "Hi" });
    let made = id(&walk
        .prepare(admin, "ingest/external_messages", message)
        .await);
    walk.act(me, "GET user/external_messages", &[]).await;
    walk.act(me, "GET user/external_messages/{id}", &[&made])
        .await;

    let file = walk.upload(admin, "call.wav", WAV).await;
    let recording = json!({
        "owner": "101", "caller": "101", "callee": "102", "started_at": "2026-05-01T10:00:00Z",
        "ended_at": "2026-05-01T10:00:09Z", "file_id": file,
    });
    let made = id(&walk.prepare(admin, "ingest/recordings", recording).await);
    walk.act(me, "GET user/recordings", &[]).await;
    walk.act(me, "GET user/recordings/{id}", &[&made]).await;
    walk.act(me, "POST user/recordings/{id}/destroy", &[&made])
        .await;
}
