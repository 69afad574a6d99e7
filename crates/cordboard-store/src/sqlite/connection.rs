//! Opening connections, each with the settings that its use needs.

use super::{Options, log, schema, statements};
use crate::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for a lock. Only a copy or a checkpoint ever holds one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How many prepared statements a connection keeps; more than there are.
const STATEMENTS: usize = 32;

/// The one connection that writes; creates and migrates the file.
pub(super) fn open_writer(path: &Path, options: &Options) -> Result<Connection> {
    create_private(path)?;
    let mut connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // Before the first page is written, or it has no effect.
    connection.pragma_update(None, "page_size", options.page_size)?;
    settle(&connection, options)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Io(
            format!("the file system allows no log beside the file ({mode})").into(),
        ));
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_size_limit", log::BYTES)?;
    schema::migrate(&mut connection)?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    if options.count_statements {
        statements::count(&connection);
    }
    Ok(connection)
}

/// A connection that reads only. The writer has created the file.
pub(super) fn open_reader(path: &Path, options: &Options) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    settle(&connection, options)?;
    if options.count_statements {
        statements::count(&connection);
    }
    Ok(connection)
}

fn settle(connection: &Connection, options: &Options) -> Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    rusqlite::vtab::array::load_module(connection)?;
    // Our statements have one plan whatever is bound to them: without this, another value is a reason to plan anew.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A file that somebody else prepared must not run code of his through views or defaults.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Nothing of a document is written to a temporary file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_kib))?;
    connection.pragma_update(None, "mmap_size", options.mmap_bytes)?;
    Ok(())
}

/// Creates an empty file that only its owner may read: it will hold password hashes. SQLite gives the files
/// beside it the same rights.
pub(super) fn create_private(path: &Path) -> Result<()> {
    let mut open = std::fs::OpenOptions::new();
    open.write(true).create_new(true);
    match crate::private_file::open(&mut open, path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Err(Error::Full),
        Err(error) => Err(Error::Io(Box::new(error))),
    }
}
