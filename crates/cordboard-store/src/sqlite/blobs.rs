//! The bytes beside records: the first of them in one row, the rest in parts, so that a piece costs what it is long and
//! not what lies before it.

use super::row::clamped;
use crate::{Blob, BlobPiece, BlobPut, Result};
use cordboard_model::{Id, Kind};
use rusqlite::{Connection, OptionalExtension, params};
use std::ops::Range;

/// How many bytes a row holds. Files of a time before there were parts hold more in the first one.
const PART: usize = 256 * 1024;

const BLOB: &str =
    "SELECT mime, bytes FROM blob WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4";

/// What it is, how many bytes the first row holds, and those of them that are wanted.
const FIRST: &str = "SELECT mime, length(bytes), \
       CASE WHEN ?5 < length(bytes) AND ?6 > 0 THEN substr(bytes, ?5 + 1, ?6) ELSE x'' END \
     FROM blob WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4";

const PARTS: &str = "SELECT at, bytes FROM blob_part \
     WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4 AND at >= ?5 AND at < ?6 ORDER BY at";

const END: &str = "SELECT at + length(bytes) FROM blob_part \
     WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4 ORDER BY at DESC LIMIT 1";

const KEEP: &str = "INSERT INTO blob (domain, kind, id, name, mime, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
     ON CONFLICT (domain, kind, id, name) DO UPDATE SET mime = excluded.mime, bytes = excluded.bytes";

const KEEP_PART: &str =
    "INSERT INTO blob_part (domain, kind, id, name, at, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

const REMOVE: &str = "DELETE FROM blob WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4";

const REMOVE_PARTS: &str =
    "DELETE FROM blob_part WHERE domain = ?1 AND kind = ?2 AND id = ?3 AND name = ?4";

/// Removes every blob of a record.
pub(super) const ERASE: &str = "DELETE FROM blob WHERE domain = ?1 AND kind = ?2 AND id = ?3";

/// As [`ERASE`], the rest of them.
pub(super) const ERASE_PARTS: &str =
    "DELETE FROM blob_part WHERE domain = ?1 AND kind = ?2 AND id = ?3";

/// The statements whose plans are checked, by name.
#[cfg(feature = "suite")]
pub(super) const STATEMENTS: [(&str, &str); 8] = [
    ("blob", BLOB),
    ("blob_first", FIRST),
    ("blob_parts", PARTS),
    ("blob_end", END),
    ("remove_blob", REMOVE),
    ("remove_blob_parts", REMOVE_PARTS),
    ("erase_blobs", ERASE),
    ("erase_blob_parts", ERASE_PARTS),
];

/// Where a blob lies.
pub(super) struct Place<'a> {
    pub(super) domain: u32,
    pub(super) kind: Kind,
    pub(super) id: Id,
    pub(super) name: &'a str,
}

/// All of it.
pub(super) fn read(connection: &Connection, place: &Place<'_>) -> Result<Option<Blob>> {
    let (kind, id) = (place.kind.number(), place.id.as_bytes());
    let found = connection
        .prepare_cached(BLOB)?
        .query_row(params![place.domain, kind, id, place.name], |row| {
            Ok(Blob {
                mime: row.get(0)?,
                bytes: row.get(1)?,
            })
        })
        .optional()?;
    let Some(mut blob) = found else {
        return Ok(None);
    };
    if blob.bytes.len() == PART {
        add_parts(connection, place, &(PART..usize::MAX), &mut blob.bytes)?;
    }
    Ok(Some(blob))
}

/// Those of its bytes that lie in the range.
pub(super) fn read_piece(
    connection: &Connection,
    place: &Place<'_>,
    range: &Range<usize>,
) -> Result<Option<BlobPiece>> {
    let (kind, id) = (place.kind.number(), place.id.as_bytes());
    let (from, wanted) = (number(range.start), number(range.len()));
    let found = connection
        .prepare_cached(FIRST)?
        .query_row(
            params![place.domain, kind, id, place.name, from, wanted],
            |row| {
                Ok(BlobPiece {
                    mime: row.get(0)?,
                    total: row.get(1)?,
                    bytes: row.get(2)?,
                })
            },
        )
        .optional()?;
    let Some(mut piece) = found else {
        return Ok(None);
    };
    if piece.total == PART {
        let end = connection
            .prepare_cached(END)?
            .query_row(params![place.domain, kind, id, place.name], |row| {
                row.get(0)
            })
            .optional()?;
        piece.total = end.unwrap_or(PART);
        add_parts(connection, place, range, &mut piece.bytes)?;
    }
    Ok(Some(piece))
}

/// Adds what parts hold of the range.
fn add_parts(
    connection: &Connection,
    place: &Place<'_>,
    range: &Range<usize>,
    bytes: &mut Vec<u8>,
) -> Result<()> {
    let (kind, id) = (place.kind.number(), place.id.as_bytes());
    // Parts begin where a multiple of their length does.
    let first = number(range.start / PART * PART);
    let mut statement = connection.prepare_cached(PARTS)?;
    let end = number(range.end);
    let mut rows = statement.query(params![place.domain, kind, id, place.name, first, end])?;
    while let Some(row) = rows.next()? {
        let at: usize = row.get(0)?;
        let part = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let until = range.end.saturating_sub(at).min(part.len());
        let wanted = range.start.saturating_sub(at)..until;
        bytes.extend_from_slice(part.get(wanted).unwrap_or_default());
    }
    Ok(())
}

/// Keeps a blob instead of what was there, or removes it.
pub(super) fn write(connection: &Connection, domain: u32, blob: &BlobPut) -> Result<()> {
    let (kind, id) = (blob.kind.number(), blob.id.as_bytes());
    connection
        .prepare_cached(REMOVE_PARTS)?
        .execute(params![domain, kind, id, blob.name])?;
    let Some(bytes) = &blob.bytes else {
        let mut remove = connection.prepare_cached(REMOVE)?;
        remove.execute(params![domain, kind, id, blob.name])?;
        return Ok(());
    };
    let (first, rest) = bytes.split_at_checked(PART).unwrap_or((bytes, &[]));
    let mut keep = connection.prepare_cached(KEEP)?;
    keep.execute(params![domain, kind, id, blob.name, blob.mime, first])?;
    let mut keep = connection.prepare_cached(KEEP_PART)?;
    for (part, at) in rest.chunks(PART).zip((PART..).step_by(PART)) {
        keep.execute(params![domain, kind, id, blob.name, number(at), part])?;
    }
    Ok(())
}

fn number(place: usize) -> i64 {
    clamped(place as u64)
}
