//! Carries what a copy asks to a server over HTTP, and the answers back.
//!
//! Responsible for the requests, for signing in, for keeping the token, and for meeting the server again and again in
//! the background with growing pauses. It decides nothing: what to ask and what an answer means is the copy's to say.
//! It never keeps a password.

mod connection;
pub mod http;
mod vault;

pub use connection::{Connection, SignIn, Standing, Trouble};
pub use vault::{Kept, Vault};

use cordboard_engine::replica::OfficeCopy;
use cordboard_sync::client::Ask;
use cordboard_sync::{HelloAnswer, PullAnswer, PushAnswer};
use http::{Answer, NetworkError, Question};
use hyper::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
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
    /// Where the server is, e.g. `https://office.example`, without a stroke at the end.
    base: String,
    token: String,
}

impl Link {
    /// A link that has sent nothing yet.
    pub fn new(copy: Arc<OfficeCopy>, base: &str, token: &str) -> Self {
        Self {
            copy,
            base: base.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
        }
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
                let answer = self.send("hello", &hello).await?;
                revoked = matches!(answer, HelloAnswer::Revoked);
                tokio::task::spawn_blocking(move || copy.take_hello(answer))
            }
            Ask::Push(push) => {
                let answer = self.send("push", &push).await?;
                revoked = matches!(answer, PushAnswer::Revoked);
                tokio::task::spawn_blocking(move || copy.take_push(answer))
            }
            Ask::Pull(pull) => {
                // First contact, in the largest pages.
                let what = if pull.token.is_none() {
                    "snapshot"
                } else {
                    "pull"
                };
                let answer = self.send(what, &pull).await?;
                revoked = matches!(answer, PullAnswer::Revoked);
                tokio::task::spawn_blocking(move || copy.take_pull(answer))
            }
        };
        taken.await??;
        match revoked {
            true => Err(Failure::Revoked),
            false => Ok(true),
        }
    }

    /// Asks until there is nothing to ask.
    ///
    /// # Errors
    /// The first failure.
    pub async fn meet(&self) -> Result<(), Failure> {
        while self.once().await? {}
        Ok(())
    }

    /// Passes a request on as it is, for what this file cannot answer yet.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn pass_on(
        &self,
        (method, path): (Method, &str),
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        let question = Question {
            method,
            url: format!("{}{path}", self.base),
            token: Some(&self.token),
            content_type,
            body,
        };
        Ok(http::ask(question).await?)
    }

    async fn send<Q: Serialize, A: DeserializeOwned>(
        &self,
        what: &str,
        question: &Q,
    ) -> Result<A, Failure> {
        let body = serde_json::to_vec(question)?;
        let path = format!("/sync/{what}");
        let answer = self.pass_on((Method::POST, &path), Some("application/json"), body);
        let answer = answer.await?;
        match answer.status {
            StatusCode::OK => Ok(serde_json::from_slice(&answer.body)?),
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
