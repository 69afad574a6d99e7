//! The event feed, carried to the page: a subscription reads the engine's own feed in this process and sends what
//! it reads through a Tauri channel, in order and in batches. It never invents or drops an event.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cordboard_api::events::Event;
use futures_util::StreamExt;
use tauri::State;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;

use crate::office::Office;

/// The subscriptions of the window that are under way.
#[derive(Default)]
pub(crate) struct Subscriptions(Mutex<Running>);

#[derive(Default)]
struct Running {
    last_id: u32,
    tasks: HashMap<u32, JoinHandle<()>>,
}

impl Subscriptions {
    fn running(&self) -> MutexGuard<'_, Running> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, task: JoinHandle<()>) -> u32 {
        let mut running = self.running();
        running.tasks.retain(|_, task| !task.inner().is_finished());
        running.last_id = running.last_id.wrapping_add(1);
        let id = running.last_id;
        running.tasks.insert(id, task);
        id
    }

    fn end(&self, id: u32) {
        if let Some(task) = self.running().tasks.remove(&id) {
            task.abort();
        }
    }

    /// Ends every subscription, because the page that asked for them is gone.
    pub(crate) fn end_all(&self) {
        for (_, task) in self.running().tasks.drain() {
            task.abort();
        }
    }
}

/// Sends what happens after the change `after` through `channel`, as lists of events, until the subscription is
/// ended. Returns the subscription's number. An empty list says that the feed has ended by itself.
#[tauri::command]
pub(crate) async fn subscribe_events(
    after: u64,
    channel: Channel<Vec<Event>>,
    office: State<'_, Office>,
    subscriptions: State<'_, Subscriptions>,
) -> Result<u32, String> {
    let feed = office.events(after);
    let forwarding = tauri::async_runtime::spawn(async move {
        let mut feed = pin!(feed);
        while let Some(batch) = feed.next().await {
            if channel.send(batch).is_err() {
                return;
            }
        }
        // The page may have gone in the meantime; then nobody needs to know.
        let _ = channel.send(Vec::new());
    });
    Ok(subscriptions.add(forwarding))
}

/// Ends a subscription. One that has ended already is no error.
#[tauri::command]
pub(crate) fn unsubscribe_events(subscription: u32, subscriptions: State<'_, Subscriptions>) {
    subscriptions.end(subscription);
}
