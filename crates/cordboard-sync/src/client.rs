//! The client's half: what it was told, what was done on it, and what to ask next.
//!
//! Pure: each function reads through [`Replica`] and answers with [`Changes`], which whoever runs it writes in one
//! transaction. Only when that is durable may a request be sent or an answer count as taken.

pub mod ask;
mod changes;
pub mod edit;
mod flip;
mod gather;
mod mirror;
pub mod outbox;
pub mod pace;
mod park;
mod replay;
mod restart;
pub mod settle;
pub mod state;
pub mod take;

pub use ask::{Ask, First, ask, poke};
pub use changes::{Changes, Gathered, Seen};
pub use edit::{Edited, edit};
pub use outbox::{Advance, Entry, Item, Status, Typed, undo};
pub use pace::Pace;
pub use restart::upgraded;
pub use settle::{Choice, settle};
pub use state::{Gather, Progress, State, Summary, summary};
pub use take::{take_hello, take_pull, take_push};

use crate::server::Place;
use crate::{Key, Row};
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Record};

/// The client's file at one moment.
pub trait Replica {
    /// What goes wrong with the file.
    type Fault;

    /// Where the client stands.
    fn state(&self) -> Result<State, Self::Fault>;

    /// What the server told of a record.
    fn base(&self, key: &Key) -> Result<Option<Row>, Self::Fault>;

    /// Every key of base.
    fn base_keys(&self) -> Result<Vec<Key>, Self::Fault>;

    /// Hands the key and the `rev` of every record of base to `visit`: as many as there are need no more memory than one.
    fn each_base(&self, visit: &mut dyn FnMut(&Key, u64)) -> Result<(), Self::Fault>;

    /// Every account of base with its place.
    fn base_accounts(&self) -> Result<Vec<(Id, Place)>, Self::Fault>;

    /// What belongs to an account in base: its records, and the accounts directly below it.
    fn base_of(&self, account: Id) -> Result<Vec<Key>, Self::Fault>;

    /// Which record of base has a name, counting live records that can be reached.
    fn base_holder(&self, name: &UniqueName) -> Result<Option<Key>, Self::Fault>;

    /// Everything that the pages say that are not taken over yet, but for what is as base has it.
    fn all_gathered(&self) -> Result<Vec<(Key, Gathered)>, Self::Fault>;

    /// The keys of base of which those pages say nothing.
    fn unseen(&self) -> Result<Vec<Key>, Self::Fault>;

    /// What was done here and is not settled, in the order in which it was done.
    fn outbox(&self) -> Result<Vec<Entry>, Self::Fault>;

    /// What waits for a person.
    fn inbox(&self) -> Result<Vec<(u64, Item)>, Self::Fault>;

    /// Brings a document into the form in which it is kept, and checks it whole: the same as the server's.
    fn finish(&self, old: Option<&Record>, record: &mut Record) -> crate::server::world::Valid;
}
