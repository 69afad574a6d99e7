//! Carries what a copy asks to a server over HTTP, and the answers back.
//!
//! Responsible for the requests, for trying again with growing pauses, and for doing so in the background. It decides
//! nothing: what to ask and what an answer means is the copy's to say. It keeps no password; the token is handed in.

use cordboard_engine::replica::OfficeCopy;
use cordboard_sync::client::{Ask, Pace};
use reqwest::{Client, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Notify;

/// How long one request may take.
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// How often a copy looks for news when nobody tells it.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no way to the server, or it broke off.
    #[error("the server cannot be reached: {0}")]
    Network(#[from] reqwest::Error),
    /// The token does not open anything any more: sign in again.
    #[error("sign in again")]
    SignIn,
    /// The server answered something else than an answer.
    #[error("the server answered with status {0}")]
    Status(StatusCode),
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] cordboard_engine::Error),
    /// The thread that worked on the file stopped.
    #[error("the work on the file stopped")]
    Stopped(#[from] tokio::task::JoinError),
}

/// A copy with the server it belongs to.
#[derive(Clone)]
pub struct Link {
    copy: Arc<OfficeCopy>,
    http: Client,
    /// Where the server is, e.g. `https://office.example`, without a stroke at the end.
    base: String,
    token: String,
    news: Arc<Notify>,
}

impl Link {
    /// A link that has sent nothing yet.
    ///
    /// # Errors
    /// [`Failure::Network`] when no HTTP client can be made.
    pub fn new(copy: Arc<OfficeCopy>, base: &str, token: &str) -> Result<Self, Failure> {
        Ok(Self {
            copy,
            http: Client::builder().timeout(ANSWER_MAX).build()?,
            base: base.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
            news: Arc::new(Notify::new()),
        })
    }

    /// Asks one thing, and takes in the answer; `false` when there is nothing to ask.
    ///
    /// # Errors
    /// As [`Failure`] says; the copy is as it was, and may ask again.
    pub async fn once(&self) -> Result<bool, Failure> {
        let copy = Arc::clone(&self.copy);
        let asked = tokio::task::spawn_blocking(move || copy.ask(env!("CARGO_PKG_VERSION")));
        let Some(ask) = asked.await?? else {
            return Ok(false);
        };
        let copy = Arc::clone(&self.copy);
        let taken = match ask {
            Ask::Hello(hello) => {
                let answer = self.send("hello", &hello).await?;
                tokio::task::spawn_blocking(move || copy.take_hello(answer))
            }
            Ask::Push(push) => {
                let answer = self.send("push", &push).await?;
                tokio::task::spawn_blocking(move || copy.take_push(answer))
            }
            Ask::Pull(pull) => {
                let answer = self.send("pull", &pull).await?;
                tokio::task::spawn_blocking(move || copy.take_pull(answer))
            }
        };
        taken.await??;
        Ok(true)
    }

    /// Asks until there is nothing to ask.
    ///
    /// # Errors
    /// The first failure.
    pub async fn meet(&self) -> Result<(), Failure> {
        while self.once().await? {}
        Ok(())
    }

    /// Something was done here, or the server has news: do not wait for the next look.
    pub fn poke(&self) {
        self.news.notify_one();
    }

    /// Keeps the two together for as long as it is polled: sends what is done here, looks for what is new there, and
    /// waits longer after each failure. Ends when the token opens nothing any more.
    pub async fn run(&self) -> Failure {
        let mut pace = Pace::default();
        loop {
            match self.meet().await {
                Ok(()) => pace.answered(),
                Err(Failure::SignIn) => return Failure::SignIn,
                Err(failure) => {
                    tracing::info!(%failure, "the server was not reached; trying again later");
                    pace.failed(now_ms(), rand::random());
                }
            }
            let pause = match pace.pause_ms(now_ms()) {
                0 => LOOK_EVERY,
                ms => Duration::from_millis(ms.unsigned_abs()),
            };
            // Whoever asks for it by hand is served at once, also after a failure.
            let told = tokio::time::timeout(pause, self.news.notified()).await;
            tracing::debug!(told = told.is_ok(), "looking for news");
            if let Err(error) = self.copy.poke(false) {
                tracing::warn!(%error, "the file could not be written");
            }
        }
    }

    async fn send<Q: Serialize, A: DeserializeOwned>(
        &self,
        what: &str,
        question: &Q,
    ) -> Result<A, Failure> {
        let url = format!("{}/sync/{what}", self.base);
        let request = self.http.post(url).bearer_auth(&self.token).json(question);
        let answer = request.send().await?;
        match answer.status() {
            StatusCode::OK => Ok(answer.json().await?),
            StatusCode::UNAUTHORIZED => Err(Failure::SignIn),
            status => Err(Failure::Status(status)),
        }
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
