//! What stands around an answer: the envelope, the headers that tell one version of it from the next, and content
//! that is no JSON.

use super::answer::{Answer, Body as Sent, Tokens};
use super::call::Call;
use super::envelope::{Envelope, digest};
use super::failure::{Detail, Failure};
use super::kept::Rendered;
use super::request::{Request, truth};
use super::{collection, csv};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use cordboard_engine::Engine;
use serde_json::Value;
use std::sync::Arc;

/// What stands around every answer to one request.
pub(super) struct Outside<'a> {
    pub(super) request_id: &'a str,
    pub(super) token: Option<String>,
    pub(super) now_ms: i64,
    pub(super) pretty: bool,
}

/// What only the first answer carries.
#[derive(Default)]
pub(super) struct Once<'a> {
    token: Option<&'a str>,
    tokens: Option<Tokens>,
    made: Option<&'a str>,
}

impl<'a> Outside<'a> {
    pub(super) fn of(engine: &Engine, request: &'a Request) -> Self {
        let pretty = request.header("x-pretty-print");
        Self {
            request_id: &request.request_id,
            token: None,
            now_ms: engine.now_ms(),
            pretty: pretty
                .or(request.parameter("pretty_print"))
                .is_some_and(|text| truth(text) == Some(true)),
        }
    }

    pub(super) fn render(
        &self,
        call: &Call<'_>,
        answer: Answer,
        keep: impl FnOnce(&Arc<Rendered>),
    ) -> Response {
        let request = call.request;
        let rows = match answer.body {
            Sent::Content {
                mime,
                file_name,
                bytes,
            } => return content(request, &mime, file_name.as_deref(), bytes),
            Sent::Rows(rows) => Some(rows),
            Sent::Json => None,
        };
        if collection::wants_csv(request)
            && let Value::Array(rows) = &answer.data
        {
            let name = collection::csv_name(request);
            return content(request, "text/csv", Some(&name), csv::table(rows).into());
        }
        let data = match &rows {
            Some(rows) => list(rows),
            None => serde_json::to_vec(&answer.data).unwrap_or_default(),
        };
        let is_list = rows.is_some() || answer.data.is_array();
        let revision = match answer.rev {
            Some(rev) => Some(format!("{rev}-{}", digest(&data))),
            None => (is_list && data != b"[]").then(|| digest(&data)),
        };
        let rendered = Arc::new(Rendered {
            status: answer.status,
            data: data.into(),
            revision,
            metadata: answer.metadata,
            page: answer.page,
        });
        keep(&rendered);
        let once = Once {
            token: answer.token.as_deref(),
            tokens: answer.tokens,
            made: answer.made.as_deref(),
        };
        self.show(request, &rendered, &once)
    }

    pub(super) fn show(&self, request: &Request, rendered: &Rendered, once: &Once<'_>) -> Response {
        let etag = rendered
            .revision
            .as_ref()
            .map(|revision| format!("\"{revision}\""));
        if let Some(same) = etag.as_ref().filter(|etag| is_known(request, etag)) {
            return unchanged(same);
        }
        let mut envelope = Envelope::new("success", self.request_id, self.now_ms);
        envelope.auth_token = once.token.or(self.token.as_deref());
        envelope.revision = rendered.revision.as_deref();
        envelope.tokens = once.tokens;
        envelope.metadata = rendered.metadata.as_ref();
        envelope.page(rendered.page.as_ref());
        let body = envelope.around(&rendered.data);
        let mut response = self.json(rendered.status, body, request);
        let headers = response.headers_mut();
        let place = once
            .made
            .map(|id| format!("/v2/{}/{id}", request.segments.join("/")));
        for (name, text) in [(header::ETAG, etag), (header::LOCATION, place)] {
            if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }

    fn json(&self, status: StatusCode, body: Vec<u8>, request: &Request) -> Response {
        let body = if self.pretty { pretty(body) } else { body };
        let body = if request.method == Method::HEAD {
            Body::empty()
        } else {
            Body::from(body)
        };
        respond_with(status, "application/json", body)
    }

    pub(super) fn refusal(&self, failure: Failure, submitted: &Value, missing: &str) -> Response {
        let data = match *failure.detail {
            Detail::Data(data) => data,
            Detail::Missing(_) => {
                serde_json::json!({ "message": "bad identifier", "cause": missing })
            }
            Detail::Invalid(invalid) => invalid.render(submitted),
        };
        let code = failure.status.as_str().to_owned();
        let mut envelope = Envelope::new("error", self.request_id, self.now_ms);
        envelope.auth_token = self.token.as_deref();
        envelope.message = Some(&failure.message);
        envelope.error = Some(&code);
        envelope.tokens = failure.tokens;
        let body = envelope.around(&serde_json::to_vec(&data).unwrap_or_default());
        let body = if self.pretty { pretty(body) } else { body };
        respond_with(failure.status, "application/json", Body::from(body))
    }
}

/// A list of rows that are JSON text already.
fn list(rows: &[Arc<[u8]>]) -> Vec<u8> {
    let room: usize = rows.iter().map(|row| row.len() + 1).sum();
    let mut text = Vec::with_capacity(room + 2);
    text.push(b'[');
    for row in rows {
        if text.len() > 1 {
            text.push(b',');
        }
        text.extend_from_slice(row);
    }
    text.push(b']');
    text
}

fn respond_with(status: StatusCode, mime: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    if let Ok(mime) = HeaderValue::from_str(mime) {
        response.headers_mut().insert(header::CONTENT_TYPE, mime);
    }
    response
}

fn pretty(body: Vec<u8>) -> Vec<u8> {
    serde_json::from_slice::<Value>(&body)
        .and_then(|value| serde_json::to_vec_pretty(&value))
        .unwrap_or(body)
}

fn content(request: &Request, mime: &str, name: Option<&str>, bytes: Bytes) -> Response {
    let etag = format!("\"{}\"", digest(&bytes));
    if is_known(request, &etag) {
        return unchanged(&etag);
    }
    let body = if request.method == Method::HEAD {
        Body::empty()
    } else {
        Body::from(bytes)
    };
    let mut response = respond_with(StatusCode::OK, mime, body);
    let headers = response.headers_mut();
    let saved = name.map(|name| {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name: String = name.chars().filter(|c| safe(*c)).collect();
        format!("attachment; filename={name}")
    });
    for (name, text) in [
        (header::CONTENT_DISPOSITION, saved),
        (header::ETAG, Some(etag)),
    ] {
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

fn is_known(request: &Request, etag: &str) -> bool {
    matches!(request.method, Method::GET | Method::HEAD)
        && request.header("if-none-match").is_some_and(|known| {
            known
                .split(',')
                .map(|one| one.trim().trim_start_matches("W/"))
                .any(|one| one == "*" || one == etag || one == etag.trim_matches('"'))
        })
}

fn unchanged(etag: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    if let Ok(etag) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}
