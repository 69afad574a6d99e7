//! What an SQLite error means to the caller of the store.

use crate::Error;
use rusqlite::{ErrorCode, ffi};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Error::Full,
                // The shared-memory index of the log could not grow: the same cause, reported otherwise.
                _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Error::Full,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    Error::Corrupt(error.to_string())
                }
                // Our statements are right for our schema, so the schema is not ours.
                ErrorCode::Unknown if failure.extended_code == ffi::SQLITE_ERROR => {
                    Error::Corrupt(error.to_string())
                }
                _ => Error::Io(Box::new(error)),
            },
            E::SqlInputError { .. }
            | E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::Utf8Error(..)
            | E::InvalidColumnType(..)
            | E::QueryReturnedNoRows => Error::Corrupt(error.to_string()),
            _ => Error::Io(Box::new(error)),
        }
    }
}

/// True when the system could not promise that data reached the disk. What the page cache holds afterwards is
/// unknown, so nothing may be acknowledged until the file was opened anew.
pub(super) fn is_lost_sync(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error().map(|failure| failure.extended_code),
        Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC)
    )
}

/// The same error once more, for everybody whose commit failed together.
pub(super) fn again(error: &Error) -> Error {
    match error {
        Error::Full => Error::Full,
        Error::Corrupt(why) => Error::Corrupt(why.clone()),
        Error::Closed => Error::Closed,
        other => Error::Io(other.to_string().into()),
    }
}
