//! What lists show of the records of an account, kept in memory: a list of ten thousand is answered without reading
//! ten thousand documents.
//!
//! Every list remembers the change it is as new as, and catches up by the change log. What is shown of a record is
//! made from the record alone. It asks nobody whether the caller may: the verbs do.

use crate::{Engine, Error, Result, listing};
use cordboard_model::filter::{Field, Folded};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Cursor, Seq, Snapshot};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many lists are kept.
const LISTS_MAX: usize = 16;
/// After more changes than this a list is made anew.
const CHANGES_MAX: u64 = 2000;

/// What a surface shows of a record.
#[derive(Clone, Copy)]
pub struct View {
    /// Under which name the list is kept; another one for every kind.
    pub name: &'static str,
    /// From the record, without secrets, to what is shown.
    pub of: fn(&Record) -> Fields,
}

/// What is shown of one record.
#[derive(Debug)]
pub struct Row {
    /// The record.
    pub id: Id,
    /// What is shown.
    pub fields: Fields,
    place: Cursor,
    rev: u64,
    folded: OnceLock<Folded>,
}

impl Row {
    /// The texts of these fields as lists compare them. A list is always asked for with the same fields.
    pub fn folded(&self, fields: &[Field]) -> &Folded {
        self.folded.get_or_init(|| Folded::of(&self.fields, fields))
    }
}

/// The rows of a list, in its order.
pub type Rows = Arc<Vec<Arc<Row>>>;
type Key = (Id, &'static str);
type Lists = HashMap<Key, (Seq, Rows)>;

/// The lists.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Lists>);

impl Kept {
    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, key: Key, seq: Seq, rows: &Rows) {
        let mut lists = self.lists();
        if lists.len() >= LISTS_MAX && !lists.contains_key(&key) {
            // The one that was not asked for the longest is the oldest, near enough.
            let oldest = lists.iter().min_by_key(|(_, (seq, _))| *seq);
            if let Some(oldest) = oldest.map(|(key, _)| *key) {
                lists.remove(&oldest);
            }
        }
        let newer = lists.get(&key).is_some_and(|(known, _)| *known > seq);
        if !newer {
            lists.insert(key, (seq, Arc::clone(rows)));
        }
    }
}

/// The living records of an account in the order of their names. The caller has been let in already.
pub(crate) fn rows(engine: &Engine, of: (Kind, Id), view: View) -> Result<Rows> {
    rows_at(engine, &*engine.read()?, of, view)
}

/// As [`rows`], as this snapshot knows them.
pub(crate) fn rows_at(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    (kind, account_id): (Kind, Id),
    view: View,
) -> Result<Rows> {
    let seq = snapshot.seq()?;
    let key = (account_id, view.name);
    let known = engine.summaries.lists().get(&key).cloned();
    let rows = match known {
        Some((known, rows)) if known == seq => return Ok(rows),
        Some((known, rows)) if known < seq && seq - known <= CHANGES_MAX => {
            caught_up(snapshot, (kind, account_id), view, (known, rows))?
        }
        _ => None,
    };
    let rows = match rows {
        Some(rows) => rows,
        None => made(snapshot, (kind, account_id), view)?,
    };
    engine.summaries.keep(key, seq, &rows);
    Ok(rows)
}

fn row(mut record: Record, view: View) -> Result<Arc<Row>> {
    let place = Cursor {
        sort_key: listing::sort_key(&record),
        id: record.id,
    };
    let schema = schema(record.kind).ok_or(Error::NotFound("schema"))?;
    schema.redact(&mut record.fields);
    Ok(Arc::new(Row {
        id: record.id,
        fields: (view.of)(&record),
        place,
        rev: record.rev,
        folded: OnceLock::new(),
    }))
}

fn made(snapshot: &dyn Snapshot, (kind, account_id): (Kind, Id), view: View) -> Result<Rows> {
    let mut rows: Vec<Arc<Row>> = Vec::new();
    let mut failed = Ok(());
    snapshot.each_record(kind, Some(account_id), &mut |record| {
        match row(record, view) {
            Ok(row) => rows.push(row),
            Err(error) => failed = Err(error),
        }
        Ok(())
    })?;
    failed.map(|()| Arc::new(rows))
}

/// The list after the changes since then; nothing when the log does not tell whom they are about.
fn caught_up(
    snapshot: &dyn Snapshot,
    (kind, account_id): (Kind, Id),
    view: View,
    (since, rows): (Seq, Rows),
) -> Result<Option<Rows>> {
    let mut about = Vec::new();
    for change in snapshot.changes(since, CHANGES_MAX as usize)? {
        for touched in change.touched {
            if touched.kind == Kind::Account && touched.account_id == account_id {
                return Ok(None);
            }
            if touched.kind == kind && touched.account_id == account_id {
                about.push(touched.id);
            }
        }
    }
    about.sort_unstable();
    about.dedup();
    if about.is_empty() {
        return Ok(Some(rows));
    }
    let mut rows = rows.as_ref().clone();
    let mut fresh = snapshot.get_many(&[kind], &about)?;
    fresh.retain(|record| record.is_live() && record.account_id == Some(account_id));
    let revs: HashMap<Id, u64> = fresh.iter().map(|record| (record.id, record.rev)).collect();
    let kept = |row: &Arc<Row>| {
        about.binary_search(&row.id).is_err() || revs.get(&row.id) == Some(&row.rev)
    };
    rows.retain(kept);
    for record in fresh {
        if rows.iter().any(|row| row.id == record.id) {
            continue;
        }
        let row = row(record, view)?;
        let place = |other: &Arc<Row>| {
            let key = |row: &Row| (row.place.sort_key.clone(), row.place.id);
            key(other).cmp(&key(&row))
        };
        let at = rows.binary_search_by(place).unwrap_or_else(|at| at);
        rows.insert(at, row);
    }
    Ok(Some(Arc::new(rows)))
}
