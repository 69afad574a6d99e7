//! The store in one SQLite file.
//!
//! It is responsible for one writer thread that commits waiting batches together, for read connections that each
//! see one moment, and for opening, checking, migrating, copying and closing the file. It never acknowledges
//! what is not on the disk. One process owns the file; keeping a second one away is the program's task.

mod backup;
mod blobs;
mod connection;
mod failure;
mod log;
mod pool;
mod prefix;
mod queries;
mod read;
mod row;
mod schema;
mod statements;
mod words;
mod write;
mod writer;

use crate::{Batch, Domain, Result, Seq, Snapshot, Store};
use pool::Pool;
use std::path::{Path, PathBuf};
use writer::Writer;

/// How a file is opened. The defaults are the measured choice (docs/adr/0002).
#[derive(Debug, Clone)]
pub struct Options {
    /// Bytes of a page; a power of two from 512 to 65536. Only a new file takes it.
    pub page_size: u32,
    /// How much of the file each connection keeps in memory, in KiB, at most.
    pub cache_kib: u32,
    /// How much of the file is mapped into memory, in bytes; 0: none.
    pub mmap_bytes: u64,
    /// How many read connections stay open when nobody reads.
    pub idle_readers: usize,
    /// The most pages the file may have; `None`: as many as fit on the disk.
    pub max_pages: Option<u32>,
    /// Whether statements are counted ([`SqliteStore::statements_begun`]) and logged; costs some microseconds each.
    pub count_statements: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            page_size: 8192,
            cache_kib: 8 * 1024,
            mmap_bytes: 0,
            idle_readers: 4,
            max_pages: None,
            count_statements: false,
        }
    }
}

/// Records in one SQLite file. Dropping it finishes the commits that wait, and folds the log into the file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    pool: Pool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the file, creates it when it is missing, and brings it up to this program's schema.
    ///
    /// Fails with [`crate::Error::TooNew`] when a newer program wrote the file, with [`crate::Error::Corrupt`]
    /// when it is damaged or no file of this program, with [`crate::Error::Full`] when there is no room to
    /// create it, and with [`crate::Error::Io`] when the system refuses.
    pub fn open(path: &Path, options: Options) -> Result<SqliteStore> {
        let connection = connection::open_writer(path, &options)?;
        let writer = Writer::start(connection)?;
        let pool = Pool::new(path.to_path_buf(), options);
        Ok(Self {
            path: path.to_path_buf(),
            pool,
            writer,
        })
    }

    /// Writes a copy of everything committed so far, compacted, to a new file. Readers and writers go on.
    ///
    /// The copy appears under its name only when it is whole and on the disk. Fails with [`crate::Error::Io`]
    /// when there already is a file of this name.
    pub fn backup(&self, to: &Path) -> Result<()> {
        backup::write(&self.path, to)
    }

    /// How many statements SQLite has begun in this process, on stores that count them, those that open and end
    /// transactions included. For asserting what a request costs.
    pub fn statements_begun() -> u64 {
        statements::begun()
    }

    /// The statements that find rows by something else than a whole key, by name, for checking their query plans.
    #[cfg(feature = "suite")]
    pub fn statements() -> Vec<(&'static str, &'static str)> {
        queries::STATEMENTS
            .into_iter()
            .chain(write::STATEMENTS)
            .chain(blobs::STATEMENTS)
            .collect()
    }
}

/// As [`SqliteStore::backup`], of a file that this program has not opened; another one may.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    backup::write(from, to)
}

/// Folds the log beside a file into it, so that the file alone is everything.
pub(crate) fn fold_log(path: &Path) -> Result<()> {
    backup::fold_log(path)
}

/// Reads a file through without changing it. Gives how many records it holds; fails as [`SqliteStore::open`] does.
pub(crate) fn check(path: &Path) -> Result<u64> {
    let connection = connection::open_reader(path, &Options::default())?;
    schema::check(&connection)?;
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(crate::Error::Corrupt(found));
    }
    Ok(connection.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?)
}

impl Store for SqliteStore {
    fn read(&self, domain: Domain) -> Result<Box<dyn Snapshot + '_>> {
        Ok(Box::new(self.pool.snapshot(domain)?))
    }

    fn commit(&self, batch: Batch) -> Result<Seq> {
        self.writer.commit(batch)
    }

    fn scrub(&self) -> Result<()> {
        self.writer.scrub()
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // The connection that closes last removes the log, and a read-only one cannot: readers go first.
        self.pool.close();
        self.writer.close();
    }
}
