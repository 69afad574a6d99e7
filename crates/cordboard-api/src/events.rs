//! The event feed as a stream: for server-sent events in browsers and for the channel of the desktop window.

use cordboard_engine::plane::News;
use cordboard_engine::{Engine, Principal, Result, feed, kiosks, live_feed, sessions};
use cordboard_store::Seq;
use futures_util::stream::{Stream, unfold};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, watch};
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
    /// The kiosk with this token.
    Kiosk(String),
}

impl Listener {
    fn principal(&self, engine: &Engine) -> Result<Principal> {
        match self {
            Listener::Owner => Ok(Principal::Owner),
            Listener::Token(token) => Ok(sessions::resolve::at_lock(engine, token)?.principal),
            Listener::Kiosk(token) => kiosks::resolve::run(engine, token),
        }
    }
}

struct Reading {
    engine: Arc<Engine>,
    listener: Listener,
    after: Seq,
    latest: watch::Receiver<Seq>,
    news: broadcast::Receiver<News>,
    /// What changed and is in no record.
    heard: Vec<News>,
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
    let news = engine.news();
    let newest = feed::latest(&engine);
    // A number from the future belongs to another history (a restored backup), and a reader far behind reads
    // everything again more quickly than he hears of all that happened.
    let restart = after > newest || newest - after > BEHIND_MAX;
    let after = if restart { newest } else { after };
    let hello = restart.then(|| vec![read_again(newest)]);
    let reading = Reading {
        engine,
        listener,
        after,
        latest,
        news,
        heard: Vec::new(),
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
        let heard = std::mem::take(&mut reading.heard);
        let read = tokio::task::spawn_blocking(move || {
            let principal = listener.principal(&engine)?;
            let live = live_feed::events(&engine, &principal, &heard);
            Ok::<_, cordboard_engine::Error>((feed::events(&engine, &principal, after)?, live))
        });
        let Ok(Ok((page, live))) = read.await else {
            return false;
        };
        reading.after = page.next;
        let events: Vec<Event> = page.events.into_iter().chain(live).map(shape).collect();
        if !events.is_empty() {
            reading.ready.push_back(events);
            return true;
        }
        if !page.more {
            return true;
        }
    }
}

/// Waits for the next commit or the next piece of news; false when the program ends.
async fn wait(reading: &mut Reading) -> bool {
    let closing = &mut reading.closing;
    let closes = async move {
        match closing {
            Some(closing) => {
                let _ = closing.wait_for(|closing| *closing).await;
            }
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        changed = reading.latest.changed() => return changed.is_ok(),
        () = closes => return false,
        piece = reading.news.recv() => match piece {
            Ok(piece) => reading.heard.push(piece),
            // Some were missed: whatever is live must be read again.
            Err(RecvError::Lagged(_)) => reading.ready.push_back(vec![read_again(reading.after)]),
            Err(RecvError::Closed) => return false,
        },
    }
    // What came at the same time is told together.
    loop {
        match reading.news.try_recv() {
            Ok(piece) => reading.heard.push(piece),
            Err(TryRecvError::Lagged(_)) => {
                reading.ready.push_back(vec![read_again(reading.after)]);
            }
            Err(_) => return true,
        }
    }
}

fn read_again(seq: Seq) -> Event {
    Event {
        seq,
        topic: RESYNC.to_owned(),
        ids: Vec::new(),
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
