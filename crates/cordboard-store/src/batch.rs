//! What is written in one go.

use crate::{Domain, Entry};
use cordboard_model::{Document, Id, Kind, Record};

/// All or nothing: the writes of one verb, with the conditions under which they were decided.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The sync domain whose counter numbers this commit.
    pub domain: Domain,
    /// What must still be true at the moment of the commit.
    pub asserts: Vec<Assert>,
    /// Records to write; the store sets their `rev` to the new `seq`.
    pub puts: Vec<Put>,
    /// What happened; the store sets their `rev` to the new `seq`. One of the same kind and id is replaced.
    pub entries: Vec<Entry>,
    /// Bytes to keep beside records or entries, or to remove.
    pub blobs: Vec<BlobPut>,
    /// Spaces of slots to empty, each whole, before `slots` are written.
    pub clear: Vec<&'static str>,
    /// What belongs to no record; the store sets its `rev` to the new `seq`.
    pub slots: Vec<SlotPut>,
    /// Records (private kinds and emptied recycle bins) and entries to remove for good. Their words and blobs go with
    /// them.
    pub erases: Vec<(Kind, Id)>,
    /// Claims to give up. Released before any claim of the same batch is taken, so names can be swapped.
    pub release: Vec<ClaimKey>,
    /// Claims to take. A claim the same record already holds is no error.
    pub take: Vec<Claim>,
    /// Claims to take unless somebody holds them. Of several for one name the first gets it.
    pub take_free: Vec<Claim>,
    /// Leaves the words of records that are new to a later batch with `index`; no search finds them before. For many
    /// records at once: their words are written faster together than with each of them.
    pub words_later: bool,
    /// Writes words that were left for later, of at least so many records, as far as there are any. [`WORDS_LATER`] is
    /// empty when none are left.
    pub index: usize,
    /// What the change log, the event feed and the audit say about it.
    pub note: ChangeNote,
}

/// The space of the slot that is there, under an empty key, while words are left for later.
pub const WORDS_LATER: &str = "store.words";

impl Batch {
    /// A batch that writes nothing yet.
    pub fn new(domain: Domain, note: ChangeNote) -> Self {
        Self {
            domain,
            asserts: Vec::new(),
            puts: Vec::new(),
            entries: Vec::new(),
            blobs: Vec::new(),
            clear: Vec::new(),
            slots: Vec::new(),
            erases: Vec::new(),
            release: Vec::new(),
            take: Vec::new(),
            take_free: Vec::new(),
            words_later: false,
            index: 0,
            note,
        }
    }
}

/// A condition that is checked in the same transaction as the writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assert {
    /// The record exists and was last written by this commit.
    Rev {
        /// The record's kind.
        kind: Kind,
        /// The record.
        id: Id,
        /// The `rev` that was read.
        rev: u64,
    },
    /// The record exists and does not lie in the recycle bin.
    Live {
        /// The record's kind.
        kind: Kind,
        /// The record.
        id: Id,
    },
    /// Nothing at all was committed in the domain since this commit.
    Seq(u64),
    /// There is room for what the batch adds: with it, the account has no more live records of the kind than it may.
    Room {
        /// Of which kind.
        kind: Kind,
        /// The account.
        account_id: Id,
        /// How many the batch adds.
        added: u64,
        /// How many there may be.
        limit: u64,
    },
    /// There is no record of this kind with this id, not even a deleted one.
    Absent {
        /// The record's kind.
        kind: Kind,
        /// The record.
        id: Id,
    },
}

/// A record to write, with the values the store indexes.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    /// The record as it is to be.
    pub record: Record,
    /// The document, where `record` holds only what is indexed of it.
    pub document: Option<Document>,
    /// What lists of the account are ordered by, already normalised; compared as bytes.
    pub sort_key: String,
    /// What a person calls the record.
    pub label: String,
    /// Bits that lists need without reading the document; their meaning is the engine's.
    pub flags: u32,
    /// The words under which a search finds it, in search form. Empty: not found by search. While the record lies
    /// in the recycle bin the store keeps none of them; they come back when it is written again as live.
    pub words: Vec<String>,
}

impl Put {
    /// Reads the document, so that `record` holds all of it.
    pub fn make_whole(&mut self) {
        if let Some(document) = self.document.take() {
            self.record.fields = document.into_fields();
        }
    }
}

/// Bytes that belong to a record and are no document, such as a photo. A record in the recycle bin keeps its blobs.
/// The store does not look whether the record is there; assert it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobPut {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub id: Id,
    /// Which of the record's blobs, e.g. `photo`.
    pub name: String,
    /// What the bytes are, e.g. `image/jpeg`.
    pub mime: String,
    /// The bytes; `None` removes the blob, which is no error when there is none.
    pub bytes: Option<Vec<u8>>,
}

/// A value that belongs to no record and is written in one commit with records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotPut {
    /// What sort of value, e.g. `sync.outcome`. Keys of different spaces never meet.
    pub space: &'static str,
    /// Which one.
    pub key: Vec<u8>,
    /// The value; `None` removes it, which is no error when there is none.
    pub value: Option<Vec<u8>>,
}

/// The name of something that only one record may have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimKey {
    /// What sort of name, e.g. `account.realm`, `user.username`, `extension`.
    pub scope: String,
    /// The account within which it is unique; `None`: within the whole domain.
    pub account_id: Option<Id>,
    /// The name, already normalised.
    pub key: String,
}

/// A claim and who is to hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The name.
    pub key: ClaimKey,
    /// The holder's kind.
    pub kind: Kind,
    /// The holder.
    pub id: Id,
}

/// What happened, for the change log, the event feed and the audit. It carries no field values that are secret.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeNote {
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The user who did it; `None` for the local owner and for the program itself.
    pub actor: Option<Id>,
    /// The verb, e.g. `account.move`.
    pub verb: String,
    /// The records it is about. Private kinds are never named here.
    pub touched: Vec<Touched>,
    /// What the audit shows beside the verb, e.g. the names of the changed fields.
    pub detail: serde_json::Value,
}

/// A record that a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// The account under which the change is visible; for an account its own id.
    pub account_id: Id,
}
