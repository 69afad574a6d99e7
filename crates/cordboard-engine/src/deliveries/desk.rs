//! The desk: says what is to be sent now, and takes in what came of it. It never waits and opens no connection.
//!
//! There is one desk for one engine. The program that serves gives it its turns; tests do so by hand.

use super::queue::{self, Progress};
use super::request::{self, Attempt, Due};
use super::{index, queue::head};
use crate::{Engine, Result};
use cordboard_model::webhook::lanes::{Lanes, Outcome, Verdict};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Entry;
use serde_json::{Value, json};
use std::collections::HashMap;

/// How much of an answer's body the log keeps, in characters.
const BODY_MAX: usize = 4096;

/// What came of an attempt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status; nothing when no answer came.
    pub status: Option<u16>,
    /// The beginning of the answer's body.
    pub body: String,
    /// Why no answer came, or why the attempt was not made. Without secrets.
    pub error: Option<String>,
    /// When it was sent, in milliseconds since the epoch.
    pub sent_ms: i64,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
}

impl Answer {
    fn outcome(&self) -> Outcome {
        match self.status {
            Some(200..=299) => Outcome::Delivered,
            _ => Outcome::Failed,
        }
    }
}

/// What is under way and what waits, in memory; how far each watch has been told is in the store.
#[derive(Debug)]
pub struct Desk {
    lanes: Lanes,
    done: HashMap<Id, Progress>,
}

impl Desk {
    /// The desk as it was when the program ended: every watch that is on looks once whether something is there.
    pub fn open(engine: &Engine) -> Result<Self> {
        let snapshot = engine.read()?;
        let mut watches = Vec::new();
        snapshot.each_head(Kind::Watch, &mut |head| watches.push(head.id))?;
        let mut desk = Self {
            lanes: Lanes::default(),
            done: HashMap::new(),
        };
        for watch in watches {
            let progress = Progress::read(&*snapshot, watch)?;
            desk.lanes
                .restore(watch, progress.failures, progress.due_ms);
            desk.done.insert(watch, progress);
        }
        Ok(desk)
    }

    /// What is to be sent now. The answer to each attempt must be reported.
    pub fn turn(&mut self, engine: &Engine) -> Vec<Attempt> {
        let (arrived, hurried) = engine.deliveries.take();
        arrived
            .into_iter()
            .for_each(|watch| self.lanes.arrived(watch));
        hurried
            .into_iter()
            .for_each(|watch| self.lanes.hurry(watch));
        let now_ms = engine.now_ms();
        let mut attempts = Vec::new();
        for watch in self.lanes.due(now_ms) {
            match self.first(engine, watch) {
                Ok(Some(attempt)) => attempts.push(attempt),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(%error, %watch, "what is to be sent to a watch could not be read");
                    self.lanes.finished(watch, Outcome::Failed, now_ms);
                }
            }
        }
        attempts
    }

    /// When the next turn is wanted, in milliseconds since the epoch, if not earlier.
    pub fn next_ms(&self) -> Option<i64> {
        self.lanes.next_ms()
    }

    /// The first delivery of a lane, as a request.
    fn first(&mut self, engine: &Engine, id: Id) -> Result<Option<Attempt>> {
        let snapshot = engine.read()?;
        let watch = snapshot.get(Kind::Watch, id)?.filter(index::is_on);
        let stands = |watch: &Record| {
            watch
                .account_id
                .is_some_and(|id| engine.tree().contains(id))
        };
        let Some(watch) = watch.filter(stands) else {
            self.lanes.forget(id);
            return Ok(None);
        };
        let progress = match self.done.get(&id) {
            Some(known) => *known,
            None => Progress::read(&*snapshot, id)?,
        };
        self.done.insert(id, progress);
        let Some(delivery) = head(&*snapshot, id, progress)? else {
            self.lanes.empty(id);
            return Ok(None);
        };
        drop(snapshot);
        let event = delivery.fields.get("event").and_then(Value::as_str);
        let mut due = Due {
            watch_id: id,
            delivery: (delivery.rev, delivery.id),
            account_id: delivery.account_id,
            event: event.unwrap_or_default().to_owned(),
            created_ms: delivery.at_ms,
            logged: Value::Null,
        };
        match request::build(engine, &watch, &delivery) {
            Ok(request) => {
                due.logged = request::logged(&request);
                Ok(Some(Attempt { due, request }))
            }
            Err(error) => {
                due.logged = request::logged_without(&watch);
                let answer = Answer {
                    error: Some(error.to_string()),
                    sent_ms: engine.now_ms(),
                    ..Answer::default()
                };
                self.report(engine, &due, &answer);
                Ok(None)
            }
        }
    }

    /// Takes in what came of an attempt. It is kept, and shown to whoever looks after the watch.
    pub fn report(&mut self, engine: &Engine, due: &Due, answer: &Answer) {
        let watch = due.watch_id;
        let (now_ms, failures) = (engine.now_ms(), self.lanes.failures(watch));
        let Some(verdict) = self.lanes.finished(watch, answer.outcome(), now_ms) else {
            return;
        };
        let progress = self.done.entry(watch).or_default();
        match verdict {
            Verdict::RetryAt(due_ms) => {
                progress.failures = failures + 1;
                progress.due_ms = due_ms;
            }
            Verdict::Done | Verdict::Parked => {
                let (seq, delivery_id) = due.delivery;
                *progress = Progress {
                    seq,
                    delivery_id,
                    ..Progress::default()
                };
            }
        }
        let log = log(due, answer, (verdict, failures + 1));
        if let Err(error) = write(engine, watch, *progress, log) {
            // The delivery is not sent twice by this desk; only the next one would not know.
            tracing::error!(%error, %watch, "what came of a delivery could not be written");
        }
    }
}

/// What is kept of a delivery that was tried.
fn log(due: &Due, answer: &Answer, (verdict, attempts): (Verdict, u32)) -> Entry {
    let (status, next_ms) = match verdict {
        Verdict::Done => ("delivered", None),
        Verdict::RetryAt(at_ms) => ("retrying", Some(at_ms)),
        Verdict::Parked => ("parked", None),
    };
    let body: String = answer.body.chars().take(BODY_MAX).collect();
    let fields = json!({
        "event": due.event,
        "status": status,
        "attempts": attempts,
        "next_ms": next_ms,
        "sent_ms": answer.sent_ms,
        "duration_ms": answer.duration_ms,
        "request": due.logged,
        "response": { "status": answer.status, "body": body, "error": answer.error },
    });
    Entry {
        kind: Kind::DeliveryLog,
        id: due.delivery.1,
        account_id: due.account_id,
        owner_id: due.watch_id,
        at_ms: due.created_ms,
        rev: 0,
        fields: fields.as_object().cloned().unwrap_or_default(),
    }
}

fn write(engine: &Engine, watch: Id, progress: Progress, log: Entry) -> Result<()> {
    let mut batch = engine.batch(None, "delivery.report", Vec::new(), Value::Null);
    progress.put(&mut batch, watch);
    batch.entries.push(log);
    queue::forget_old(engine, &mut batch, watch, progress)?;
    engine.commit(batch)?;
    Ok(())
}

/// Keeps the token that came in the place of the one with which a watch's tokens are renewed.
pub fn keep_refresh_token(engine: &Engine, watch: Id, (old, new): (&str, &str)) -> Result<()> {
    engine.retry(|| {
        let Some(known) = engine.live(Kind::Watch, watch)? else {
            return Ok(());
        };
        let mut record = known.clone();
        let oauth2 = record
            .fields
            .get_mut("oauth2")
            .and_then(Value::as_object_mut);
        let Some(oauth2) = oauth2 else { return Ok(()) };
        if oauth2.get("refresh_token").and_then(Value::as_str) != Some(old) {
            return Ok(());
        }
        oauth2.insert("refresh_token".to_owned(), new.into());
        let mut batch = engine.batch(None, "watch.renew_token", Vec::new(), Value::Null);
        let (kind, id, rev) = (known.kind, known.id, known.rev);
        let unchanged = cordboard_store::Assert::Rev { kind, id, rev };
        batch.asserts.push(unchanged);
        batch.puts.push(crate::listing::put(record));
        engine.commit(batch)?;
        Ok(())
    })
}
