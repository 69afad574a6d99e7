//! The event feed as a stream: for server-sent events in browsers and for the channel of the desktop window.

use cordboard_engine::{Engine, Principal, Result, feed, sessions};
use cordboard_store::Seq;
use futures_util::stream::{Stream, unfold};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::watch;
use utoipa::ToSchema;

/// The topic that says: read everything again, the events since then are not told one by one.
pub const RESYNC: &str = "resync";
/// How many changes a listener may be behind before he is told to read everything again.
const BEHIND_MAX: Seq = 10_000;

/// One event: something to read again through the API, with the reader's own rights.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Event {
    /// The number of the change.
    pub seq: u64,
    /// The verb, e.g. `user.update`; `resync` when everything must be read again.
    pub topic: String,
    /// What it is about.
    pub ids: Vec<EventId>,
}

/// A record that an event is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventId {
    /// The kind's name.
    pub kind: &'static str,
    /// The record.
    pub id: String,
    /// The account under which it is visible.
    pub account_id: String,
}

/// Who listens: his rights are asked again each time there is something to tell.
#[derive(Debug, Clone)]
pub enum Listener {
    /// The owner at his own computer.
    Owner,
    /// The holder of a session.
    Token(String),
}

impl Listener {
    fn principal(&self, engine: &Engine) -> Result<Principal> {
        match self {
            Listener::Owner => Ok(Principal::Owner),
            Listener::Token(token) => Ok(sessions::resolve::run(engine, token)?.principal),
        }
    }
}

struct Reading {
    engine: Arc<Engine>,
    listener: Listener,
    after: Seq,
    latest: watch::Receiver<Seq>,
    closing: Option<watch::Receiver<bool>>,
    ready: VecDeque<Vec<Event>>,
}

/// The events after a number, in batches, for as long as the listener may listen and the program runs.
pub fn stream(
    engine: Arc<Engine>,
    listener: Listener,
    after: Seq,
    closing: Option<watch::Receiver<bool>>,
) -> impl Stream<Item = Vec<Event>> + Send {
    let latest = engine.watch();
    let newest = feed::latest(&engine);
    // A number from the future belongs to another history (a restored backup), and a reader far behind reads
    // everything again more quickly than he hears of all that happened.
    let restart = after > newest || newest - after > BEHIND_MAX;
    let after = if restart { newest } else { after };
    let hello = restart.then(|| {
        vec![Event {
            seq: newest,
            topic: RESYNC.to_owned(),
            ids: Vec::new(),
        }]
    });
    let reading = Reading {
        engine,
        listener,
        after,
        latest,
        closing,
        ready: hello.into_iter().collect(),
    };
    unfold(reading, |mut reading| async move {
        loop {
            if let Some(batch) = reading.ready.pop_front() {
                return Some((batch, reading));
            }
            reading.latest.mark_unchanged();
            if !read_on(&mut reading).await {
                return None;
            }
            if reading.ready.is_empty() && !wait(&mut reading).await {
                return None;
            }
        }
    })
}

/// Reads what is new; false when the listener may not listen any more.
async fn read_on(reading: &mut Reading) -> bool {
    loop {
        let engine = Arc::clone(&reading.engine);
        let listener = reading.listener.clone();
        let after = reading.after;
        let read = tokio::task::spawn_blocking(move || {
            let principal = listener.principal(&engine)?;
            feed::events(&engine, &principal, after)
        });
        let Ok(Ok(page)) = read.await else {
            return false;
        };
        reading.after = page.next;
        if !page.events.is_empty() {
            reading
                .ready
                .push_back(page.events.into_iter().map(shape).collect());
            return true;
        }
        if !page.more {
            return true;
        }
    }
}

/// Waits for the next commit; false when the program ends.
async fn wait(reading: &mut Reading) -> bool {
    match &mut reading.closing {
        Some(closing) => tokio::select! {
            changed = reading.latest.changed() => changed.is_ok(),
            _ = closing.wait_for(|closing| *closing) => false,
        },
        None => reading.latest.changed().await.is_ok(),
    }
}

fn shape(event: feed::Event) -> Event {
    let ids = event
        .ids
        .iter()
        .map(|touched| EventId {
            kind: touched.kind.name(),
            id: touched.id.to_string(),
            account_id: touched.account_id.to_string(),
        })
        .collect();
    Event {
        seq: event.seq,
        topic: event.topic,
        ids,
    }
}
