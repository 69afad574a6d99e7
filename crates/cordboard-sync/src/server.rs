//! The server's half: what comes of a transaction, and what a caller is told.
//!
//! Pure: [`decide`] and [`feed::page`] read through traits and answer with what is to be written or sent. Whoever
//! runs them writes a [`decide::Verdict`] in one transaction with the outcome, under the number of that commit.

pub mod admit;
mod conflict;
mod create;
pub mod decide;
mod delete;
mod draft;
pub mod feed;
mod patch;
mod relocate;
mod room;
pub mod world;

pub use admit::{Admission, ClientRow, admit};
pub use decide::{Author, Verdict, decide};
pub use feed::{Feed, Position, page};
pub use patch::pointed;
pub use world::{Act, Deed, Moved, Place, Refusal, World};
