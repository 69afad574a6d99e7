//! `Idempotency-Key`: a request that is sent again under the same key has its effect once, and is answered as before.
//!
//! It holds for every surface but `/sync`, which has numbers of its own. Keys of different callers never meet; a key
//! under which something else was asked is refused, in the surface's own shape.

use crate::body::BODY_MAX;
use crate::caller::{self, LocalOwner};
use crate::problem::Problem;
use crate::state::Api;
use crate::{crossbar, portsip, reseller, sync};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cordboard_engine::Error;
use cordboard_engine::keyed::{Done, Key, Known, Told};
use cordboard_engine::sessions::resolve;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the header.
pub(crate) const NAME: &str = "idempotency-key";
/// The longest key.
const KEY_MAX: usize = 255;
/// The largest answer that is kept to be told again.
const ANSWER_MAX: usize = 256 * 1024;
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The headers that belong to an answer.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// The keys whose requests are under way.
pub(crate) type UnderWay = Arc<Mutex<HashSet<[u8; 32]>>>;

tokio::task_local! {
    static KEY: Arc<Key>;
}

/// Why a request is refused before any surface has looked at it.
pub(crate) enum Refusal {
    /// For its key.
    Key(KeyRefusal),
    /// For what the engine says, in the words that the surface has for it.
    Engine(Error),
}

/// Why a key is not taken.
pub(crate) struct KeyRefusal {
    pub(crate) status: StatusCode,
    /// For programs.
    pub(crate) code: &'static str,
    /// For people.
    pub(crate) text: String,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Key(KeyRefusal { status, code, text })
    }

    /// As the surface says it that owns the path.
    pub(crate) fn in_shape(self, api: &Api, path: &str, headers: &HeaderMap) -> Response {
        if crossbar::owns(path) {
            crossbar::refuse(api, headers, self)
        } else if portsip::owns(path) {
            portsip::refuse(self)
        } else if reseller::owns(path) {
            reseller::refuse(self)
        } else {
            match self {
                Self::Key(key) => Problem::new(key.status, key.code, key.text).into_response(),
                Self::Engine(error) => Problem::from(error).into_response(),
            }
        }
    }

    fn lost(done: &Done) -> Self {
        let about = done.about.as_deref().unwrap_or("see the audit");
        let text = format!(
            "it was done with change {} ({about}), and the program ended before it answered; look at what is there",
            done.seq
        );
        Self::new(StatusCode::CONFLICT, "done_already", text)
    }
}

/// Work for another thread, with the key of the request that this task answers.
pub(crate) fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let key = KEY.try_with(Arc::clone).ok();
    move || match key {
        Some(key) => key.during(work),
        None => work(),
    }
}

pub(crate) async fn once(State(api): State<Api>, request: Request, next: Next) -> Response {
    let method = request.method();
    let writes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path().to_owned();
    let Some(text) = request.headers().get(NAME) else {
        return next.run(request).await;
    };
    if !writes || path.starts_with(sync::PREFIX) {
        return next.run(request).await;
    }
    let text = text.to_str().unwrap_or_default().to_owned();
    let headers = request.headers().clone();
    let answered = with_key(&api, text, request, next).await;
    answered.unwrap_or_else(|refusal| refusal.in_shape(&api, &path, &headers))
}

async fn with_key(
    api: &Api,
    text: String,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if text.is_empty() || text.len() > KEY_MAX {
        let text = "an Idempotency-Key has 1 to 255 visible characters";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "malformed", text));
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| {
        let text = "the body cannot be read, or has more than 8,000,000 bytes";
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", text)
    })?;
    let asked = format!("{} {}\n", parts.method, parts.uri);
    let asked = [asked.as_bytes(), &body].concat();
    let key = Arc::new(Key::new(&caller(api, &parts).await, &text, &asked));
    let Some(_turn) = Turn::take(&api.under_way, &key) else {
        let text = "the same request is under way; ask again for its answer";
        return Err(Refusal::new(StatusCode::CONFLICT, "in_progress", text));
    };
    let asking = Arc::clone(&key);
    match api.run(move |engine| asking.known(engine)).await {
        Ok(Known::Fresh) => {}
        Ok(Known::Other) => {
            let text = "this Idempotency-Key was used for another request; take a fresh one";
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Err(Refusal::new(status, "key_reused", text));
        }
        Ok(Known::Done(Done {
            told: Some(told), ..
        })) => return Ok(again(told)),
        Ok(Known::Done(done)) => return Err(Refusal::lost(&done)),
        Err(problem) => return Ok(problem.into_response()),
    }
    let request = Request::from_parts(parts, Body::from(body));
    let response = KEY.scope(Arc::clone(&key), next.run(request)).await;
    Ok(remember(api, key, response).await)
}

/// How the surfaces show who calls, beside a session's token.
const PROOFS: [&str; 5] = ["authorization", "cookie", "x-auth-token", "apikey", "token"];

/// Who calls, as far as keys are concerned: the person, whatever token he shows; else whoever shows the same.
async fn caller(api: &Api, parts: &Parts) -> String {
    if parts.extensions.get::<LocalOwner>().is_some() {
        return "owner".to_owned();
    }
    let shown = PROOFS.map(|name| {
        let proof = parts.headers.get(name);
        proof
            .and_then(|proof| proof.to_str().ok())
            .unwrap_or_default()
    });
    let [_, _, crossbar, ..] = shown;
    let token = match crossbar {
        "" => caller::token(&parts.headers),
        token => Some(token.to_owned()),
    };
    let proofs = [
        &shown.join("\n"),
        "\n",
        parts.uri.query().unwrap_or_default(),
    ]
    .concat();
    let person = api.run(move |engine| {
        let Some(token) = token else { return Ok(None) };
        Ok(resolve::run(engine, &token)?.principal.actor())
    });
    match person.await {
        Ok(Some(user)) => format!("user {user}"),
        _ => proofs,
    }
}

async fn remember(api: &Api, key: Arc<Key>, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .unwrap_or_else(|_| Bytes::new());
    if parts.status.is_success() && body.len() <= ANSWER_MAX {
        let header = |name: &HeaderName| {
            let value = parts.headers.get(name)?.to_str().ok()?;
            Some((name.to_string(), value.to_owned()))
        };
        let told = Told {
            status: parts.status.as_u16(),
            headers: KEPT.iter().filter_map(header).collect(),
            body: body.to_vec(),
        };
        // Without it the answer is only not told again; the effect is not repeated either way.
        if let Err(problem) = api.run(move |engine| key.remember(engine, told)).await {
            tracing::warn!(
                detail = problem.detail,
                "an answer could not be kept under its key"
            );
        }
    }
    Response::from_parts(parts, Body::from(body))
}

fn again(told: Told) -> Response {
    let status = StatusCode::from_u16(told.status).unwrap_or(StatusCode::OK);
    let mut response = Response::new(Body::from(told.body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in told.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// One request at a time for each key.
struct Turn<'a> {
    under_way: &'a UnderWay,
    place: [u8; 32],
}

impl<'a> Turn<'a> {
    fn take(under_way: &'a UnderWay, key: &Key) -> Option<Self> {
        let place = *key.place();
        let mut all = under_way.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(place).then_some(Self { under_way, place })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut all = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.place);
    }
}
