//! Read connections, lent to one snapshot at a time.

use super::read::SqliteSnapshot;
use super::{Options, connection};
use crate::{Domain, Error, Result};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Mutex;

/// Idle read connections. There is no upper limit on those in use: a caller that holds one snapshot while it
/// opens another must never wait for itself.
#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    options: Options,
    idle: Mutex<Vec<Connection>>,
}

impl Pool {
    pub(super) fn new(path: PathBuf, options: Options) -> Self {
        Self {
            path,
            options,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// A snapshot of this moment.
    pub(super) fn snapshot(&self, domain: Domain) -> Result<SqliteSnapshot<'_>> {
        let idle = self.idle.lock().map_err(|_| Error::Closed)?.pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::open_reader(&self.path, &self.options)?,
        };
        SqliteSnapshot::begin(self, connection, domain)
    }

    /// Takes a connection back that is in no transaction.
    pub(super) fn put_back(&self, connection: Connection) {
        if let Ok(mut idle) = self.idle.lock()
            && idle.len() < self.options.idle_readers
        {
            idle.push(connection);
        }
    }

    /// Closes the idle connections.
    pub(super) fn close(&self) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.clear();
        }
    }
}
