//! Instants as the dialect writes them: RFC 3339, in UTC, with a `Z`.

use chrono::{DateTime, SecondsFormat};
use serde_json::Value;

/// The instant of so many milliseconds since the epoch; `null` when that is no date.
pub(super) fn instant(ms: i64) -> Value {
    DateTime::from_timestamp_millis(ms).map_or(Value::Null, |at| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
    })
}

/// The milliseconds since the epoch that an RFC 3339 text means.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text.trim())
        .ok()
        .map(|at| at.timestamp_millis())
}
