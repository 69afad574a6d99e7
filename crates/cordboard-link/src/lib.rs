//! Carries what a copy asks to a server over HTTP, and the answers back.
//!
//! Responsible for the requests, for signing in, for keeping the token, and for meeting the server again and again in
//! the background with growing pauses. It decides nothing: what to ask and what an answer means is the copy's to say.
//! It never keeps a password.

mod bytes;
mod connection;
pub mod http;
pub mod outward;
mod told;
mod trust;
mod vault;
mod way;

pub use connection::{Connection, SignIn, Standing, Trouble, server_address};
use told::Told;
pub use vault::{Kept, Vault};
pub use way::Traffic;
use way::{Ahead, Way};

use cordboard_engine::replica::{Arrived, OfficeCopy, Wanted};
use cordboard_sync::client::Ask;
use cordboard_sync::{HelloAnswer, PullRequest, PushAnswer};
use http::{Answer, NetworkError};
use hyper::{Method, StatusCode};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no way to the server, or it broke off.
    #[error("the server cannot be reached: {0}")]
    Network(#[from] NetworkError),
    /// The token does not open anything any more: sign in again.
    #[error("sign in again")]
    SignIn,
    /// The person's access ended: everything was taken out of the file but what was typed.
    #[error("the access ended")]
    Revoked,
    /// The server answered something else than an answer.
    #[error("the server answered with status {0}")]
    Status(StatusCode),
    /// The server's words are not those of this program.
    #[error("the server's answer cannot be read: {0}")]
    Words(#[from] serde_json::Error),
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
    way: Way,
    /// The pages behind the one that is taken in.
    ahead: Arc<Mutex<Option<Ahead>>>,
    /// The bytes that are fetched next when there is nothing else to do.
    wanted: Arc<Mutex<VecDeque<Wanted>>>,
}

impl Link {
    /// A link that has sent nothing yet.
    pub fn new(copy: Arc<OfficeCopy>, base: &str, token: &str) -> Self {
        Self {
            copy,
            way: Way::new(base, token),
            ahead: Arc::default(),
            wanted: Arc::default(),
        }
    }

    /// What went over this link so far.
    pub fn traffic(&self) -> Traffic {
        self.way.traffic()
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
        let revoked;
        let taken = match ask {
            Ask::Hello(hello) => {
                let answer = self.way.send("hello", &hello).await?;
                revoked = matches!(answer, HelloAnswer::Revoked);
                tokio::task::spawn_blocking(move || copy.take_hello(answer))
            }
            Ask::Push(push) => {
                self.send_bytes(&push).await?;
                let answer = self.way.send("push", &push).await?;
                revoked = matches!(answer, PushAnswer::Revoked);
                tokio::task::spawn_blocking(move || copy.take_push(answer))
            }
            Ask::Pull(pull) => {
                let arrived = self.pull(&pull).await?;
                revoked = arrived.is_revoked();
                tokio::task::spawn_blocking(move || copy.take_pull(arrived))
            }
        };
        taken.await??;
        match revoked {
            true => Err(Failure::Revoked),
            false => Ok(true),
        }
    }

    /// Makes a part of a first picture searchable that is complete; `false` when all of it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn index(&self) -> Result<bool, Failure> {
        let copy = Arc::clone(&self.copy);
        Ok(tokio::task::spawn_blocking(move || copy.index()).await??)
    }

    /// The answer to a question, which may have been asked ahead.
    async fn pull(&self, pull: &PullRequest) -> Result<Arrived, Failure> {
        // What went wrong ahead may have been long ago: it is asked again.
        if let Some(mut ahead) = self.take_ahead()
            && let Some(Ok(arrived)) = ahead.answer(pull).await
        {
            *self.ahead() = Some(ahead);
            return Ok(arrived);
        }
        let answer = self.way.pull(pull).await?;
        if let Some(next) = pull.behind(&answer) {
            let ahead = Ahead::fetch(self.way.clone(), Arc::clone(&self.copy), next);
            *self.ahead() = Some(ahead);
        }
        Ok(answer.into())
    }

    fn ahead(&self) -> MutexGuard<'_, Option<Ahead>> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_ahead(&self) -> Option<Ahead> {
        self.ahead().take()
    }

    /// Begins to listen to what the server tells of, from this commit on.
    ///
    /// # Errors
    /// When it does not tell, or there is no way.
    pub(crate) async fn listen(&self, after: u64) -> Result<Told, Failure> {
        self.way.listen(after).await
    }

    /// Whether it is the same link.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ahead, &other.ahead)
    }

    /// Asks until there is nothing to ask.
    ///
    /// # Errors
    /// The first failure.
    pub async fn meet(&self) -> Result<(), Failure> {
        while self.index().await? || self.once().await? {}
        Ok(())
    }

    /// Passes a request on as it is, for what this file cannot answer yet.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn pass_on(
        &self,
        asked: (Method, &str),
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        self.way.pass_on(asked, content_type, body).await
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
