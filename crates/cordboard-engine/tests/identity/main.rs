//! Who signs in, how, and what ends it: through the engine's verbs alone.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, missing_docs)]

mod api_keys;
mod digests;
mod ends;
mod impersonation;
mod keyed;
mod many;
mod office;
mod races;
mod recovery;
mod secrets;
