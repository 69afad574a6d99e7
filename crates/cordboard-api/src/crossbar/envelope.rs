//! The envelope around every answer, written straight to bytes.

use super::answer::{Page, Tokens};
use chrono::{DateTime, SecondsFormat, Utc};
use foldhash::fast::FixedState;
use serde::Serialize;
use serde_json::{Map, Value};
use std::hash::BuildHasher;

/// What stands around `data`. What is absent is left out, never null.
#[derive(Debug, Default, Serialize)]
pub(super) struct Envelope<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page_size: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_start_key: Option<&'a str>,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth_token: Option<&'a str>,
    pub(super) request_id: &'a str,
    pub(super) node: &'static str,
    pub(super) version: &'static str,
    pub(super) timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tokens: Option<Tokens>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) metadata: Option<&'a Map<String, Value>>,
}

impl<'a> Envelope<'a> {
    /// An envelope with what each one has.
    pub(super) fn new(status: &'static str, request_id: &'a str, now_ms: i64) -> Self {
        Self {
            status,
            request_id,
            node: "cordboard",
            version: env!("CARGO_PKG_VERSION"),
            timestamp: DateTime::<Utc>::from_timestamp_millis(now_ms)
                .unwrap_or_default()
                .to_rfc3339_opts(SecondsFormat::Secs, true),
            ..Self::default()
        }
    }

    /// Puts the page in.
    pub(super) fn page(&mut self, page: Option<&'a Page>) {
        if let Some(page) = page {
            self.page_size = Some(page.page_size);
            self.start_key = page.start_key.as_deref();
            self.next_start_key = page.next_start_key.as_deref();
        }
    }

    /// The whole body; `data` is JSON text already.
    pub(super) fn around(&self, data: &[u8]) -> Vec<u8> {
        let mut body = Vec::with_capacity(data.len() + 512);
        if serde_json::to_writer(&mut body, self).is_err() {
            body.clear();
        }
        // The envelope is never empty, so that another member can follow its last one.
        body.pop();
        body.extend_from_slice(b",\"data\":");
        body.extend_from_slice(data);
        body.push(b'}');
        body
    }
}

/// 32 hexadecimal digits that change with the content.
pub(super) fn digest(content: &[u8]) -> String {
    let half = |seed| FixedState::with_seed(seed).hash_one(content);
    format!("{:016x}{:016x}", half(1), half(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_json_and_leaves_out_what_is_absent() {
        let mut envelope = Envelope::new("success", "r1", 1_704_164_645_000);
        let page = Page {
            page_size: 2,
            start_key: None,
            next_start_key: Some("k".into()),
        };
        envelope.page(Some(&page));
        let body: Value = serde_json::from_slice(&envelope.around(b"[1,2]")).unwrap();
        assert_eq!(body["timestamp"], "2024-01-02T03:04:05Z");
        assert_eq!(body["data"], serde_json::json!([1, 2]));
        assert_eq!(body["page_size"], 2);
        let names: Vec<&str> = body
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert!(!names.contains(&"start_key") && !names.contains(&"auth_token"));
    }
}
