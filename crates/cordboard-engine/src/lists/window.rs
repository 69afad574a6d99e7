//! A window of a list: what is on screen while somebody scrolls, of the rows that match, in the order that was chosen.

use super::narrowing::{Narrowing, ROWS_MAX};
use super::{names, ordering, seen};
use crate::summaries::Row;
use crate::{Engine, Principal, Result};
use cordboard_model::{Fields, Id, Kind};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// The column that names a record; each list has it and begins ordered by it.
const NAME: &str = "name";

/// Which window of which list.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// What the list holds: users, phones, groups, ring groups, call queues, the account's contacts or holidays.
    pub kind: Kind,
    /// Which of its rows; by their names when no order is asked for.
    pub rows: Narrowing,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// The record.
    pub id: Id,
    /// By column, what is shown.
    pub cells: Fields,
}

/// A window.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// How many rows the list has for this caller.
    pub total: usize,
    /// How many of them match.
    pub matched: usize,
    /// Those in the window.
    pub rows: Vec<Cells>,
}

/// Reads the window.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    let rows = seen(engine, principal, (input.kind, input.account_id))?;
    let total = rows.len();
    let names = match input.kind {
        Kind::Phone | Kind::Holiday => names(engine, input.account_id)?,
        _ => HashMap::new(),
    };
    let list = Named { names };
    let asked = &input.rows;
    let words = asked.words();
    let found: Vec<Arc<Row>> = rows
        .into_iter()
        .filter(|row| list.matches(row, &words) && list.is_one_of(row, &asked.only))
        .collect();
    let sort = asked.sort.as_deref().unwrap_or(NAME);
    let key = |row: &Arc<Row>| ordering::key(list.cell(row, sort).as_ref());
    let mut keyed: Vec<_> = found.into_iter().map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(one, _), (other, _)| ordering::compare(one, other, asked.descending));
    let matched = keyed.len();
    let window = keyed
        .iter()
        .skip(asked.from)
        .take(asked.count.min(ROWS_MAX));
    Ok(Output {
        total,
        matched,
        rows: window.map(|(_, row)| list.cells(row)).collect(),
    })
}

/// The rows with the names of those whom they only name by id.
struct Named {
    names: HashMap<String, String>,
}

impl Named {
    fn owner(&self, row: &Row) -> Option<&String> {
        let id = row.fields.get("owner_id")?.as_str()?;
        self.names.get(id)
    }

    fn cell(&self, row: &Row, column: &str) -> Option<Value> {
        match column {
            "owner" => self.owner(row).map(|name| name.as_str().into()),
            column => row.fields.get(column).cloned(),
        }
    }

    fn cells(&self, row: &Row) -> Cells {
        let mut cells = row.fields.clone();
        if let Some(name) = self.owner(row) {
            cells.insert("owner".into(), name.as_str().into());
        }
        Cells { id: row.id, cells }
    }

    fn matches(&self, row: &Row, words: &[String]) -> bool {
        if words.is_empty() || ordering::matches(&row.fields, words) {
            return true;
        }
        // The owner's name counts as a word of the row.
        let Some(owner) = self.owner(row) else {
            return false;
        };
        let mut cells = row.fields.clone();
        cells.insert("owner".into(), owner.as_str().into());
        ordering::matches(&cells, words)
    }

    fn is_one_of(&self, row: &Row, only: &HashMap<String, Value>) -> bool {
        let has = |(column, wanted): (&String, &Value)| {
            self.cell(row, column).unwrap_or(Value::Null) == *wanted
        };
        only.iter().all(has)
    }
}
