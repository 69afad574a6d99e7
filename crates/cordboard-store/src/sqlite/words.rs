//! The words under which a search finds a record.
//!
//! They stand in a table of their own, a row for each, and once more as a list beside their record, so that whoever writes
//! the record knows which ones to take out without an index over all words.

use super::queries::{CHANGED_UP_TO, SLOT};
use super::row::clamped;
use super::write::{CLEAR_SLOT, FILL_SLOT};
use crate::{Error, Result, Seq, WORDS_LATER};
use cordboard_model::{Id, Kind};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) const TERMS: &str =
    "SELECT terms FROM record WHERE domain = ?1 AND kind = ?2 AND id = ?3";

const ADD: &str =
    "INSERT INTO word (domain, term, kind, id, account_id) VALUES (?1, ?2, ?3, ?4, ?5)";

pub(super) const REMOVE: &str =
    "DELETE FROM word WHERE domain = ?1 AND term = ?2 AND kind = ?3 AND id = ?4";

pub(super) const MOVE: &str = "UPDATE word SET account_id = ?5 \
     WHERE domain = ?1 AND term = ?2 AND kind = ?3 AND id = ?4";

/// As [`ADD`], of words that may be there.
const ADD_MISSING: &str =
    "INSERT OR IGNORE INTO word (domain, term, kind, id, account_id) VALUES (?1, ?2, ?3, ?4, ?5)";

/// Notes the first commit whose words are left for later.
const LEAVE: &str =
    "INSERT OR IGNORE INTO slot (domain, space, key, rev, value) VALUES (?1, ?2, ?3, ?4, ?3)";

pub(super) const LEFT: &str = "SELECT kind, id, account_id, terms FROM record INDEXED BY record_since \
     WHERE domain = ?1 AND kind < 64 AND rev > ?2 AND rev <= ?3";

/// Which record: its domain, its kind, its id.
type Of<'a> = (u32, Kind, &'a Id);

/// The words that a record is to have, and the columns beside them.
pub(super) struct Words<'a> {
    pub(super) of: Of<'a>,
    pub(super) account_id: &'a [u8],
    /// Sorted, without repetition.
    pub(super) terms: &'a [String],
}

impl Words<'_> {
    /// Writes them for a record that has none yet.
    pub(super) fn add(&self, connection: &Connection) -> Result<()> {
        self.terms
            .iter()
            .try_for_each(|term| self.write(connection, ADD, term))
    }

    /// Writes what differs from what is there: `old`, a JSON list.
    pub(super) fn replace(
        &self,
        connection: &Connection,
        old: &str,
        account_stays: bool,
    ) -> Result<()> {
        let old = listed(old)?;
        // Both lists are sorted as bytes.
        for term in &old {
            let stays = self.terms.binary_search(term).is_ok();
            if !stays {
                remove(connection, self.of, term)?;
            } else if !account_stays {
                self.write(connection, MOVE, term)?;
            }
        }
        let mut new = self.terms.iter();
        new.try_for_each(|term| match old.binary_search(term) {
            Ok(_) => Ok(()),
            Err(_) => self.write(connection, ADD, term),
        })
    }

    fn write(&self, connection: &Connection, sql: &str, term: &str) -> Result<()> {
        let (domain, kind, id) = self.of;
        let mut write = connection.prepare_cached(sql)?;
        write.execute(params![
            domain,
            term,
            kind.number(),
            id.as_bytes(),
            self.account_id
        ])?;
        Ok(())
    }
}

/// The key of the only slot of a space.
const ONLY: &[u8] = &[];

/// Notes that words of this commit are left for later.
pub(super) fn leave(connection: &Connection, (domain, seq): (u32, Seq)) -> Result<()> {
    let mut leave = connection.prepare_cached(LEAVE)?;
    leave.execute(params![domain, WORDS_LATER, ONLY, clamped(seq)])?;
    Ok(())
}

/// Writes the words of the next records that were left without, at least so many, in the order of the index. Records that were
/// written again since have some of theirs already.
pub(super) fn catch_up(connection: &Connection, domain: u32, records: usize) -> Result<()> {
    let mut find = connection.prepare_cached(SLOT)?;
    let from = find.query_row(params![domain, WORDS_LATER, ONLY], |row| {
        row.get::<_, i64>(1)
    });
    let Some(from) = from.optional()? else {
        return Ok(());
    };
    let (after, skipped) = (from - 1, clamped(records as u64).saturating_sub(1));
    let mut find = connection.prepare_cached(CHANGED_UP_TO)?;
    let last = find.query_row(params![domain, after, skipped], |row| row.get::<_, i64>(0));
    let last = last.optional()?;
    let (mut heads, mut left) = (Vec::new(), Vec::new());
    let mut find = connection.prepare_cached(LEFT)?;
    let mut rows = find.query(params![domain, after, last.unwrap_or(i64::MAX)])?;
    while let Some(row) = rows.next()? {
        let account_id: Option<Vec<u8>> = row.get(2)?;
        let head: (u8, [u8; 16], _) = (row.get(0)?, row.get(1)?, account_id.unwrap_or_default());
        let terms = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        left.extend(listed(terms)?.into_iter().map(|term| (term, heads.len())));
        heads.push(head);
    }
    drop(rows);
    left.sort_unstable_by(|one, other| {
        let of = |at: usize| heads.get(at).map(|(kind, id, _)| (kind, id));
        (&one.0, of(one.1)).cmp(&(&other.0, of(other.1)))
    });
    let mut add = connection.prepare_cached(ADD_MISSING)?;
    for (term, at) in left {
        if let Some((kind, id, account_id)) = heads.get(at) {
            add.execute(params![domain, term, kind, id, account_id])?;
        }
    }
    match last {
        Some(last) => connection.prepare_cached(FILL_SLOT)?.execute(params![
            domain,
            WORDS_LATER,
            ONLY,
            last.saturating_add(1),
            ONLY
        ])?,
        None => {
            connection
                .prepare_cached(CLEAR_SLOT)?
                .execute(params![domain, WORDS_LATER, ONLY])?
        }
    };
    Ok(())
}

/// Takes out the words of a record that is to be erased.
pub(super) fn erase(connection: &Connection, of: Of<'_>) -> Result<()> {
    let (domain, kind, id) = of;
    let mut find = connection.prepare_cached(TERMS)?;
    let found = find.query_row(params![domain, kind.number(), id.as_bytes()], |row| {
        row.get::<_, String>(0)
    });
    let old = found.optional()?.map(|terms| listed(&terms)).transpose()?;
    old.iter()
        .flatten()
        .try_for_each(|term| remove(connection, of, term))
}

fn remove(connection: &Connection, (domain, kind, id): Of<'_>, term: &str) -> Result<()> {
    let mut remove = connection.prepare_cached(REMOVE)?;
    remove.execute(params![domain, term, kind.number(), id.as_bytes()])?;
    Ok(())
}

/// The words in a JSON list.
fn listed(terms: &str) -> Result<Vec<String>> {
    serde_json::from_str(terms).map_err(|error| Error::Corrupt(error.to_string()))
}
