//! The way to one server: its address, the token, and what went over it.

use crate::Failure;
use crate::http::{self, Answer, Question};
use crate::told::Told;
use cordboard_engine::replica::Wanted;
use cordboard_sync::{PullAnswer, PullRequest};
use hyper::header::{self, HeaderName};
use hyper::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::task::JoinHandle;

/// What went over a link, in requests and in bytes of their bodies as they were on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Requests that were answered.
    pub requests: u64,
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
}

#[derive(Default)]
struct Count {
    requests: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

/// How many bytes of something came.
#[derive(Deserialize)]
struct Came {
    received: usize,
}

/// The way to one server.
#[derive(Clone)]
pub(crate) struct Way {
    /// Where the server is, e.g. `https://office.example`, without a stroke at the end.
    base: String,
    token: String,
    count: Arc<Count>,
}

impl Way {
    pub(crate) fn new(base: &str, token: &str) -> Self {
        Self {
            base: base.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
            count: Arc::default(),
        }
    }

    pub(crate) fn traffic(&self) -> Traffic {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Traffic {
            requests: of(&self.count.requests),
            sent: of(&self.count.sent),
            received: of(&self.count.received),
        }
    }

    pub(crate) async fn pass_on(
        &self,
        (method, path): (Method, &str),
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        self.ask((method, path), content_type, (body, None)).await
    }

    async fn ask(
        &self,
        (method, path): (Method, &str),
        content_type: Option<&str>,
        (body, part): (Vec<u8>, Option<(HeaderName, String)>),
    ) -> Result<Answer, Failure> {
        let question = Question {
            method,
            url: format!("{}{path}", self.base),
            token: Some(&self.token),
            content_type,
            body,
            part,
        };
        let answer = http::ask(question).await?;
        let add =
            |count: &AtomicU64, bytes: usize| count.fetch_add(bytes as u64, Ordering::Relaxed);
        add(&self.count.requests, 1);
        add(&self.count.sent, answer.sent);
        add(&self.count.received, answer.received);
        Ok(answer)
    }

    /// Bytes that a record names, from a place on, with how many there are in all; nothing when the server gives none.
    pub(crate) async fn piece(&self, wanted: &Wanted) -> Result<Option<(usize, Vec<u8>)>, Failure> {
        let (kind, id) = (wanted.of.kind.as_str(), wanted.of.id);
        let path = format!("/sync/blobs/{}?kind={kind}&id={id}", wanted.digest);
        let part = (header::RANGE, format!("bytes={}-", wanted.from));
        let asked = (Method::GET, path.as_str());
        let answer = self.ask(asked, None, (Vec::new(), Some(part))).await?;
        let total = answer.total;
        match answer.status {
            StatusCode::PARTIAL_CONTENT => Ok(total.map(|total| (total, answer.body.to_vec()))),
            StatusCode::OK if wanted.from == 0 => {
                Ok(Some((answer.body.len(), answer.body.to_vec())))
            }
            StatusCode::UNAUTHORIZED => Err(Failure::SignIn),
            StatusCode::NOT_FOUND | StatusCode::RANGE_NOT_SATISFIABLE => Ok(None),
            status => Err(Failure::Status(status)),
        }
    }

    /// Sends a piece of some bytes, or asks how many came; says how many are there now.
    pub(crate) async fn hand_over(
        &self,
        (digest, total): (&str, usize),
        (from, piece): (usize, &[u8]),
    ) -> Result<usize, Failure> {
        let range = match from
            .checked_add(piece.len())
            .and_then(|end| end.checked_sub(1))
        {
            Some(last) if !piece.is_empty() => format!("bytes {from}-{last}/{total}"),
            _ => format!("bytes */{total}"),
        };
        let path = format!("/sync/blobs/{digest}");
        let kind = Some("application/octet-stream");
        let part = (header::CONTENT_RANGE, range);
        let asked = (Method::PUT, path.as_str());
        let answer = self.ask(asked, kind, (piece.to_vec(), Some(part))).await?;
        match answer.status {
            StatusCode::OK => Ok(serde_json::from_slice::<Came>(&answer.body)?.received),
            StatusCode::UNAUTHORIZED => Err(Failure::SignIn),
            status => Err(Failure::Status(status)),
        }
    }

    /// Opens the feed of what happens after a commit.
    pub(crate) async fn listen(&self, after: u64) -> Result<Told, Failure> {
        let url = format!("{}/console/events?after={after}", self.base);
        let (status, is_feed, body) = http::open(&url, &self.token).await?;
        match status {
            StatusCode::OK if is_feed => Ok(Told::new(body)),
            StatusCode::UNAUTHORIZED => Err(Failure::SignIn),
            status => Err(Failure::Status(status)),
        }
    }

    /// The next page; of the first picture in the largest pages.
    pub(crate) async fn pull(&self, pull: &PullRequest) -> Result<PullAnswer, Failure> {
        let what = match pull.token {
            None => "snapshot",
            Some(_) => "pull",
        };
        self.send(what, pull).await
    }

    pub(crate) async fn send<Q: Serialize, A: DeserializeOwned>(
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

/// A page that is asked for before the one in front of it is taken in.
pub(crate) struct Ahead {
    pub(crate) asked: PullRequest,
    answer: JoinHandle<Result<PullAnswer, Failure>>,
}

impl Ahead {
    pub(crate) fn ask(way: Way, asked: PullRequest) -> Self {
        let pull = asked.clone();
        let answer = tokio::spawn(async move { way.pull(&pull).await });
        Self { asked, answer }
    }

    pub(crate) async fn answer(mut self) -> Result<PullAnswer, Failure> {
        (&mut self.answer).await?
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.answer.abort();
    }
}
