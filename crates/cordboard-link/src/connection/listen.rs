//! Listening to what the server tells of (S-44): nothing but that something happened. The copy then asks, with its own right.

use super::Connection;
use crate::Link;
use cordboard_sync::client::Pace;
use std::time::Duration;
use tokio::sync::watch;

/// A server that listens says so at least this often; when it does not, the way is gone.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// Listens for as long as it is polled: from one meeting that went well until the server ends it, the way is gone, or a
/// person holds the exchange. A server that does not tell is asked again, less and less often.
pub(super) async fn go_on(connection: &Connection) {
    let mut turned = connection.turned.subscribe();
    let mut pace = Pace::default();
    loop {
        if turned.changed().await.is_err() {
            return;
        }
        // Only who has just met the server listens: everybody else waits for that, with pauses of its own.
        let has_met = {
            let now = connection.now();
            now.trouble.is_none() && now.last_met_ms.is_some()
        };
        let link = connection.ready().filter(|_| has_met);
        let is_time = pace.pause_ms(crate::now_ms()) == 0;
        let Some(link) = link.filter(|_| is_time) else {
            continue;
        };
        match hear(connection, &link, &mut turned).await {
            true => pace.answered(),
            false => pace.failed(crate::now_ms(), rand::random()),
        }
        let listened = std::mem::take(&mut connection.now().listening);
        if listened {
            // Why it ended, the next meeting finds out.
            poke(connection, u64::MAX).await;
        }
    }
}

/// Whether the server told anything at all.
async fn hear(connection: &Connection, link: &Link, turned: &mut watch::Receiver<()>) -> bool {
    // What happened between the last meeting and now is told, too.
    let up_to = connection
        .copy()
        .and_then(|copy| Some(copy.status().ok()?.up_to));
    let Ok(mut told) = link.listen(up_to.unwrap_or(0)).await else {
        return false;
    };
    connection.now().listening = true;
    loop {
        let next = tokio::time::timeout(SILENCE_MAX, told.next());
        tokio::select! {
            heard = next => match heard {
                Ok(Some(Some(seq))) => poke(connection, seq).await,
                // A sign of life.
                Ok(Some(None)) => {}
                Ok(None) | Err(_) => return true,
            },
            _ = turned.changed() => {
                // After a meeting it goes on; with another link, or held by a person, it does not.
                let same = connection.ready().is_some_and(|now| now.is(link));
                if !same {
                    return true;
                }
            }
        }
    }
}

/// Asks for what happened, unless base holds it.
async fn poke(connection: &Connection, seq: u64) {
    let Some(copy) = connection.copy() else {
        return;
    };
    let poked = tokio::task::spawn_blocking(move || copy.poke_for(seq));
    match poked.await {
        Ok(Ok(true)) => connection.news.notify_one(),
        Ok(Ok(false)) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the file could not be written"),
        Err(stopped) => tracing::warn!(%stopped, "the work on the file stopped"),
    }
}
