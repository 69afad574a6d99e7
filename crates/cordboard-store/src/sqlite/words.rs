//! The words under which a search finds a record.
//!
//! They stand in a table of their own, a row for each, and once more as a list beside their record, so that whoever writes
//! the record knows which ones to take out without an index over all words.

use crate::{Error, Result};
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
