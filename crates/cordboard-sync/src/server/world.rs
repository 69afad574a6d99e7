//! What deciding needs to know of the data, the rights and the rules around it.

use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record, Violation};
use std::sync::Arc;

/// Where an account lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The account above; nothing for the top one.
    pub parent: Option<Id>,
    /// Not in the recycle bin itself; those above may be.
    pub live: bool,
}

/// An account, or another record, that lies elsewhere than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it is.
    pub kind: Kind,
    /// The record.
    pub id: Id,
    /// Where it was; nothing when it was made.
    pub from: Option<Id>,
    /// The commit.
    pub seq: u64,
}

/// What an author wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Add a record to the account; for an account, below it.
    Create,
    /// Change fields.
    Edit,
    /// Take the account out of its place.
    MoveAway,
    /// Put an account below this one.
    MoveHere,
    /// Into the recycle bin.
    Delete,
    /// Back from it.
    Restore,
}

/// A question about rights.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// What is to be done.
    pub deed: Deed,
    /// To which kind of record.
    pub kind: Kind,
    /// The account on which the right is needed. It is in the store: for what a transaction makes below an account
    /// that it makes itself, the nearest account above that was there before.
    pub account: Id,
    /// The record as it is, when there is one.
    pub record: Option<&'a Record>,
    /// JSON pointers of what is to be changed.
    pub paths: &'a [String],
}

/// Why an act is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// For this author it does not exist.
    Hidden,
    /// He sees it and may not.
    Forbidden,
}

/// A rule that says yes, or why not.
pub type Allowed = Result<(), Refusal>;
/// Whether a document keeps the rules of its kind.
pub type Valid = Result<(), Vec<Violation>>;

/// The data at one moment, the author's rights at that moment, and the rules of documents.
pub trait World {
    /// What goes wrong with the data themselves.
    type Fault;

    /// The record, also when it lies in the recycle bin. It is shared: a copy of a document costs more than deciding does.
    fn record(&self, kind: Kind, id: Id) -> Result<Option<Arc<Record>>, Self::Fault>;

    /// Whether any record has this id, or had it before it was erased.
    fn is_known(&self, id: Id) -> Result<bool, Self::Fault>;

    /// Where an account lies.
    fn place(&self, account: Id) -> Result<Option<Place>, Self::Fault>;

    /// The accounts below this one that are live, with all between them and it. It itself may lie in the bin.
    fn accounts_below(&self, account: Id) -> Result<Vec<Record>, Self::Fault>;

    /// How many levels of live accounts lie below this one.
    fn levels_below(&self, account: Id) -> Result<usize, Self::Fault>;

    /// Who has this name.
    fn holder(&self, name: &UniqueName) -> Result<Option<(Kind, Id)>, Self::Fault>;

    /// How many live records of this kind the account has. Nothing where that is not judged: what was done on a copy is shown
    /// there until the server has spoken.
    fn count(&self, kind: Kind, account: Id) -> Result<Option<u64>, Self::Fault>;

    /// The open conflicts of records of this account, and of the account itself.
    fn conflicts(&self, account: Id) -> Result<Vec<Record>, Self::Fault>;

    /// Who wrote the record last, if it was a person.
    fn last_writer(&self, kind: Kind, id: Id) -> Result<Option<Id>, Self::Fault>;

    /// Whether this transaction was rejected.
    fn was_rejected(&self, tx_id: Id) -> Result<bool, Self::Fault>;

    /// Whether the author may do this.
    fn may(&self, act: Act<'_>) -> Result<Allowed, Self::Fault>;

    /// Whether the author has all of this before his eyes: on his own copy, at the moment of the edit. Then what
    /// breaks a rule is his doing, and nobody else's.
    fn is_as_seen(&self) -> bool {
        false
    }

    /// Brings a new or changed document into the form in which it is kept, and checks it whole.
    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Valid;
}
