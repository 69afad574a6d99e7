//! A window of what was done in an account and below it in a span of time, with the reader's own rights.

use super::audit_log::{self, Row};
use super::log::Output;
use super::narrowing::Narrowing;
use super::window::Cells;
use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::{Engine, Principal, Result};
use chrono::{DateTime, SecondsFormat};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::Seq;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Which window of which span.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account whose subtree is meant; the top of what the caller may see when absent.
    pub account_id: Option<Id>,
    /// From this time on and before that, in milliseconds since the epoch.
    pub span: Range<i64>,
    /// Which of the rows; the newest first when no order is asked for.
    pub rows: Narrowing,
}

/// Reads the window. Columns: `at`, `label`, `verb`, `kind`, `account`, `actor`, the ids behind them, and
/// `changed`: the paths of the fields.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    let account_id = match input.account_id {
        Some(id) => id,
        None => scope(&engine.tree(), principal)?,
    };
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAudit, account)?;
    let log = audit_log::of(engine, account_id, &input.span)?;
    let actors = actors(engine, principal, &log.rows)?;
    let tree = engine.tree();
    let shown = |row: &Row| {
        let mut cells = Fields::new();
        let at = DateTime::from_timestamp_millis(row.at_ms).unwrap_or_default();
        cells.insert(
            "at".into(),
            at.to_rfc3339_opts(SecondsFormat::Millis, true).into(),
        );
        cells.insert("verb".into(), row.verb.as_str().into());
        cells.insert("label".into(), row.label.as_str().into());
        if let Some((kind, id, home)) = row.about {
            cells.insert("kind".into(), kind.name().into());
            cells.insert("about_id".into(), id.to_string().into());
            if let Some(leaf) = tree.leaf(home) {
                cells.insert("account".into(), leaf.name.as_str().into());
                cells.insert("account_id".into(), home.to_string().into());
            }
        }
        if !row.changed.is_empty() {
            cells.insert("changed".into(), row.changed.clone().into());
        }
        if let Some((id, name)) = row.actor.and_then(|id| actors.get_key_value(&id)) {
            cells.insert("actor".into(), name.as_str().into());
            cells.insert("actor_id".into(), id.to_string().into());
        }
        let id = row_id(row.seq);
        Cells { id, cells }
    };
    let (matched, rows) = input.rows.of_newest_first(&log.rows, shown);
    Ok(Output {
        total: log.rows.len(),
        matched,
        is_cut: log.is_cut,
        rows,
    })
}

/// A change has a number and no id; rows of lists have ids.
fn row_id(seq: Seq) -> Id {
    Id::from_bytes(u128::from(seq).to_be_bytes())
}

/// The names of those who did it. Who works in the accounts above is not this reader's business.
fn actors(engine: &Engine, principal: &Principal, rows: &[Row]) -> Result<HashMap<Id, String>> {
    let ids: HashSet<Id> = rows.iter().filter_map(|row| row.actor).collect();
    let ids: Vec<Id> = ids.into_iter().collect();
    let users = engine.read()?.get_many(&[Kind::User], &ids)?;
    let tree = engine.tree();
    let seen = users.into_iter().filter(|user| {
        user.account_id
            .is_some_and(|home| sees(&tree, principal, home))
    });
    Ok(seen.map(|user| (user.id, user.label())).collect())
}
