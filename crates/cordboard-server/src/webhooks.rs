//! Sends what watches are to be told, while the server runs.
//!
//! What is sent, when and in which order the engine's desk says; here are the connections. Requests of different watches
//! run beside each other, so that a target that hangs holds up nobody else.

mod sender;
mod tokens;

use cordboard_engine::Engine;
use cordboard_engine::deliveries::desk::{Answer, Desk};
use cordboard_engine::deliveries::request::Attempt;
use sender::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// How long what is under way may take after the signal to end, so that it is not sent twice.
const GRACE: Duration = Duration::from_secs(5);
/// Between two looks at the clock at most, in milliseconds.
const PAUSE_MAX_MS: i64 = 60_000;

/// Sends until `closing` says true.
pub(crate) async fn run(engine: Arc<Engine>, mut closing: watch::Receiver<bool>) {
    let sender = match Sender::new(&engine) {
        Ok(sender) => Arc::new(sender),
        Err(error) => {
            tracing::error!(%error, "watches are told nothing: requests cannot be encrypted");
            return;
        }
    };
    let opening = Arc::clone(&engine);
    let opened = tokio::task::spawn_blocking(move || Desk::open(&opening)).await;
    let desk = match opened {
        Ok(Ok(desk)) => Arc::new(Mutex::new(desk)),
        Ok(Err(error)) => {
            tracing::error!(%error, "watches are told nothing: they could not be read");
            return;
        }
        Err(_) => return,
    };
    let mut office = Office {
        engine,
        desk,
        sender,
        under_way: 0,
    };
    let (done, mut answers) = mpsc::unbounded_channel();
    loop {
        let Some(pause) = office.turn(&done).await else {
            return;
        };
        let came = tokio::select! {
            came = answers.recv() => came,
            _ = tokio::time::timeout(pause, office.engine.something_to_deliver()) => None,
            _ = closing.wait_for(|closing| *closing) => break,
        };
        if let Some(came) = came {
            office.report(came).await;
        }
    }
    let ending = async {
        while office.under_way > 0 {
            let Some(came) = answers.recv().await else {
                return;
            };
            office.report(came).await;
        }
    };
    if tokio::time::timeout(GRACE, ending).await.is_err() {
        tracing::warn!(
            "some deliveries did not end in time; they are sent again with the next start"
        );
    }
}

/// What came of an attempt.
type Came = (Attempt, Answer);

struct Office {
    engine: Arc<Engine>,
    desk: Arc<Mutex<Desk>>,
    sender: Arc<Sender>,
    under_way: usize,
}

impl Office {
    /// Sends what is due, and says how long nothing else will be; nothing when the desk broke.
    async fn turn(&mut self, done: &mpsc::UnboundedSender<Came>) -> Option<Duration> {
        let (attempts, pause_ms) = self
            .with_desk(|desk, engine| {
                let attempts = desk.turn(engine);
                let next_ms = desk.next_ms();
                let pause_ms = next_ms.map_or(PAUSE_MAX_MS, |at_ms| at_ms - engine.now_ms());
                (attempts, pause_ms)
            })
            .await?;
        for attempt in attempts {
            self.under_way += 1;
            let (sender, done) = (Arc::clone(&self.sender), done.clone());
            tokio::spawn(async move {
                let request = (attempt.due.watch_id, attempt.request.clone());
                let sending = tokio::spawn(async move { sender.send(request.0, &request.1).await });
                let answer = sending.await.unwrap_or_else(|_| Answer {
                    error: Some("sending failed inside; the log says more".to_owned()),
                    ..Answer::default()
                });
                // The receiver ends with the program only.
                let _ = done.send((attempt, answer));
            });
        }
        let pause_ms = pause_ms.clamp(0, PAUSE_MAX_MS);
        Some(Duration::from_millis(u64::try_from(pause_ms).unwrap_or(0)))
    }

    async fn report(&mut self, (attempt, answer): Came) {
        self.under_way = self.under_way.saturating_sub(1);
        self.with_desk(move |desk, engine| desk.report(engine, &attempt.due, &answer))
            .await;
    }

    /// The desk reads and writes the store, which blocks.
    async fn with_desk<T, F>(&self, work: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Desk, &Engine) -> T + Send + 'static,
    {
        let (desk, engine) = (Arc::clone(&self.desk), Arc::clone(&self.engine));
        let done = tokio::task::spawn_blocking(move || {
            let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut desk, &engine)
        });
        done.await.ok()
    }
}
