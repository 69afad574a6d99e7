//! What is read, at one moment.

use crate::{ClaimKey, Entry, EntryQuery, Result, Touched};
use cordboard_model::{Document, Id, Kind, Record};
use std::ops::{ControlFlow, Range};

/// The number of a commit within its domain; starts at 1.
pub type Seq = u64;

/// A sync domain: the unit of ordering and of sharding. A small installation is one domain, number 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Domain(pub u32);

impl Domain {
    /// The domain of an installation that was never divided.
    pub const FIRST: Domain = Domain(1);
}

/// What a list shows of a record, read without its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub id: Id,
    /// The account it belongs to; for an account its parent.
    pub account_id: Option<Id>,
    /// What lists are ordered by.
    pub sort_key: String,
    /// What a person calls it.
    pub label: String,
    /// The engine's bits.
    pub flags: u32,
}

/// Where a page ended: the sort key and id of its last row. The next page starts behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The last row's sort key.
    pub sort_key: String,
    /// The last row's id.
    pub id: Id,
}

/// A record found by a word, as the word index knows it: the record itself is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub id: Id,
    /// The account it belongs to; for an account its parent.
    pub account_id: Option<Id>,
    /// The word that matched.
    pub word: String,
}

/// Bytes kept beside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// What they are, as whoever wrote them said.
    pub mime: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Some of the bytes of a [`Blob`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobPiece {
    /// What they are, as whoever wrote them said.
    pub mime: String,
    /// How many bytes the blob has in all.
    pub total: usize,
    /// Those that were asked for and are there.
    pub bytes: Vec<u8>,
}

/// A value that belongs to no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The commit that wrote it.
    pub rev: Seq,
    /// The value.
    pub value: Vec<u8>,
}

/// One row of the change log.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The commit's number.
    pub seq: Seq,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The user who did it, if it was a user.
    pub actor: Option<Id>,
    /// The verb.
    pub verb: String,
    /// The records it is about.
    pub touched: Vec<Touched>,
    /// What the audit shows beside the verb.
    pub detail: serde_json::Value,
}

/// One domain's data at one moment. "Live" means: not in the recycle bin.
pub trait Snapshot {
    /// The number of the last commit this snapshot sees; 0 when there is none.
    fn seq(&self) -> Result<Seq>;

    /// The record, also when it lies in the recycle bin.
    fn get(&self, kind: Kind, id: Id) -> Result<Option<Record>>;

    /// As [`Snapshot::get`], of a document that need not be read.
    fn told(&self, kind: Kind, id: Id) -> Result<Option<Record<Document>>>;

    /// The records of these kinds with these ids, as [`Snapshot::get`] gives each, in no particular order; what is not
    /// there is left out. One question however many there are.
    fn get_many(&self, kinds: &[Kind], ids: &[Id]) -> Result<Vec<Record>>;

    /// The blob of a record, also when the record lies in the recycle bin.
    fn blob(&self, kind: Kind, id: Id, name: &str) -> Result<Option<Blob>>;

    /// As [`Snapshot::blob`], only the bytes whose places are in `range`: what is read is about as much as they are,
    /// however many there are. An empty range tells whether the blob is there, and how long it is.
    fn blob_piece(
        &self,
        kind: Kind,
        id: Id,
        name: &str,
        range: Range<usize>,
    ) -> Result<Option<BlobPiece>>;

    /// The live records of an account, as heads ordered by sort key and id (both as bytes), at most `limit`.
    fn heads(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Head>>;

    /// As [`Snapshot::heads`], with the whole documents.
    fn records(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>>;

    /// As [`Snapshot::records`], from the end of the list towards its beginning; the page ends before `before`.
    fn records_back(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        before: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>>;

    /// As [`Snapshot::records`], all of them, one call each.
    fn each_record(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        visit: &mut dyn FnMut(Record) -> Result<()>,
    ) -> Result<()>;

    /// How many live records of this kind the account has.
    fn count(&self, kind: Kind, account_id: Option<Id>) -> Result<u64>;

    /// As [`Snapshot::count`], of each of these kinds, in their order. One question however many there are.
    fn counts(&self, kinds: &[Kind], account_id: Option<Id>) -> Result<Vec<u64>> {
        let kinds = kinds.iter();
        kinds.map(|kind| self.count(*kind, account_id)).collect()
    }

    /// Every live record of a kind in the whole domain, ordered by account, sort key and id, one call each;
    /// documents are not read. For loading the tree.
    fn each_head(&self, kind: Kind, visit: &mut dyn FnMut(Head)) -> Result<()>;

    /// One entry.
    fn entry(&self, kind: Kind, id: Id) -> Result<Option<Entry>>;

    /// A person's entries, the newest first; of those of one moment the one with the greatest id first.
    fn entries(&self, query: &EntryQuery) -> Result<Vec<Entry>>;

    /// What happened in an account from a time on and before another, in milliseconds since the epoch: the newest
    /// first, at most `limit`.
    fn account_entries(
        &self,
        kind: Kind,
        account_id: Id,
        span: Range<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>>;

    /// A person's entries that were written after this commit, in the order of the commits, then of the ids, at most
    /// `limit`.
    fn entries_since(
        &self,
        kind: Kind,
        owner_id: Id,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>>;

    /// How many entries of this kind the person has.
    fn count_entries(&self, kind: Kind, owner_id: Id) -> Result<u64>;

    /// A value that belongs to no record.
    fn slot(&self, space: &str, key: &[u8]) -> Result<Option<Slot>>;

    /// The slots of a space whose name begins with `sync.` that were written after this commit and still are as it left them, in the order of the
    /// commits, then of the keys, at most `limit`.
    fn slots_since(&self, space: &str, after: Seq, limit: usize) -> Result<Vec<(Vec<u8>, Slot)>>;

    /// The slots of a space whose keys begin with `prefix`, in the order of the keys.
    fn slots(&self, space: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Slot)>>;

    /// Hands every slot of a space to `visit`, in the order of the keys: as many as there are need no more memory than one.
    fn each_slot(
        &self,
        space: &str,
        visit: &mut dyn FnMut(&[u8], &Slot) -> Result<()>,
    ) -> Result<()>;

    /// The records of kinds that are not private, also those in the recycle bin, that were written after this commit,
    /// in the order of the commits, then of kind and id. At least `limit` when there are as many, and of each commit
    /// all or none.
    fn changed_since(&self, after: Seq, limit: usize) -> Result<Vec<Record<Document>>>;

    /// Hands kind, id, account and last commit of every record of a kind that is not private to `visit`, also of those in
    /// the recycle bin. Documents are not read, and as many as there are need no more memory than one.
    fn each_rev(
        &self,
        visit: &mut dyn FnMut(Kind, Id, Option<Id>, Seq) -> Result<()>,
    ) -> Result<()>;

    /// Who holds a claim.
    fn claim(&self, key: &ClaimKey) -> Result<Option<(Kind, Id)>>;

    /// Live records with a word that begins with `prefix` (search form), in the order of the words, until
    /// `visit` breaks. One record can come more than once.
    fn search(&self, prefix: &str, visit: &mut dyn FnMut(Hit) -> ControlFlow<()>) -> Result<()>;

    /// As [`Snapshot::search`], among the records of one kind that belong to this account. It takes as long as
    /// the account has such words, whatever else the domain holds.
    fn search_in(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()>;

    /// As [`Snapshot::search`], among the records of these kinds that belong to one of these accounts, in no particular
    /// order but that the words of one account and kind come one after the other, in their order. One question however
    /// many accounts there are.
    fn search_among(
        &self,
        kinds: &[Kind],
        accounts: &[Id],
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()>;

    /// The changes after `after`, oldest first, at most `limit`.
    fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Change>>;

    /// The changes before `before` (`None`: from the newest), newest first, until `visit` breaks.
    fn history(
        &self,
        before: Option<Seq>,
        visit: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Result<()>;
}
