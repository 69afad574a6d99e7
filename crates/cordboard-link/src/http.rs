//! Requests to a server, plain or encrypted, each with a limit of time and an answer that is read whole.

use crate::trust::encryption;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::{Method, Request, StatusCode, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::io::Read;
use std::sync::OnceLock;
use std::time::Duration;
use url::Url;

/// How long one request may take.
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// The most bytes of one answer.
const BYTES_MAX: usize = 256 << 20;
/// For an answer of more bytes than this, room is made as it comes.
const ROOM_MAX: usize = 16 << 20;
/// JSON of so many bytes is sent as it is; more is compressed.
const PLAIN_MAX: usize = 1_024;
/// How it is compressed.
const GZIP: &str = "gzip";
/// The kind of an answer that tells of events.
const FEED: &str = "text/event-stream";

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// The address is no address.
    #[error("the request cannot be made: {0}")]
    Request(#[from] hyper::http::Error),
    /// There is no way to the server.
    #[error("there is no way: {0}")]
    Connect(#[from] hyper_util::client::legacy::Error),
    /// The answer broke off, or is larger than any answer.
    #[error("the answer broke off: {0}")]
    Body(Box<dyn std::error::Error + Send + Sync>),
    /// It took too long.
    #[error("no answer came in time")]
    Timeout,
    /// This system cannot encrypt.
    #[error("no encryption: {0}")]
    Encryption(#[from] rustls::Error),
}

/// What a server answered.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The kind of the body, as the server named it.
    pub content_type: Option<String>,
    /// Of how many bytes the body is a part, when it is one.
    pub(crate) total: Option<usize>,
    /// The body.
    pub body: Bytes,
    /// After how many seconds the server wants to be asked again, where it says so.
    pub(crate) retry_after_s: Option<u64>,
    /// How many bytes of body were sent, as they were on the wire.
    pub sent: usize,
    /// How many came, as they were on the wire.
    pub received: usize,
}

/// What is asked.
pub(crate) struct Question<'a> {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) token: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) body: Vec<u8>,
    /// Which part of something larger is asked for or sent, as the header says it.
    pub(crate) part: Option<(header::HeaderName, String)>,
}

type Connections = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// The connections of this program; those that are open are used again.
fn connections() -> Result<&'static Connections, NetworkError> {
    static CONNECTIONS: OnceLock<Connections> = OnceLock::new();
    if let Some(known) = CONNECTIONS.get() {
        return Ok(known);
    }
    let encrypted = HttpsConnectorBuilder::new()
        .with_tls_config(encryption()?)
        .https_or_http()
        .enable_http1()
        .build();
    let fresh = Client::builder(TokioExecutor::new()).build(encrypted);
    Ok(CONNECTIONS.get_or_init(|| fresh))
}

/// Whether the server runs on this computer.
pub(crate) fn is_local(url: &str) -> bool {
    let host = Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    matches!(host.as_deref(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

fn compressed(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    GzEncoder::new(body, Compression::fast()).read_to_end(&mut whole)?;
    Ok(whole)
}

fn expanded(body: &[u8]) -> std::io::Result<Bytes> {
    let mut whole = Vec::new();
    // One byte more tells an answer that is too large from one that just fits.
    let most = BYTES_MAX as u64 + 1;
    GzDecoder::new(body).take(most).read_to_end(&mut whole)?;
    match whole.len() > BYTES_MAX {
        true => Err(std::io::Error::other("it is too large")),
        false => Ok(whole.into()),
    }
}

/// Reads a body into one piece of memory, made as large as the server says that it is.
async fn whole(body: Incoming) -> Result<Bytes, NetworkError> {
    let said = body.size_hint().exact().unwrap_or_default();
    let room = usize::try_from(said).unwrap_or(ROOM_MAX);
    let mut read = Vec::with_capacity(room.min(ROOM_MAX));
    let mut body = Limited::new(body, BYTES_MAX);
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.map_err(NetworkError::Body)?.into_data() {
            read.extend_from_slice(&data);
        }
    }
    Ok(read.into())
}

/// Asks, and reads the whole answer.
pub(crate) async fn ask(question: Question<'_>) -> Result<Answer, NetworkError> {
    let mut request = Request::builder()
        .method(question.method)
        .uri(&question.url);
    if let Some(token) = question.token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some(kind) = question.content_type {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if let Some((name, part)) = question.part {
        request = request.header(name, part);
    }
    // Within one computer compressing takes longer than sending.
    if !is_local(&question.url) {
        request = request.header(header::ACCEPT_ENCODING, GZIP);
    }
    let mut body = question.body;
    if body.len() > PLAIN_MAX && question.content_type == Some("application/json") {
        body = compressed(&body).map_err(|error| NetworkError::Body(error.into()))?;
        request = request.header(header::CONTENT_ENCODING, GZIP);
    }
    let sent = body.len();
    let request = request.body(Full::from(body))?;
    let answered = async {
        let (head, body) = connections()?.request(request).await?.into_parts();
        let body = whole(body).await?;
        let received = body.len();
        let is_compressed = head.headers.get(header::CONTENT_ENCODING);
        let body = match is_compressed.is_some_and(|encoding| encoding == GZIP) {
            true => expanded(&body).map_err(|error| NetworkError::Body(error.into()))?,
            false => body,
        };
        let text = |name| head.headers.get(name)?.to_str().ok();
        let range = text(header::CONTENT_RANGE);
        Ok(Answer {
            status: head.status,
            total: range.and_then(|range| range.rsplit_once('/')?.1.parse().ok()),
            content_type: text(header::CONTENT_TYPE).map(str::to_owned),
            retry_after_s: text(header::RETRY_AFTER)
                .and_then(|seconds| seconds.trim().parse().ok()),
            body,
            sent,
            received,
        })
    };
    let answered = tokio::time::timeout(ANSWER_MAX, answered).await;
    answered.map_err(|_| NetworkError::Timeout)?
}

/// Opens an answer that does not end, and says whether it is a feed of events.
pub(crate) async fn open(
    url: &str,
    token: &str,
) -> Result<(StatusCode, bool, Incoming), NetworkError> {
    let request = Request::builder()
        .uri(url)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, FEED)
        .body(Full::default())?;
    let answered = async {
        let answer = connections()?.request(request).await?;
        Ok::<_, NetworkError>(answer)
    };
    let answered = tokio::time::timeout(ANSWER_MAX, answered).await;
    let (head, body) = answered.map_err(|_| NetworkError::Timeout)??.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    Ok((head.status, kind.starts_with(FEED), body))
}
