//! The way to one server: its address, the token, and what went over it.

use crate::Failure;
use crate::http::{self, Answer, Question};
use crate::told::Told;
use cordboard_engine::replica::{Arrived, OfficeCopy, Wanted};
use cordboard_sync::{PullAnswer, PullRequest};
use hyper::header::{self, HeaderName};
use hyper::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;
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

/// Pages that are asked for before those in front of them are taken in: asking has no effect on the server.
pub(crate) struct Ahead {
    pages: mpsc::Receiver<Fetched>,
    fetching: JoinHandle<()>,
}

/// What was asked, and what came.
type Fetched = (PullRequest, Result<Arrived, Failure>);

impl Ahead {
    /// Fetches what follows on this question, as long as there is more: no more than two that are ready
    /// wait for their turn.
    pub(crate) fn fetch(way: Way, copy: Arc<OfficeCopy>, first: PullRequest) -> Self {
        let (hand_over, pages) = mpsc::channel(1);
        let fetching = tokio::spawn(async move {
            let mut next = Some(first);
            while let Some(asked) = next.take() {
                let answer = way.pull(&asked).await;
                if let Ok(answer) = &answer {
                    next = asked.behind(answer);
                }
                let arrived = match answer {
                    Ok(answer) => made_ready(&copy, answer).await,
                    Err(failure) => Err(failure),
                };
                if hand_over.send((asked, arrived)).await.is_err() {
                    return;
                }
            }
        });
        Self { pages, fetching }
    }

    /// The answer to this question, if it is the one that comes next.
    pub(crate) async fn answer(&mut self, pull: &PullRequest) -> Option<Result<Arrived, Failure>> {
        let (asked, arrived) = self.pages.recv().await?;
        (asked == *pull).then_some(arrived)
    }
}

async fn made_ready(copy: &Arc<OfficeCopy>, answer: PullAnswer) -> Result<Arrived, Failure> {
    let copy = Arc::clone(copy);
    Ok(tokio::task::spawn_blocking(move || copy.make_ready(answer)).await??)
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.fetching.abort();
    }
}
