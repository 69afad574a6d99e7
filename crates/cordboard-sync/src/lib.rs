//! Synchronisation: how two copies of an office meet, as `docs/SYNC.md` specifies it.
//!
//! This crate holds the words of the wire, and both halves as state machines: [`server`] decides what comes of
//! transactions and which records a caller is told; [`client`] keeps what was told and what was done, and says what
//! to ask next. Both read through a trait and answer with what is to be written, so that whoever runs them writes
//! all of it in one transaction.
//!
//! It never does I/O and never names a clock, a socket, a file, a thread or a random source: time, ids and
//! randomness are arguments.

pub mod client;
pub mod digest;
pub mod key;
pub mod limits;
pub mod op;
pub mod pull;
pub mod push;
pub mod server;
pub mod session;
pub mod upgrade;

pub use key::{Key, KindName};
pub use op::Op;
pub use pull::{PullAnswer, PullRequest, Row};
pub use push::{Outcome, PushAnswer, PushRequest, Transaction};
pub use session::{Hello, HelloAnswer, Welcome};
