//! Sends the letters of an engine through the mail server of its settings, while a program runs.
//!
//! Which letter is to be sent when the engine's desk says; here are the connections, the form of a letter, and the pause
//! after a mail server could not be reached. Nothing of a letter, and nothing of the server's password, is ever logged.

mod calendar;
mod message;
mod pause;
mod server;

use cordboard_engine::Engine;
use cordboard_engine::mail::desk::{Desk, Outcome};
use cordboard_engine::settings::Smtp;
use cordboard_model::Id;
use pause::Pause;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// How many letters are under way at once: one that a server hangs at holds up no other.
const MOST: usize = 4;
/// How long what is under way may take after the signal to end, so that it is not sent twice.
const GRACE: Duration = Duration::from_secs(5);
/// Between two looks at the clock at most, in milliseconds.
const PAUSE_MAX_MS: i64 = 60_000;

/// Sends until `closing` says true, or until whoever would say it is gone.
pub async fn run(engine: Arc<Engine>, mut closing: watch::Receiver<bool>) {
    let opening = Arc::clone(&engine);
    let opened = tokio::task::spawn_blocking(move || Desk::open(&opening)).await;
    let desk = match opened {
        Ok(Ok(desk)) => Arc::new(Mutex::new(desk)),
        Ok(Err(error)) => {
            tracing::error!(%error, "letters are not sent: the outbox could not be read");
            return;
        }
        Err(_) => return,
    };
    let mut office = Office {
        engine,
        desk,
        pause: Pause::default(),
        smtp: None,
    };
    let (done, mut outcomes) = mpsc::unbounded_channel();
    loop {
        let Some(pause) = office.turn(&done).await else {
            return;
        };
        let came = tokio::select! {
            came = outcomes.recv() => came,
            _ = tokio::time::timeout(pause, office.engine.something_to_post()) => None,
            _ = closing.wait_for(|closing| *closing) => break,
        };
        if let Some(came) = came {
            office.report(came).await;
        }
    }
    let ending = async {
        while office.with_desk(|desk, _| desk.under_way()).await > Some(0) {
            let Some(came) = outcomes.recv().await else {
                return;
            };
            office.report(came).await;
        }
    };
    if tokio::time::timeout(GRACE, ending).await.is_err() {
        tracing::warn!("some letters did not leave in time; they are sent with the next start");
    }
}

/// What came of a letter, and through which server.
type Came = (Id, Arc<Smtp>, Outcome);

struct Office {
    engine: Arc<Engine>,
    desk: Arc<Mutex<Desk>>,
    pause: Pause,
    /// The server to which the pause belongs.
    smtp: Option<Arc<Smtp>>,
}

impl Office {
    /// Sends what is due, and says how long nothing else will be; nothing when the desk broke.
    async fn turn(&mut self, done: &mpsc::UnboundedSender<Came>) -> Option<Duration> {
        let known = self.engine.settings().smtp.clone();
        if self.smtp.as_deref() != known.as_ref() {
            self.smtp = known.map(Arc::new);
            self.pause = Pause::default();
        }
        let hurried = self.with_desk(|desk, engine| desk.hear(engine)).await?;
        if hurried {
            self.pause = Pause::default();
        }
        let now_ms = self.engine.now_ms();
        let most = match &self.smtp {
            None => 0,
            Some(_) if self.pause.until_ms() > now_ms => 0,
            // A server that just was not there is asked with one letter.
            Some(_) if self.pause.is_on() => 1,
            Some(_) => MOST,
        };
        let due = self
            .with_desk(move |desk, engine| desk.turn(engine, most))
            .await?;
        for letter in due {
            let Some(smtp) = &self.smtp else { break };
            let (smtp, done) = (Arc::clone(smtp), done.clone());
            tokio::spawn(async move {
                let id = letter.id;
                let (server, sending) = (Arc::clone(&smtp), letter);
                let sent = tokio::spawn(async move { server::send(&server, &sending).await });
                let outcome = sent.await.unwrap_or_else(|_| server::broken());
                // The receiver ends with the program only.
                let _ = done.send((id, smtp, outcome));
            });
        }
        let next_ms = self.with_desk(|desk, _| desk.next_ms()).await?;
        let next_ms = match (&self.smtp, next_ms) {
            (Some(_), Some(at_ms)) if most > 0 && at_ms <= now_ms => PAUSE_MAX_MS,
            (Some(_), Some(at_ms)) => at_ms.max(self.pause.until_ms()) - now_ms,
            _ => PAUSE_MAX_MS,
        };
        let pause_ms = next_ms.clamp(10, PAUSE_MAX_MS);
        Some(Duration::from_millis(u64::try_from(pause_ms).unwrap_or(10)))
    }

    async fn report(&mut self, (id, smtp, outcome): Came) {
        if self.smtp.as_ref().is_some_and(|now| *now == smtp) {
            match &outcome {
                Outcome::NoServer(failure) => {
                    self.pause.failed(self.engine.now_ms());
                    tracing::warn!(
                        reason = failure.reason,
                        "the mail server takes no letters; it is asked again later"
                    );
                }
                Outcome::Sent | Outcome::Refused(_) | Outcome::Later(_) => {
                    self.pause = Pause::default();
                }
            }
        }
        self.with_desk(move |desk, engine| desk.report(engine, id, &outcome))
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
