//! A desktop's engine over a file of its own, meeting the server as the program does.

use crate::bench::http::Program;
use crate::failure::{Failure, Result};
use cordboard_engine::replica::OfficeCopy;
use cordboard_engine::{Engine, Principal, Surroundings, users};
use cordboard_link::Link;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind};
use cordboard_store::{directory, sqlite};
use cordboard_sync::client::Status;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) struct Desk {
    pub(crate) copy: Arc<OfficeCopy>,
    link: Link,
}

/// What one meeting took.
pub(crate) struct Visit {
    pub(crate) took: Duration,
    pub(crate) requests: u64,
    pub(crate) sent: u64,
    pub(crate) received: u64,
}

/// Somebody who signed in at the server.
pub(crate) struct Admin {
    pub(crate) token: String,
    pub(crate) user: Id,
}

impl Admin {
    pub(crate) async fn sign_in(program: &Program, seeded: &Value) -> Result<Self> {
        let body = json!({ "username": seeded["username"], "password": seeded["password"] });
        let url = format!("{}/console/session", program.address);
        let answer = reqwest::Client::new().post(url).json(&body).send().await?;
        let session: Value = answer.json().await?;
        let id = |value: &Value| {
            let id = value.as_str().and_then(|id| id.parse().ok());
            id.ok_or_else(|| crate::bench::http::odd(&session))
        };
        Ok(Self {
            user: id(&session["user"]["id"])?,
            token: session["token"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

impl Desk {
    /// An empty file that is to be a copy.
    pub(crate) fn open(program: &Program, admin: &Admin, dir: &Path) -> Result<Self> {
        let opened = directory::open(dir, sqlite::Options::default())?;
        let surroundings = Surroundings::with_pepper(opened.pepper);
        let engine = Arc::new(Engine::with(Arc::new(opened.store), surroundings)?);
        let copy = Arc::new(OfficeCopy::begin(engine, admin.user, None)?);
        let link = Link::new(Arc::clone(&copy), &program.address, &admin.token);
        Ok(Self { copy, link })
    }

    /// Asks whatever there is to ask.
    pub(crate) async fn meet(&self) -> Result<Visit> {
        self.copy.poke(false)?;
        self.visit(|| Ok(true)).await
    }

    /// Makes what came searchable.
    pub(crate) async fn index(&self) -> Result<Duration> {
        let begun = Instant::now();
        while self.link.index().await? {}
        Ok(begun.elapsed())
    }

    /// Asks until everything that was done here is acknowledged.
    pub(crate) async fn push(&self) -> Result<Visit> {
        self.visit(|| {
            let outbox = self.copy.outbox()?;
            let waits = |status: &Status| !matches!(status, Status::Acked(_));
            Ok(outbox.iter().any(|entry| waits(&entry.status)))
        })
        .await
    }

    async fn visit(&self, go_on: impl Fn() -> Result<bool>) -> Result<Visit> {
        let before = self.link.traffic();
        let begun = Instant::now();
        let mut took = Duration::ZERO;
        loop {
            let step = Instant::now();
            let asked = self.link.once().await?;
            took += step.elapsed();
            if !asked || !go_on()? {
                break;
            }
        }
        let after = self.link.traffic();
        debug_assert!(took <= begun.elapsed());
        Ok(Visit {
            took,
            requests: after.requests - before.requests,
            sent: after.sent - before.sent,
            received: after.received - before.received,
        })
    }

    /// Everything the copy holds, as documents for another database.
    pub(crate) fn documents(&self) -> Result<Vec<Value>> {
        let snapshot = self.copy.engine().read()?;
        let mut documents = Vec::new();
        let mut after = 0;
        loop {
            let page = snapshot.changed_since(after, 1_000)?;
            let Some(last) = page.last() else {
                return Ok(documents);
            };
            after = last.rev;
            for record in page.into_iter().filter(|record| record.kind.is_synced()) {
                documents.push(json!({
                    "_id": record.id.to_string(),
                    "kind": record.kind.name(),
                    "account_id": record.account_id.map(|id| id.to_string()),
                    "fields": record.fields,
                }));
            }
        }
    }

    /// Changes one field of so many people, one after the other, as a person does in the console.
    pub(crate) fn edit(&self, documents: &[Value], times: usize) -> Result<()> {
        let engine = self.copy.engine();
        let people = documents
            .iter()
            .filter(|document| document["kind"] == "user");
        for (number, document) in people.take(times).enumerate() {
            let id = document["_id"].as_str().and_then(|id| id.parse().ok());
            let user_id = id.ok_or_else(|| crate::bench::http::odd(document))?;
            let seen = engine.live(Kind::User, user_id)?;
            let from = seen.and_then(|user| user.fields.get("department").cloned());
            let input = users::update::Input {
                id: user_id,
                changes: vec![Edit {
                    path: "/department".into(),
                    from,
                    to: Some(format!("Department {number}").into()),
                }],
            };
            users::update::run(engine, &Principal::Owner, input)?;
        }
        match self.copy.outbox()?.len() {
            made if made == times => Ok(()),
            made => Err(Failure::Program(format!("{made} edits wait, not {times}"))),
        }
    }
}
