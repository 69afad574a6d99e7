//! What happened in an account in a span of time, as lists show it: read once, and kept until something happens.

use crate::authorise::{Object, Verb, authorise};
use crate::entries::{self, Person};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{Entry, EntryQuery, Seq, Snapshot};
use serde_json::Value;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The most entries of one span; the newest ones.
pub const ENTRIES_MAX: usize = 20_000;
/// How many spans are kept.
const KEPT_MAX: usize = 4;
/// After more changes than this a span is read anew.
const CHANGES_MAX: Seq = 500;

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// Calls, recordings or messages.
    pub kind: Kind,
    /// The account.
    pub account_id: Id,
    /// From this time on and before that, in milliseconds since the epoch.
    pub span: Range<i64>,
}

/// One entry as a list shows it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) cells: Fields,
}

/// The entries of a span, the newest first.
#[derive(Debug, Clone)]
pub(super) struct Log {
    pub(super) rows: Arc<Vec<Row>>,
    /// There were more than are kept.
    pub(super) is_cut: bool,
}

struct Known {
    which: Which,
    /// Whose entries; nobody's for those of the whole account.
    own: Option<Id>,
    seq: Seq,
    log: Log,
}

/// The spans that were read last.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Vec<Known>>);

/// The entries that the caller sees: all of the account with the right to that, else his own.
pub(super) fn of(engine: &Engine, principal: &Principal, which: &Which) -> Result<Log> {
    let account_id = which.account_id;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let verb = match which.kind {
        Kind::Call | Kind::Message => Verb::ReadCalls,
        Kind::Recording => Verb::ReadRecordings,
        _ => return Err(Error::NotFound("list")),
    };
    let own = match authorise(&engine.tree(), principal, verb, account) {
        Ok(()) => None,
        Err(refused) => {
            let Some(user_id) = principal.actor() else {
                return Err(refused);
            };
            let person = Person {
                account_id,
                user_id,
            };
            entries::may(engine, principal, Verb::ReadUser, person)?;
            Some(user_id)
        }
    };
    let snapshot = engine.read()?;
    let seq = snapshot.seq()?;
    let mut kept = engine.logs.0.lock().unwrap_or_else(PoisonError::into_inner);
    let place = kept
        .iter()
        .position(|known| known.which == *which && known.own == own);
    if let Some(mut known) = place.map(|place| kept.remove(place))
        && is_fresh(&*snapshot, which, &known, seq)?
    {
        known.seq = seq;
        let log = known.log.clone();
        kept.push(known);
        return Ok(log);
    }
    drop(kept);
    let log = read(&*snapshot, which, own)?;
    let mut kept = engine.logs.0.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT_MAX {
        kept.remove(0);
    }
    kept.push(Known {
        which: which.clone(),
        own,
        seq,
        log: log.clone(),
    });
    Ok(log)
}

/// Whether nothing happened that the span might hold.
fn is_fresh(snapshot: &dyn Snapshot, which: &Which, known: &Known, seq: Seq) -> Result<bool> {
    if seq < known.seq || seq - known.seq > CHANGES_MAX {
        return Ok(false);
    }
    if seq == known.seq {
        return Ok(true);
    }
    let changes = snapshot.changes(known.seq, CHANGES_MAX as usize)?;
    let is_about = |touched: &cordboard_store::Touched| {
        touched.kind == which.kind && touched.account_id == which.account_id
    };
    Ok(!changes
        .iter()
        .any(|change| change.touched.iter().any(is_about)))
}

fn read(snapshot: &dyn Snapshot, which: &Which, own: Option<Id>) -> Result<Log> {
    let limit = ENTRIES_MAX + 1;
    let mut found = match own {
        None => {
            snapshot.account_entries(which.kind, which.account_id, which.span.clone(), limit)?
        }
        Some(owner) => snapshot.entries(&EntryQuery {
            span: which.span.clone(),
            limit,
            ..EntryQuery::all(which.kind, owner)
        })?,
    };
    let is_cut = found.len() > ENTRIES_MAX;
    found.truncate(ENTRIES_MAX);
    let rows = found.iter().map(row).collect();
    Ok(Log {
        rows: Arc::new(rows),
        is_cut,
    })
}

/// What the list shows of an entry, beside when it was and whose it is.
fn columns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Call => &[
            "caller",
            "caller_display_name",
            "callee",
            "callee_display_name",
            "direction",
            "duration",
            "end_reason",
            "trunk",
            "call_id",
        ],
        Kind::Recording => &[
            "caller",
            "callee",
            "duration",
            "file_name",
            "file_size",
            "file_url",
            "simulated",
        ],
        _ => &[
            "sender",
            "sender_name",
            "receiver",
            "receiver_name",
            "msg_type",
            "direction",
            "content",
            "delivery",
        ],
    }
}

fn row(entry: &Entry) -> Row {
    let mut cells = Fields::new();
    let at = chrono::DateTime::from_timestamp_millis(entry.at_ms).unwrap_or_default();
    let at = at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    cells.insert("at".into(), at.into());
    cells.insert("owner_id".into(), entry.owner_id.to_string().into());
    for column in columns(entry.kind) {
        if let Some(value) = entry.fields.get(*column).filter(|value| !value.is_null()) {
            cells.insert((*column).to_owned(), value.clone());
        }
    }
    if entry.kind == Kind::Call {
        cells.insert("outcome".into(), outcome(&entry.fields).into());
    }
    Row {
        id: entry.id,
        cells,
    }
}

/// How a call went for the person to whom it happened.
fn outcome(call: &Fields) -> &'static str {
    let text = |key: &str| call.get(key).and_then(Value::as_str).unwrap_or_default();
    if !text("answered_at").is_empty() {
        "answered"
    } else if text("direction").starts_with("OUTBOUND") {
        "unanswered"
    } else {
        "missed"
    }
}
