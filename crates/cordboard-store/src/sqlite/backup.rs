//! A copy of the file while it is in use, and what makes a file that is not in use whole in itself.

use crate::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsString;
use std::fs::File;
use std::path::Path;

/// Writes the copy under a name of its own first: SQLite does not wait for the disk when it makes a copy, and a
/// half-written one must never be taken for a backup.
pub(super) fn write(from: &Path, to: &Path) -> Result<()> {
    if to.try_exists().map_err(io)? {
        return Err(Error::Io("there already is a file of this name".into()));
    }
    let mut part = OsString::from(to);
    part.push(".part");
    let part = Path::new(&part);
    remove(part)?;
    copy(from, part).inspect_err(|_| drop(remove(part)))?;
    File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(io)?;
    std::fs::rename(part, to).map_err(io)?;
    sync_folder_of(to)
}

fn copy(from: &Path, part: &Path) -> Result<()> {
    let name = part
        .to_str()
        .ok_or(Error::Io("the name is no Unicode text".into()))?;
    super::connection::create_private(part)?;
    let source = Connection::open_with_flags(
        from,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    source.execute("VACUUM INTO ?1", [name])?;
    forget_incarnation(part)
}

/// Data that come out of a backup are others than those that went in: copies of the office that met the old ones must
/// notice (docs/SYNC.md, S-5).
fn forget_incarnation(part: &Path) -> Result<()> {
    let made = Connection::open_with_flags(
        part,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // A file of an older program has no such table.
    let slots = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'slot'";
    if made.query_row(slots, [], |row| row.get(0))? {
        made.execute(FORGET, [])?;
    }
    Ok(())
}

const FORGET: &str =
    "DELETE FROM slot WHERE space = 'server' AND key = CAST('incarnation' AS BLOB)";

/// Waits for who is writing. Where nobody else has the file open, closing it removes the empty log as well.
pub(super) fn fold_log(path: &Path) -> Result<()> {
    let whole = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    whole.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn remove(part: &Path) -> Result<()> {
    match std::fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(error)),
        _ => Ok(()),
    }
}

/// Makes the new name itself durable.
#[cfg(unix)]
fn sync_folder_of(path: &Path) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(io)
}

/// Elsewhere the system keeps names in its own journal.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> Result<()> {
    Ok(())
}

fn io(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        _ => Error::Io(Box::new(error)),
    }
}
