//! Rows of lists as a surface writes them out, kept in memory each until its record is written.
//!
//! A page of a list then costs a walk over the store's index; of its records only those are read, and made into rows
//! anew, that were written since. A page that nobody saw before is made as a whole.

use crate::{Engine, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Cursor, Seq, Snapshot};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// How much room the rows may take, in bytes.
const ROOM: u64 = 16 * 1024 * 1024;
/// About how many rows fit in.
const ROWS: usize = 32_768;
/// What a row takes beside its text, in bytes.
const OVERHEAD: u64 = 128;
/// How many rows are read at once when nobody says how long a page is.
const CHUNK: usize = 256;

/// How a surface writes a row.
#[derive(Clone, Copy)]
pub struct View {
    /// Under which name the rows are kept: another name for every other way of writing.
    pub name: &'static str,
    /// From the record, as far as the caller reads it, to the row.
    pub of: fn(&Record) -> Vec<u8>,
}

/// Which page.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// How many rows; `None`: all.
    pub limit: Option<usize>,
}

/// A page of rows.
#[derive(Debug, Clone)]
pub struct Page {
    /// The rows, in the list's order.
    pub rows: Vec<Arc<[u8]>>,
    /// Where to go on; nothing after the last page.
    pub next: Option<Cursor>,
}

/// The name of the view, what the reader may see, and the record.
type Key = (&'static str, bool, Id);

#[derive(Clone)]
struct Known {
    row: Arc<[u8]>,
    since: Seq,
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Known> for Weight {
    fn weight(&self, _: &Key, known: &Known) -> u64 {
        known.row.len() as u64 + OVERHEAD
    }
}

/// The rows that are kept.
pub(crate) struct Rows(Cache<Key, Known, Weight>);

impl Default for Rows {
    fn default() -> Self {
        Self(Cache::with_weighter(ROWS, ROOM, Weight))
    }
}

/// What is listed for whom.
pub(crate) struct List<'a> {
    pub(crate) kind: Kind,
    pub(crate) account_id: Id,
    /// True for readers who see the whole record; the others all see the same of it.
    pub(crate) is_whole: bool,
    /// What the reader sees of a record.
    pub(crate) seen: &'a dyn Fn(Record) -> Record,
}

/// A page of the account's list. Authorise first.
pub(crate) fn page(engine: &Engine, list: &List<'_>, wanted: &Wanted, view: View) -> Result<Page> {
    // Before anything is read: a row is as old as what is known now.
    let since = engine.seq();
    let snapshot = engine.read()?;
    let mut rows = Vec::new();
    let mut after = wanted.after.clone();
    loop {
        // One more than the page holds tells whether there is another.
        let left = wanted.limit.map(|limit| limit - rows.len());
        let size = left.map_or(CHUNK, |left| left.saturating_add(1).min(CHUNK));
        let heads = snapshot.heads(list.kind, Some(list.account_id), after.as_ref(), size)?;
        let is_last = heads.len() < size;
        for head in heads {
            if wanted.limit == Some(rows.len()) {
                return Ok(Page { rows, next: after });
            }
            rows.extend(row(engine, &*snapshot, (list, view), (head.id, since))?);
            let (sort_key, id) = (head.sort_key, head.id);
            after = Some(Cursor { sort_key, id });
        }
        if is_last {
            return Ok(Page { rows, next: None });
        }
    }
}

fn row(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    (list, view): (&List<'_>, View),
    (id, since): (Id, Seq),
) -> Result<Option<Arc<[u8]>>> {
    let key = (view.name, list.is_whole, id);
    if let Some(known) = engine.rows.0.get(&key)
        && engine.freshness().holds(&[id], known.since)
    {
        return Ok(Some(known.row));
    }
    let Some(record) = snapshot.get(list.kind, id)? else {
        return Ok(None);
    };
    let row: Arc<[u8]> = (view.of)(&(list.seen)(record)).into();
    let kept = Arc::clone(&row);
    engine.rows.0.insert(key, Known { row: kept, since });
    Ok(Some(row))
}
