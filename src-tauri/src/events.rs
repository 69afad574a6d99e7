//! The event feed, carried to the page: a subscription reads the engine's own feed in this process and sends what
//! it reads through a Tauri channel, in order and many events at a time. It never invents or drops an event.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use futures_util::{FutureExt, StreamExt};
use tauri::State;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tower::ServiceExt;

use crate::event_stream::{Event, EventReader};
use crate::office::Office;

/// The most events that are sent to the page at once.
const BATCH_MAX: usize = 256;

/// The subscriptions of the window that are under way.
#[derive(Default)]
pub(crate) struct Subscriptions(Mutex<Running>);

#[derive(Default)]
struct Running {
    last_id: u32,
    tasks: HashMap<u32, JoinHandle<()>>,
}

impl Subscriptions {
    fn add(&self, task: JoinHandle<()>) -> u32 {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.tasks.retain(|_, task| !task.inner().is_finished());
        running.last_id = running.last_id.wrapping_add(1);
        let id = running.last_id;
        running.tasks.insert(id, task);
        id
    }

    fn end(&self, id: u32) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = running.tasks.remove(&id) {
            task.abort();
        }
    }

    /// Ends every subscription, because the page that asked for them is gone.
    pub(crate) fn end_all(&self) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, task) in running.tasks.drain() {
            task.abort();
        }
    }
}

/// Sends the feed's events after the number `after` (from now on when it is absent) through `channel`, as lists
/// of `{event, data}`, until the subscription is ended. An empty list says that the feed has ended by itself.
#[tauri::command]
pub(crate) async fn subscribe_events(
    after: Option<u64>,
    channel: Channel<Vec<Event>>,
    office: State<'_, Office>,
    subscriptions: State<'_, Subscriptions>,
) -> Result<u32, String> {
    let feed = open_feed(office.router(), after).await?;
    Ok(subscriptions.add(tauri::async_runtime::spawn(forward(feed, channel))))
}

/// Ends a subscription. One that has ended already is no error.
#[tauri::command]
pub(crate) fn unsubscribe_events(id: u32, subscriptions: State<'_, Subscriptions>) {
    subscriptions.end(id);
}

/// The engine's feed as a stream of bytes.
async fn open_feed(router: Router, after: Option<u64>) -> Result<BodyDataStream, String> {
    let query = after.map(|seq| format!("?after={seq}")).unwrap_or_default();
    let mut request = Request::get(format!("/console/events{query}"))
        .body(Body::empty())
        .map_err(|error| error.to_string())?;
    Office::vouch_for_owner(&mut request);
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.status() {
        StatusCode::OK => Ok(response.into_body().into_data_stream()),
        status => Err(format!("the event feed answered {status}")),
    }
}

/// Passes on what the feed says, as much at a time as has arrived.
async fn forward(mut feed: BodyDataStream, channel: Channel<Vec<Event>>) {
    let mut reader = EventReader::default();
    while let Some(Ok(piece)) = feed.next().await {
        let mut batch = reader.push(&piece);
        while batch.len() < BATCH_MAX {
            match feed.next().now_or_never() {
                Some(Some(Ok(piece))) => batch.extend(reader.push(&piece)),
                _ => break,
            }
        }
        if !batch.is_empty() && channel.send(batch).is_err() {
            return;
        }
    }
    // The page may have gone in the meantime; then nobody needs to know.
    let _ = channel.send(Vec::new());
}
