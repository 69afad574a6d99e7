//! What can go wrong in a store: one variant per cause that a caller treats differently.

use crate::ClaimKey;
use cordboard_model::account_limits::LimitReached;
use cordboard_model::{Id, Kind};

/// The result of a store call.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An assertion of the batch does not hold any more: somebody else wrote in between.
    #[error("{kind} {id} has changed meanwhile")]
    Stale {
        /// The kind of the asserted record.
        kind: Kind,
        /// The asserted record.
        id: Id,
    },
    /// The name is held by another record.
    #[error("{} {:?} is taken", .key.scope, .key.key)]
    Taken {
        /// The claim that was asked for.
        key: ClaimKey,
        /// The record that holds it.
        holder: (Kind, Id),
    },
    /// The account has as many records of the kind as it may.
    #[error(transparent)]
    NoRoom(#[from] LimitReached),
    /// A document of the batch could not be read again once it was written; says why.
    #[error("the document cannot be kept: {0}")]
    Unstorable(&'static str),
    /// There is no room left on the disk; nothing was written.
    #[error("there is no room left on the disk")]
    Full,
    /// The file is written by a newer version of the program.
    #[error("the data was written by a newer version (schema {found}, this program knows {known})")]
    TooNew {
        /// The schema number in the file.
        found: u32,
        /// The newest schema number this program knows.
        known: u32,
    },
    /// The data is damaged or was changed by another program.
    #[error("the data is damaged: {0}")]
    Corrupt(String),
    /// The database or the operating system failed.
    #[error("storage failed: {0}")]
    Io(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}
