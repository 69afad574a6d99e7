//! What was done in an account and below it in a span of time, read once and kept: what is done later is put before
//! it. It holds names of fields and never their values.

use crate::audit;
use crate::{Engine, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::{Change, Seq, Snapshot};
use serde_json::Value;
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

/// The most rows of one span; the newest ones.
const ROWS_MAX: usize = 20_000;
/// How many changes are looked through for one span.
const VISITS_MAX: usize = 100_000;
/// How many spans are kept.
const KEPT_MAX: usize = 4;
/// After more changes than this a span is read anew.
const CHANGES_MAX: usize = 500;

/// One change.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) seq: Seq,
    pub(super) at_ms: i64,
    pub(super) actor: Option<Id>,
    pub(super) verb: String,
    /// What people called the record at that time.
    pub(super) label: String,
    /// Paths of the fields that were changed, where the verb noted them.
    pub(super) changed: Vec<Value>,
    /// The record it is mainly about, and where that is.
    pub(super) about: Option<(Kind, Id, Id)>,
}

impl From<Change> for Row {
    fn from(change: Change) -> Self {
        let label = audit::label(&change);
        let changed = change.detail.get("changed").and_then(Value::as_array);
        let about = change.touched.first();
        Self {
            seq: change.seq,
            at_ms: change.at_ms,
            actor: change.actor,
            label,
            changed: changed.cloned().unwrap_or_default(),
            about: about.map(|touched| (touched.kind, touched.id, touched.account_id)),
            verb: change.verb,
        }
    }
}

/// What was done in a span, the newest first.
#[derive(Debug, Clone)]
pub(super) struct Log {
    pub(super) rows: Arc<Vec<Row>>,
    /// There was more than is kept.
    pub(super) is_cut: bool,
}

struct Known {
    account_id: Id,
    span: Range<i64>,
    seq: Seq,
    log: Log,
}

/// The spans that were read last.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Vec<Known>>);

/// What was done in the account and below it. It asks nobody whether the caller may.
pub(super) fn of(engine: &Engine, account_id: Id, span: &Range<i64>) -> Result<Log> {
    let snapshot = engine.read()?;
    let seq = snapshot.seq()?;
    let mut kept = engine
        .audits
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let is_it = |known: &Known| known.account_id == account_id && known.span == *span;
    let before = kept.iter().position(is_it).map(|place| kept.remove(place));
    drop(kept);
    let log = match before {
        Some(known) if known.seq == seq => known.log,
        Some(known) => match later(engine, &*snapshot, &known)? {
            Some(log) => log,
            None => read(engine, &*snapshot, account_id, span)?,
        },
        None => read(engine, &*snapshot, account_id, span)?,
    };
    let mut kept = engine
        .audits
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT_MAX {
        kept.remove(0);
    }
    kept.push(Known {
        account_id,
        span: span.clone(),
        seq,
        log: log.clone(),
    });
    Ok(log)
}

/// The kept span with what was done since put before it; nothing when that is too much, or the office is another one.
fn later(engine: &Engine, snapshot: &dyn Snapshot, known: &Known) -> Result<Option<Log>> {
    let changes = snapshot.changes(known.seq, CHANGES_MAX)?;
    if changes.is_empty() || changes.len() == CHANGES_MAX {
        return Ok(None);
    }
    let tree = engine.tree();
    let of_span = |change: &Change| {
        known.span.contains(&change.at_ms) && audit::concerns(&tree, change, known.account_id)
    };
    let new = changes.into_iter().rev().filter(of_span).map(Row::from);
    let mut rows: Vec<Row> = new.collect();
    if rows.is_empty() {
        return Ok(Some(known.log.clone()));
    }
    rows.extend(known.log.rows.iter().cloned());
    let is_cut = known.log.is_cut || rows.len() > ROWS_MAX;
    rows.truncate(ROWS_MAX);
    Ok(Some(Log {
        rows: Arc::new(rows),
        is_cut,
    }))
}

fn read(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    account_id: Id,
    span: &Range<i64>,
) -> Result<Log> {
    let tree = engine.tree();
    let mut rows = Vec::new();
    let mut visits = 0;
    let mut is_cut = false;
    snapshot.history(None, &mut |change| {
        // The log is in the order of time, as near as clocks are: what is older than the span ends it.
        if change.at_ms < span.start {
            return ControlFlow::Break(());
        }
        if rows.len() == ROWS_MAX || visits == VISITS_MAX {
            is_cut = true;
            return ControlFlow::Break(());
        }
        visits += 1;
        if change.at_ms < span.end && audit::concerns(&tree, &change, account_id) {
            rows.push(Row::from(change));
        }
        ControlFlow::Continue(())
    })?;
    Ok(Log {
        rows: Arc::new(rows),
        is_cut,
    })
}
