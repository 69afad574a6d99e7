//! Where records are kept: the narrow [`Store`] trait, and the backends that keep it.
//!
//! This crate is responsible for durability, atomicity, the order of commits (`seq`), unique claims and the
//! change log. It never knows what a field means: the engine hands over the document together with the few
//! values to index, and the store gives them back.

pub mod batch;
pub mod directory;
mod document;
pub mod entry;
pub mod error;
pub mod memory;
pub mod private_file;
pub mod snapshot;
pub mod sqlite;
#[cfg(feature = "suite")]
pub mod suite;

pub use batch::{
    Assert, Batch, BlobPut, ChangeNote, Claim, ClaimKey, Put, SlotPut, Touched, WORDS_LATER,
};
pub use entry::{Entry, EntryCursor, EntryQuery};
pub use error::{Error, Result};
pub use memory::MemoryStore;
pub use snapshot::{Blob, BlobPiece, Change, Cursor, Domain, Head, Hit, Seq, Slot, Snapshot};
pub use sqlite::SqliteStore;

/// One database of records.
///
/// Reads see one moment; a commit happens whole or not at all and is durable when it returns.
/// Both calls block; callers in an async program use a blocking thread.
pub trait Store: Send + Sync + 'static {
    /// The domain's data at this moment. Keep it for one verb only: it may hold a read connection.
    fn read(&self, domain: Domain) -> Result<Box<dyn Snapshot + '_>>;

    /// Applies the batch under the next `seq` of its domain and returns that number.
    ///
    /// Fails with [`Error::Stale`] when an assertion no longer holds (re-read, decide again, retry), with
    /// [`Error::Taken`] when another record holds a claim, with [`Error::Full`] when the disk is full, with
    /// [`Error::Unstorable`] when a document could not be read again; in every such case nothing is changed and
    /// no `seq` is used up.
    ///
    /// The order within a batch is: asserts, `release`, `take`, `puts`, `entries`, `blobs`, `clear`, `slots`, `erases`.
    /// Of several puts of one record, entry, blob or slot the last one stays. Releasing a claim that nobody holds, and erasing what is not there, is no error;
    /// erasing a record does not release its claims.
    fn commit(&self, batch: Batch) -> Result<Seq>;

    /// Sees to it that no byte is left of what was erased: neither in free space nor in a log, and no word of it in the
    /// details of changes. It may take seconds. A store that keeps nothing on a disk has nothing to do.
    fn scrub(&self) -> Result<()> {
        Ok(())
    }
}
