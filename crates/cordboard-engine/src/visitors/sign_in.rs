//! Signing a visitor in.

use crate::authorise::Verb;
use crate::kiosks::{attending, colleague};
use crate::{Engine, Error, Principal, Result, belongings};
use chrono::{DateTime, SecondsFormat};
use cordboard_model::{Fields, Id, Kind, Record};

/// Who came.
#[derive(Debug, Clone)]
pub struct Input {
    /// The document, without times.
    pub fields: Fields,
    /// Whom he came to see.
    pub host_id: Option<Id>,
}

/// Signs him in. Kiosks with that duty may.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let kiosk = attending(engine, principal, Verb::AttendVisitors)?;
    let mut fields = input.fields;
    for key in ["arrived_at", "left_at", "host_id"] {
        fields.shift_remove(key);
    }
    fields.retain(|_, value| value.as_str() != Some(""));
    if let Some(host) = input.host_id {
        colleague(engine, kiosk.account_id, host)
            .map_err(|_| Error::invalid("/host_id", "unknown", "choose a person of the account"))?;
        fields.insert("host_id".into(), host.to_string().into());
    }
    fields.insert("arrived_at".into(), now(engine).into());
    let (kind, account_id) = (Kind::Visitor, kiosk.account_id);
    let record = belongings::prepare(engine, principal, kind, account_id, fields)?;
    belongings::insert(engine, principal, "visitor.sign_in", &record, Vec::new())
}

/// The instant, RFC 3339.
pub(super) fn now(engine: &Engine) -> String {
    let now = DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default();
    now.to_rfc3339_opts(SecondsFormat::Secs, true)
}
