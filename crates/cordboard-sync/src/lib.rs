//! The words two copies of an office use when they meet: operations, transactions, and their outcomes.
//!
//! This crate holds the wire types only, so that the engine's edits already have the shape they will travel in. The
//! state machines of both sides come with the capability of offline editing. It never does I/O and never names a
//! clock, a socket, a file, a thread or a random source.

pub mod op;
pub mod push;
pub mod session;

pub use op::Op;
