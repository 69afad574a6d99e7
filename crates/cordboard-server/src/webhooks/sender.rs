//! Sends one request, and never to where it must not go: the addresses behind names are looked at before each
//! connection, those of redirects too.

use super::tokens::Tokens;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, USER_AGENT};
use axum::http::{Method, Request as Http, Response};
use cordboard_engine::Engine;
use cordboard_engine::deliveries::desk::{self, Answer};
use cordboard_engine::deliveries::reach;
use cordboard_engine::deliveries::request::{OAuth2, Request};
use cordboard_link::outward::{Body, Connections, PRIVATE};
use cordboard_model::Id;
use cordboard_model::webhook::address;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;

/// How long one attempt may take, redirects and the token included.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How many redirects are followed.
const REDIRECTS_MAX: usize = 3;
/// The longest body of an answer that is read, in bytes.
const ANSWER_MAX: usize = 262_144;

/// Why a request got no answer, in words that hold no secret.
pub(super) type Failed = String;

/// What requests say who sends them.
const AGENT: &str = concat!("Cordboard/", env!("CARGO_PKG_VERSION"));

/// Sends requests.
pub(super) struct Sender {
    engine: Arc<Engine>,
    connections: Connections,
    tokens: Tokens,
}

impl Sender {
    pub(super) fn new(engine: &Arc<Engine>) -> Result<Self, rustls::Error> {
        Ok(Self {
            engine: Arc::clone(engine),
            connections: Connections::new(engine.allows_private_webhooks())?,
            tokens: Tokens::default(),
        })
    }

    /// Makes one attempt.
    pub(super) async fn send(&self, watch: Id, request: &Request) -> Answer {
        let sent_ms = self.engine.now_ms();
        let begun = Instant::now();
        let answered = tokio::time::timeout(TIMEOUT, self.attempt(watch, request)).await;
        let answered = answered.unwrap_or_else(|_| {
            let seconds = TIMEOUT.as_secs();
            Err(format!("there was no answer within {seconds} seconds"))
        });
        let mut answer = Answer {
            sent_ms,
            duration_ms: i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX),
            ..Answer::default()
        };
        match answered {
            Ok((status, body)) => {
                answer.status = Some(status);
                answer.body = body;
            }
            Err(error) => answer.error = Some(error),
        }
        answer
    }

    async fn attempt(&self, watch: Id, request: &Request) -> Result<(u16, String), Failed> {
        let Some(oauth2) = &request.oauth2 else {
            return self.follow(request, None).await;
        };
        let token = self.token(watch, oauth2).await?;
        let answered = self.follow(request, Some(&token)).await?;
        if answered.0 != 401 {
            return Ok(answered);
        }
        // The token may have ended before its time.
        self.tokens.forget(watch);
        let token = self.token(watch, oauth2).await?;
        self.follow(request, Some(&token)).await
    }

    /// Sends the request, and once more to where it is sent on. Another host gets nothing that is meant for the target.
    async fn follow(
        &self,
        request: &Request,
        token: Option<&str>,
    ) -> Result<(u16, String), Failed> {
        let mut url = request.url.clone();
        for _ in 0..=REDIRECTS_MAX {
            let is_target = url.origin() == request.url.origin();
            let method: Method = request
                .method
                .parse()
                .map_err(|_| "there is no such method".to_owned())?;
            self.check(&url)?;
            let mut sending = Http::builder().method(method).uri(url.as_str());
            sending = sending.header(USER_AGENT, AGENT);
            for (name, value) in &request.headers {
                sending = sending.header(name, value);
            }
            if is_target {
                for (name, value) in &request.private_headers {
                    sending = sending.header(name, value);
                }
                if let Some(token) = token {
                    sending = sending.header(AUTHORIZATION, format!("Bearer {token}"));
                }
            }
            let body = request.body.clone().unwrap_or_default();
            let response = self.exchange(sending.body(Body::from(body))).await?;
            let status = response.status().as_u16();
            match (status, next(&url, &response)) {
                (301 | 302 | 307 | 308, Some(there)) => url = there?,
                _ => return Ok((status, beginning(response).await)),
            }
        }
        Err(format!("there were more than {REDIRECTS_MAX} redirects"))
    }

    /// Names are checked when they are resolved; what is written as a number here.
    fn check(&self, url: &Url) -> Result<(), Failed> {
        let is_private = reach::literal(url).is_some_and(|ip| !reach::is_public(ip));
        if is_private && !self.engine.allows_private_webhooks() {
            return Err(PRIVATE.to_owned());
        }
        Ok(())
    }

    async fn exchange(
        &self,
        request: Result<Http<Body>, axum::http::Error>,
    ) -> Result<Response<Incoming>, Failed> {
        let request = request.map_err(|error| told(&error))?;
        let answered = self.connections.send(request).await;
        answered.map_err(|error| told(&error))
    }

    async fn token(&self, watch: Id, oauth2: &OAuth2) -> Result<String, Failed> {
        if let Some(known) = self.tokens.get(watch, oauth2) {
            return Ok(known);
        }
        self.check(&oauth2.token_url)?;
        let sending = Http::builder()
            .method(Method::POST)
            .uri(oauth2.token_url.as_str())
            .header(USER_AGENT, AGENT)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(super::tokens::form(oauth2)));
        let response = self.exchange(sending).await?;
        let status = response.status().as_u16();
        let body = beginning(response).await;
        let got = super::tokens::read(status, &body)?;
        if let (Some(new), Some(old)) = (&got.refresh_token, &oauth2.refresh_token)
            && new != old
        {
            self.keep(watch, old.clone(), new.clone()).await;
        }
        let token = got.access_token.clone();
        self.tokens.keep(watch, oauth2, got);
        Ok(token)
    }

    async fn keep(&self, watch: Id, old: String, new: String) {
        let engine = Arc::clone(&self.engine);
        let kept = tokio::task::spawn_blocking(move || {
            desk::keep_refresh_token(&engine, watch, (&old, &new))
        });
        if let Ok(Err(error)) = kept.await {
            tracing::error!(%error, "a renewed token of a watch could not be kept");
        }
    }
}

/// Where a redirect leads.
fn next(from: &Url, response: &Response<Incoming>) -> Option<Result<Url, Failed>> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let there = from.join(location).ok();
    let there = there.ok_or_else(|| "the redirect leads nowhere".to_owned());
    Some(there.and_then(|there| address::parse(there.as_str()).map_err(str::to_owned)))
}

/// The body, unless it is too long or breaks off.
async fn beginning(response: Response<Incoming>) -> String {
    let body = Limited::new(response.into_body(), ANSWER_MAX);
    match body.collect().await {
        Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
        Err(_) => String::new(),
    }
}

/// What went wrong, in the words of its innermost cause. None of them names the address.
fn told(error: &(dyn Error + 'static)) -> Failed {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_store::MemoryStore;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;

    /// Sends everybody on to an address of this machine; says how often it was asked.
    fn redirecting() -> (u16, Receiver<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, asked) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut lines = BufReader::new(&stream).lines();
                while lines
                    .next()
                    .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
                {}
                if tell.send(()).is_err() {
                    return;
                }
                let to = format!("http://127.0.0.1:{port}/inside");
                let head = format!("HTTP/1.1 307 Elsewhere\r\nLocation: {to}\r\n");
                let _ = write!(
                    stream,
                    "{head}Content-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        });
        (port, asked)
    }

    /// The first hop goes through, as to a target outside; the second one is judged.
    #[tokio::test]
    async fn a_redirect_to_an_address_that_only_the_server_reaches_is_not_followed() {
        let (port, asked) = redirecting();
        let sender = Sender {
            engine: Arc::new(Engine::open(Arc::new(MemoryStore::new())).unwrap()),
            connections: Connections::new(true).unwrap(),
            tokens: Tokens::default(),
        };
        let request = Request {
            method: "POST".to_owned(),
            url: format!("http://localhost:{port}/hook").parse().unwrap(),
            headers: Vec::new(),
            private_headers: Vec::new(),
            body: Some("{}".to_owned()),
            oauth2: None,
        };
        let answer = sender.send(Id::default(), &request).await;
        assert_eq!(answer.error.as_deref(), Some(PRIVATE), "{answer:?}");
        assert_eq!(asked.try_iter().count(), 1);
    }
}
