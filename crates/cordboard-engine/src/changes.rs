//! What changed in a list since a client looked last, as sync tokens ask it.
//!
//! Responsible for reading the change log as the changes of one list of one person. The tokens themselves, and how many
//! changes become one, are the model's ([`cordboard_model::sync_token`]).

pub mod calls;
pub mod contacts;
pub mod token;

use crate::{Engine, Error, Result};
use cordboard_model::Id;
use cordboard_model::sync_token::{SyncList, SyncToken};
use cordboard_store::Snapshot;

/// The token that a client brings, if it is one of this list and person.
fn known(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    (text, list, owner): (&str, SyncList, Id),
) -> Result<SyncToken> {
    let installation = engine.tree().root().ok_or(Error::NotInstalled)?;
    let log = 1..=snapshot.seq()?;
    SyncToken::decode(text, installation, list, owner, log).map_err(|_| unknown())
}

/// The client reads the whole list and asks for a new token.
fn unknown() -> Error {
    Error::Forbidden("the sync token is unknown: read the whole list and ask for a new token")
}
