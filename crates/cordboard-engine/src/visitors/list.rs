//! The visitors of the last day and a half, and everybody who is still there.

use crate::authorise::Verb;
use crate::kiosks::attending;
use crate::{Engine, Principal, Result, lists};
use cordboard_model::{Kind, Record};
use cordboard_store::Cursor;

/// How far back those are shown who have left, in milliseconds.
const SHOWN_MS: i64 = 36 * 3600 * 1000;
/// How many are shown at most.
pub const VISITORS_MAX: usize = 500;

/// A visitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The record.
    pub record: Record,
    /// What the host is called; empty without one.
    pub host: String,
}

/// Lists them, the newest first.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Row>> {
    let kiosk = attending(engine, principal, Verb::AttendVisitors)?;
    let names = lists::names(engine, kiosk.account_id)?;
    let since_ms = engine.now_ms() - SHOWN_MS;
    let snapshot = engine.read()?;
    let mut after: Option<Cursor> = None;
    let mut rows = Vec::new();
    // The list is ordered with those first who are there, then by time from the newest on.
    loop {
        let page = snapshot.records(Kind::Visitor, Some(kiosk.account_id), after.as_ref(), 256)?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        after = Some(Cursor {
            sort_key: crate::listing::sort_key(last),
            id: last.id,
        });
        for record in page {
            let is_old = !record.text("left_at").is_empty() && record.created_ms < since_ms;
            if is_old || rows.len() >= VISITORS_MAX {
                return Ok(rows);
            }
            let host = names.get(record.text("host_id")).cloned();
            let host = host.unwrap_or_default();
            rows.push(Row { record, host });
        }
    }
}
