//! A window of what happened in an account in a span of time: its calls, recordings or messages.

use super::entry_log::{self, Which};
use super::narrowing::Narrowing;
use super::window::Cells;
use crate::{Engine, Principal, Result, lists};
use serde_json::Value;

/// Which window of which span.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which entries.
    pub which: Which,
    /// Which of their rows; the newest first when no order is asked for.
    pub rows: Narrowing,
}

/// A window.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// How many entries the span has for this caller.
    pub total: usize,
    /// How many of them match.
    pub matched: usize,
    /// There were more in the span than are looked at: only the newest ones are in `total`.
    pub is_cut: bool,
    /// Those in the window.
    pub rows: Vec<Cells>,
}

/// Reads the window.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    let log = entry_log::of(engine, principal, &input.which)?;
    let names = lists::names(engine, input.which.account_id)?;
    let shown = |row: &entry_log::Row| {
        let mut cells = row.cells.clone();
        let owner = cells.get("owner_id").and_then(Value::as_str);
        if let Some(name) = owner.and_then(|id| names.get(id)) {
            cells.insert("owner".into(), name.as_str().into());
        }
        Cells { id: row.id, cells }
    };
    let (matched, rows) = input.rows.of_newest_first(&log.rows, shown);
    Ok(Output {
        total: log.rows.len(),
        matched,
        is_cut: log.is_cut,
        rows,
    })
}
