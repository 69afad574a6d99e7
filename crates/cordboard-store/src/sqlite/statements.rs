//! How many statements SQLite begins.
//!
//! Responsible for counting, on connections that were opened for it, and for the log of statements. It sees their
//! text with placeholders, never the values.

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use std::sync::atomic::{AtomicU64, Ordering};

/// SQLite calls a plain function, so that there is one count for the whole process.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Counts what this connection does from now on.
pub(super) fn count(connection: &Connection) {
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note));
}

/// How many statements were begun in this process by connections that count.
pub(super) fn begun() -> u64 {
    BEGUN.load(Ordering::Acquire)
}

fn note(event: TraceEvent<'_>) {
    // A trigger is told as a comment; it is no statement of ours.
    if let TraceEvent::Stmt(_, sql) = event
        && !sql.starts_with("--")
    {
        BEGUN.fetch_add(1, Ordering::AcqRel);
        tracing::trace!(target: "cordboard_store::sql", "{sql}");
    }
}
