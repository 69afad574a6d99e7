//! The server's side of synchronisation, through the verbs alone.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, missing_docs)]

mod together;
