//! Requests to a server, plain or encrypted, each with a limit of time and an answer that is read whole.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How long one request may take.
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// The most bytes of one answer.
const BYTES_MAX: usize = 256 << 20;

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
    /// The body.
    pub body: Bytes,
}

/// What is asked.
pub(crate) struct Question<'a> {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) token: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) body: Vec<u8>,
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

/// Whom the system trusts is trusted.
fn encryption() -> Result<ClientConfig, rustls::Error> {
    let mut trusted = RootCertStore::empty();
    trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(trusted).with_no_client_auth())
}

/// Asks, and reads the whole answer.
pub(crate) async fn ask(question: Question<'_>) -> Result<Answer, NetworkError> {
    let mut request = Request::builder().method(question.method).uri(question.url);
    if let Some(token) = question.token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some(kind) = question.content_type {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let request = request.body(Full::from(question.body))?;
    let answered = async {
        let (head, body) = connections()?.request(request).await?.into_parts();
        let body = Limited::new(body, BYTES_MAX).collect().await;
        let kind = head.headers.get(header::CONTENT_TYPE);
        Ok(Answer {
            status: head.status,
            content_type: kind.and_then(|kind| Some(kind.to_str().ok()?.to_owned())),
            body: body.map_err(NetworkError::Body)?.to_bytes(),
        })
    };
    let answered = tokio::time::timeout(ANSWER_MAX, answered).await;
    answered.map_err(|_| NetworkError::Timeout)?
}
