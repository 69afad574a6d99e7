//! A server elsewhere, asked over HTTP. Whoever it is, it cannot make this program wait for ever, read without end, or
//! send anything to another host.

use crate::address::allowed;
use crate::failure::Failure;
use crate::side::{Answer, Question, Side};
use cordboard_link::outward::{Body, Connections};
use http_body_util::{BodyExt, Limited};
use hyper::{Request, header};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use url::Url;

/// How long one answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(30);
/// The longest answer, in bytes.
const BYTES_MAX: usize = 8_000_000;
/// The most bytes of all answers of one plan or run.
const ALL_BYTES_MAX: usize = 512 << 20;
/// The most requests of one plan or run.
const QUESTIONS_MAX: usize = 500_000;

/// The server.
pub(crate) struct Network<'a> {
    connections: &'a Connections,
    base: String,
    private: bool,
    token: Option<String>,
    bytes: AtomicUsize,
    questions: AtomicUsize,
}

impl<'a> Network<'a> {
    /// `private`: the server may be on this machine or in its network.
    pub(crate) fn new(connections: &'a Connections, base: &str, private: bool) -> Self {
        Self {
            connections,
            base: base.to_owned(),
            private,
            token: None,
            bytes: AtomicUsize::new(0),
            questions: AtomicUsize::new(0),
        }
    }

    /// The same, with what opens it.
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    fn request(&self, question: &Question) -> Result<Request<Body>, Failure> {
        let whole = format!("{}{}", self.base, question.path);
        let url = Url::parse(&whole).map_err(|_| Failure::odd("an address cannot be read"))?;
        allowed(&url, self.private)?;
        let mut request = Request::builder()
            .method(question.method.clone())
            .uri(url.as_str())
            .header(header::ACCEPT, "application/json")
            .header(
                header::USER_AGENT,
                concat!("Cordboard/", env!("CARGO_PKG_VERSION")),
            );
        if let Some(token) = &self.token {
            // Both dialects take the one, Crossbar's older servers only the other.
            request = request
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header("x-auth-token", token);
        }
        let body = match &question.body {
            None => Vec::new(),
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                serde_json::to_vec(body).map_err(|_| Failure::odd("a body cannot be written"))?
            }
        };
        let request = request.body(Body::from(body));
        request.map_err(|_| Failure::odd("a request cannot be made"))
    }

    async fn exchange(&self, question: &Question) -> Result<Answer, Failure> {
        let sent = self.connections.send(self.request(question)?).await;
        let (head, body) = sent.map_err(|error| unreachable(&error))?.into_parts();
        if head.status.is_redirection() {
            return Err(Failure::Redirect);
        }
        let body = Limited::new(body, BYTES_MAX).collect().await;
        let body =
            body.map_err(
                |error| match error.downcast::<http_body_util::LengthLimitError>() {
                    Ok(_) => Failure::TooMuch("one answer has more than 8,000,000 bytes"),
                    Err(error) => Failure::Unreachable(error.to_string()),
                },
            )?;
        let body = body.to_bytes();
        let all = self.bytes.fetch_add(body.len(), Ordering::Relaxed) + body.len();
        if all > ALL_BYTES_MAX {
            return Err(Failure::TooMuch(
                "its answers have more than 512 MB together",
            ));
        }
        let body = match body.trim_ascii().is_empty() {
            true => Value::Null,
            false => match serde_json::from_slice(&body) {
                Ok(body) => body,
                Err(_) if !head.status.is_success() => Value::Null,
                Err(_) => return Err(Failure::odd("an answer is no JSON")),
            },
        };
        Ok(Answer {
            status: head.status,
            body,
        })
    }
}

impl Side for Network<'_> {
    async fn ask(&self, question: Question) -> Result<Answer, Failure> {
        if self.questions.fetch_add(1, Ordering::Relaxed) >= QUESTIONS_MAX {
            return Err(Failure::TooMuch("it would take more than 500,000 requests"));
        }
        let answered = tokio::time::timeout(ANSWER_MAX, self.exchange(&question)).await;
        answered.map_err(|_| Failure::Unreachable("no answer came within 30 seconds".to_owned()))?
    }
}

/// The innermost reason, which is the one that helps.
fn unreachable(error: &(dyn std::error::Error + 'static)) -> Failure {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    let text = inner.to_string();
    if text == cordboard_link::outward::PRIVATE {
        return Failure::Private(cordboard_link::outward::PRIVATE);
    }
    Failure::Unreachable(text)
}
