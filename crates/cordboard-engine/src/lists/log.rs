//! A window of what happened in an account in a span of time: its calls, recordings or messages.

use super::entry_log::{self, Which};
use super::ordering;
use super::window::Cells;
use crate::{Engine, Principal, Result, lists};
use cordboard_model::text::search_key;
use serde_json::Value;
use std::collections::HashMap;

/// The most rows of one window.
pub const ROWS_MAX: usize = 500;
/// When it happened; lists begin with the newest.
const AT: &str = "at";

/// Which window of which span.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which entries.
    pub which: Which,
    /// The first row.
    pub from: usize,
    /// How many rows; at most [`ROWS_MAX`].
    pub count: usize,
    /// The column by which the rows are ordered; the newest first when absent.
    pub sort: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// Words that must all be found in the row.
    pub text: String,
    /// By column, the value it must have.
    pub only: HashMap<String, Value>,
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
    let words: Vec<String> = input.text.split_whitespace().map(search_key).collect();
    let shown = |row: &entry_log::Row| {
        let mut cells = row.cells.clone();
        let owner = cells.get("owner_id").and_then(Value::as_str);
        if let Some(name) = owner.and_then(|id| names.get(id)) {
            cells.insert("owner".into(), name.as_str().into());
        }
        Cells { id: row.id, cells }
    };
    let narrowed = !words.is_empty() || !input.only.is_empty();
    let sort = input.sort.as_deref().unwrap_or(AT);
    let (from, count) = (input.from, input.count.min(ROWS_MAX));
    let total = log.rows.len();
    if !narrowed && sort == AT && (input.sort.is_none() || input.descending) {
        // As it is kept: only the window is looked at.
        let rows = log.rows.iter().skip(from).take(count).map(shown).collect();
        return Ok(Output {
            total,
            matched: total,
            is_cut: log.is_cut,
            rows,
        });
    }
    let has = |row: &Cells| {
        let only = input.only.iter();
        only.clone()
            .all(|(column, wanted)| row.cells.get(column).unwrap_or(&Value::Null) == wanted)
            && ordering::matches(&row.cells, &words)
    };
    let descending = input.descending || input.sort.is_none();
    let mut found: Vec<_> = log
        .rows
        .iter()
        .map(shown)
        .filter(has)
        .map(|row| (ordering::key(row.cells.get(sort)), row))
        .collect();
    found.sort_by(|(one, _), (other, _)| ordering::compare(one, other, descending));
    Ok(Output {
        total,
        matched: found.len(),
        is_cut: log.is_cut,
        rows: found
            .into_iter()
            .skip(from)
            .take(count)
            .map(|(_, row)| row)
            .collect(),
    })
}
