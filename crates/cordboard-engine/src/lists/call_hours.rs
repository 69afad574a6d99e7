//! When the calls of a span of time came, by the hour of the day, and how they went.

use super::entry_log::{self, Which};
use crate::{Engine, Principal, Result};
use chrono::Timelike;
use cordboard_model::{Id, Kind};
use serde_json::Value;
use std::collections::HashSet;
use std::ops::Range;

/// Which calls.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// From this time on and before that, in milliseconds since the epoch.
    pub span: Range<i64>,
}

/// The calls of one hour of the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hour {
    /// Somebody answered.
    pub answered: u32,
    /// They came in and nobody answered.
    pub missed: u32,
    /// They went out and nobody answered.
    pub unanswered: u32,
}

/// What the chart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The hours of the day from midnight on, in the account's time zone.
    pub hours: [Hour; 24],
    /// The zone.
    pub timezone: String,
}

/// Counts the calls that the caller sees. A call between two people of the account is one call.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    let which = Which {
        kind: Kind::Call,
        account_id: input.account_id,
        span: input.span.clone(),
    };
    let log = entry_log::of(engine, principal, &which)?;
    let account = engine.live(Kind::Account, input.account_id)?;
    let name = account.map(|account| account.text("timezone").to_owned());
    let name = name.unwrap_or_default();
    let zone: chrono_tz::Tz = name.parse().unwrap_or(chrono_tz::Tz::UTC);
    let mut hours = [Hour::default(); 24];
    let mut counted = HashSet::new();
    for row in log.rows.iter() {
        let text = |column: &str| row.cells.get(column).and_then(Value::as_str);
        if let Some(call_id) = text("call_id").filter(|id| !id.is_empty())
            && !counted.insert(call_id)
        {
            continue;
        }
        let at = text("at").and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok());
        let hour = at.map(|at| at.with_timezone(&zone).hour() as usize);
        let Some(hour) = hour.and_then(|hour| hours.get_mut(hour)) else {
            continue;
        };
        match text("outcome") {
            Some("answered") => hour.answered += 1,
            Some("unanswered") => hour.unanswered += 1,
            _ => hour.missed += 1,
        }
    }
    Ok(Output {
        hours,
        timezone: zone.name().to_owned(),
    })
}
