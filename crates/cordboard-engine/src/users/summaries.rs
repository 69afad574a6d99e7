//! What lists show of the users of an account, kept in memory: a list of ten thousand is answered without reading
//! ten thousand documents.
//!
//! Every list remembers the change it is as new as, and catches up by the change log. What is shown of a user is
//! made from his record alone.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Cursor, Seq, Snapshot};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many lists are kept.
const LISTS_MAX: usize = 16;
/// After more changes than this a list is made anew.
const CHANGES_MAX: u64 = 2000;
/// How many records or changes are read at once.
const CHUNK: usize = 500;

/// What a dialect shows of a user.
#[derive(Clone, Copy)]
pub struct View {
    /// Under which name the list is kept.
    pub name: &'static str,
    /// From the record, without secrets, to what is shown.
    pub of: fn(&Record) -> Fields,
}

/// What is shown of one user.
#[derive(Debug)]
pub struct Row {
    /// The user.
    pub id: Id,
    /// What is shown.
    pub fields: Fields,
    place: Cursor,
    rev: u64,
}

type Rows = Arc<Vec<Arc<Row>>>;
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

/// The users of an account in the order of their names, for those who manage users.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id, view: View) -> Result<Rows> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ListUsers, account)?;
    let snapshot = engine.read()?;
    let seq = snapshot.seq()?;
    let key = (account_id, view.name);
    let known = engine.summaries.lists().get(&key).cloned();
    let rows = match known {
        Some((known, rows)) if known == seq => return Ok(rows),
        Some((known, rows)) if known < seq && seq - known <= CHANGES_MAX => {
            caught_up(&*snapshot, account_id, view, (known, rows))?
        }
        _ => None,
    };
    let rows = match rows {
        Some(rows) => rows,
        None => made(&*snapshot, account_id, view)?,
    };
    engine.summaries.keep(key, seq, &rows);
    Ok(rows)
}

fn row(mut user: Record, view: View) -> Result<Arc<Row>> {
    let place = Cursor {
        sort_key: listing::sort_key(&user),
        id: user.id,
    };
    let schema = schema(Kind::User).ok_or(Error::NotFound("schema"))?;
    schema.redact(&mut user.fields);
    Ok(Arc::new(Row {
        id: user.id,
        fields: (view.of)(&user),
        place,
        rev: user.rev,
    }))
}

fn made(snapshot: &dyn Snapshot, account_id: Id, view: View) -> Result<Rows> {
    let mut rows: Vec<Arc<Row>> = Vec::new();
    loop {
        let after = rows.last().map(|last| last.place.clone());
        let page = snapshot.records(Kind::User, Some(account_id), after.as_ref(), CHUNK)?;
        let is_last = page.len() < CHUNK;
        for user in page {
            rows.push(row(user, view)?);
        }
        if is_last {
            return Ok(Arc::new(rows));
        }
    }
}

/// The list after the changes since then; nothing when the log does not tell whom they are about.
fn caught_up(
    snapshot: &dyn Snapshot,
    account_id: Id,
    view: View,
    (mut since, rows): (Seq, Rows),
) -> Result<Option<Rows>> {
    let mut about = Vec::new();
    loop {
        let changes = snapshot.changes(since, CHUNK)?;
        let is_last = changes.len() < CHUNK;
        for change in changes {
            since = change.seq;
            for touched in change.touched {
                if touched.kind == Kind::Account && touched.account_id == account_id {
                    return Ok(None);
                }
                if touched.kind == Kind::User && touched.account_id == account_id {
                    about.push(touched.id);
                }
            }
        }
        if is_last {
            break;
        }
    }
    about.sort_unstable();
    about.dedup();
    if about.is_empty() {
        return Ok(Some(rows));
    }
    let mut rows = rows.as_ref().clone();
    let mut fresh = Vec::new();
    for id in &about {
        let user = snapshot.get(Kind::User, *id)?.filter(Record::is_live);
        fresh.extend(user.filter(|user| user.account_id == Some(account_id)));
    }
    let revs: HashMap<Id, u64> = fresh.iter().map(|user| (user.id, user.rev)).collect();
    let kept = |row: &Arc<Row>| {
        about.binary_search(&row.id).is_err() || revs.get(&row.id) == Some(&row.rev)
    };
    rows.retain(kept);
    for user in fresh {
        if rows.iter().any(|row| row.id == user.id) {
            continue;
        }
        let row = row(user, view)?;
        let place = |other: &Arc<Row>| {
            let key = |row: &Row| (row.place.sort_key.clone(), row.place.id);
            key(other).cmp(&key(&row))
        };
        let at = rows.binary_search_by(place).unwrap_or_else(|at| at);
        rows.insert(at, row);
    }
    Ok(Some(Arc::new(rows)))
}
