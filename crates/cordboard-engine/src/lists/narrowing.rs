//! Which rows of a list are asked for, and the window of them where the rows are kept with the newest first.

use super::ordering;
use super::window::Cells;
use cordboard_model::text::search_key;
use serde_json::Value;
use std::collections::HashMap;

/// The most rows of one window.
pub const ROWS_MAX: usize = 500;
/// When it happened; what is kept with the newest first begins so.
const AT: &str = "at";

/// Which rows, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    /// The first row.
    pub from: usize,
    /// How many rows; at most [`ROWS_MAX`].
    pub count: usize,
    /// The column by which the rows are ordered; the list's own order when absent. A column that no row has orders
    /// nothing.
    pub sort: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// Words that must all be found in the row.
    pub text: String,
    /// By column, the value it must have.
    pub only: HashMap<String, Value>,
}

impl Narrowing {
    /// The words that must be found, as rows are searched for them.
    pub(super) fn words(&self) -> Vec<String> {
        self.text.split_whitespace().map(search_key).collect()
    }

    /// How many of the rows match, and those in the window. The rows come with the newest first.
    pub(super) fn of_newest_first<Row>(
        &self,
        rows: &[Row],
        shown: impl Fn(&Row) -> Cells,
    ) -> (usize, Vec<Cells>) {
        let words = self.words();
        let (from, count) = (self.from, self.count.min(ROWS_MAX));
        let sort = self.sort.as_deref().unwrap_or(AT);
        let descending = self.descending || self.sort.is_none();
        if words.is_empty() && self.only.is_empty() && sort == AT && descending {
            // As it is kept: only the window is looked at.
            let window = rows.iter().skip(from).take(count).map(shown).collect();
            return (rows.len(), window);
        }
        let is_wanted = |row: &Cells| {
            let mut only = self.only.iter();
            only.all(|(column, wanted)| row.cells.get(column).unwrap_or(&Value::Null) == wanted)
                && ordering::matches(&row.cells, &words)
        };
        let keyed = |row: Cells| (ordering::key(row.cells.get(sort)), row);
        let mut found: Vec<_> = rows
            .iter()
            .map(shown)
            .filter(is_wanted)
            .map(keyed)
            .collect();
        found.sort_by(|(one, _), (other, _)| ordering::compare(one, other, descending));
        let matched = found.len();
        let window = found.into_iter().skip(from).take(count);
        (matched, window.map(|(_, row)| row).collect())
    }
}
