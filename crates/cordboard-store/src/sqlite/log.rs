//! The log beside the file: folded in when it has grown, after whoever waited for a commit has his answer.
//!
//! SQLite by itself would do it at the end of the commit that makes the log too long, and let its author wait.

use crate::Result;
use rusqlite::Connection;
use std::cell::Cell;

/// How long the log may become, in bytes, but for a first picture.
pub(super) const BYTES: u32 = 16 * 1024 * 1024;

/// How many times of that while a first picture comes: many of its pages touch the same places of the file, which are then
/// written once, and nobody is kept from writing anything else.
const FILLING: u32 = 4;

thread_local! {
    /// How many pages the log of this thread's connection had after its last commit.
    static PAGES: Cell<u32> = const { Cell::new(0) };
}

/// When the log is folded in.
pub(super) struct Fold {
    pages_max: u32,
}

impl Fold {
    /// For the connection of the calling thread: each has one that writes, at most.
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        let page_size: u32 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        connection.wal_hook(Some(|_, pages| {
            PAGES.set(u32::try_from(pages).unwrap_or(0));
            Ok(())
        }));
        Ok(Self {
            pages_max: BYTES / page_size.max(512),
        })
    }

    /// Folds the log in if it is long. What a reader still needs stays for the next time.
    pub(super) fn when_long(&self, connection: &Connection, is_filling: bool) {
        let times = if is_filling { FILLING } else { 1 };
        if PAGES.get() < times * self.pages_max {
            return;
        }
        let folded = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        if let Err(error) = folded {
            tracing::warn!(%error, "the log could not be folded into the file; it is tried again after the next commit");
        }
    }
}
