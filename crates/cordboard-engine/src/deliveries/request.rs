//! The request that tells a watch of a change.

use super::queue::payload;
use super::signing;
use crate::{Engine, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordboard_model::webhook::address;
use cordboard_model::webhook::template::Template;
use cordboard_model::{Id, Record};
use cordboard_store::Entry;
use serde_json::{Map, Value, json};
use std::fmt;
use url::Url;

/// A request, ready to be sent. It holds secrets and is never printed.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Where it goes.
    pub url: Url,
    /// What anybody may see: what the delivery is, and its signature.
    pub headers: Vec<(String, String)>,
    /// What only the target may see: the watch's own headers and how it is signed in to. Left out where the target sends
    /// the request to another host.
    pub private_headers: Vec<(String, String)>,
    /// The body; nothing for `GET` and `DELETE`.
    pub body: Option<String>,
    /// Where a token is to be fetched before.
    pub oauth2: Option<OAuth2>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Request(..)")
    }
}

/// How a token is fetched. It holds secrets and is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct OAuth2 {
    /// Where.
    pub token_url: Url,
    /// The grant: `refresh_token` or `client_credentials`.
    pub grant_type: String,
    /// Who asks.
    pub client_id: String,
    /// His secret, if he has one.
    pub client_secret: Option<String>,
    /// The token to renew.
    pub refresh_token: Option<String>,
    /// What the token is for.
    pub scope: Option<String>,
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OAuth2(..)")
    }
}

/// Makes the request.
///
/// # Errors
/// What is wrong with the watch: a key that is gone, a template that is no JSON. Such a delivery fails like one that the
/// target refuses.
pub(crate) fn build(engine: &Engine, watch: &Record, delivery: &Entry) -> Result<Request> {
    let wrong = |detail: &str| Error::invalid("", "webhook", detail);
    let url = address::parse(watch.text("address")).map_err(wrong)?;
    let method = match watch.text("method") {
        "" => "POST",
        method => method,
    };
    let payload = payload(delivery);
    let told = match watch.fields.get("template") {
        None => payload,
        Some(template) => Template::parse(template)
            .and_then(|template| template.fill(&payload))
            .map_err(|error| wrong(&error.to_string()))?,
    };
    let body = (!matches!(method, "GET" | "DELETE")).then(|| told.to_string());
    let event = delivery.fields.get("event").and_then(Value::as_str);
    let header = |name: &str, value: String| (name.to_owned(), value);
    let mut headers = vec![
        header("X-Cordboard-Delivery", delivery.id.to_string()),
        header("X-Cordboard-Event", event.unwrap_or_default().to_owned()),
        header("X-Cordboard-Watch", watch.id.to_string()),
    ];
    if body.is_some() {
        headers.push(header("Content-Type", "application/json".to_owned()));
    }
    let keys = keys(watch);
    if !keys.is_empty() {
        let text = body.as_deref().unwrap_or_default();
        let value = signing::sign(engine, delivery.account_id, &keys, text)?;
        headers.push(header(signing::HEADER, value));
    }
    Ok(Request {
        method: method.to_owned(),
        url,
        headers,
        private_headers: private_headers(watch),
        body,
        oauth2: oauth2(watch).map_err(wrong)?,
    })
}

/// The keys with which the watch wants to be signed.
fn keys(watch: &Record) -> Vec<String> {
    let signature = watch.fields.get("signature");
    let on = signature.and_then(|it| it.get("enabled")?.as_bool());
    if on != Some(true) {
        return Vec::new();
    }
    let named = signature.and_then(|it| it.get("key_ids")?.as_array());
    let named = named.into_iter().flatten();
    let named: Vec<String> = named
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    if named.is_empty() {
        vec![crate::crypto_keys::DEFAULT.to_owned()]
    } else {
        named
    }
}

fn private_headers(watch: &Record) -> Vec<(String, String)> {
    let object = |key: &str| watch.fields.get(key).and_then(Value::as_object);
    let own = object("headers").into_iter().flatten();
    let mut headers: Vec<(String, String)> = own
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect();
    if let Some(basic) = object("basic_auth") {
        let text = |key: &str| basic.get(key).and_then(Value::as_str).unwrap_or_default();
        let pair = format!("{}:{}", text("username"), text("password"));
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
        headers.push((
            "Authorization".to_owned(),
            format!("Basic {}", STANDARD.encode(pair)),
        ));
    }
    headers
}

fn oauth2(watch: &Record) -> std::result::Result<Option<OAuth2>, &'static str> {
    let Some(said) = watch.fields.get("oauth2").and_then(Value::as_object) else {
        return Ok(None);
    };
    let text = |key: &str| said.get(key).and_then(Value::as_str).map(str::to_owned);
    let grant_type = text("grant_type").unwrap_or_else(|| "refresh_token".to_owned());
    Ok(Some(OAuth2 {
        token_url: address::parse(&text("access_token_url").unwrap_or_default())?,
        client_id: text("client_id").unwrap_or_default(),
        client_secret: text("client_secret"),
        refresh_token: text("refresh_token"),
        scope: text("scope"),
        grant_type,
    }))
}

/// What the log keeps of a request: no header that only the target may see.
pub(crate) fn logged(request: &Request) -> Value {
    let headers = request.headers.iter();
    let headers: Map<String, Value> = headers
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect();
    json!({
        "address": request.url.as_str(),
        "method": request.method,
        "headers": headers,
        "body": request.body,
    })
}

/// What the log keeps where no request could be made.
pub(crate) fn logged_without(watch: &Record) -> Value {
    json!({ "address": watch.text("address"), "method": watch.text("method"), "headers": {}, "body": null })
}

/// A delivery whose turn it is.
#[derive(Debug, Clone)]
pub struct Due {
    /// The watch.
    pub watch_id: Id,
    /// What is sent: its commit and its id.
    pub(crate) delivery: (u64, Id),
    pub(crate) account_id: Id,
    pub(crate) event: String,
    pub(crate) created_ms: i64,
    /// What the log keeps of the request.
    pub(crate) logged: Value,
}

impl Due {
    /// The id of the delivery, the same with every attempt.
    pub fn delivery_id(&self) -> Id {
        self.delivery.1
    }
}

/// An attempt that is to be made now.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// What it is about.
    pub due: Due,
    /// The request.
    pub request: Request,
}
