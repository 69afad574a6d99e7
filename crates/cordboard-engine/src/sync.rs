//! Synchronisation with copies of the office on other computers, as `docs/SYNC.md` specifies it: the server's side.
//!
//! Responsible for running the deciding code of `cordboard-sync` over the store with the rights of the caller, and for
//! writing what comes of a transaction together with its outcome, in one commit. What is decided, and who is told
//! what, it leaves to that code.

mod aftermath;
mod ahead;
mod ground;
mod group;
pub mod hello;
mod ledger;
mod parcel;
mod part;
mod pending;
pub mod pull;
pub mod push;
mod read;
mod told;

pub(crate) use ledger::moved;

use crate::authorise::scope;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;

/// The tops of what a caller's copy holds: an admin's account with everything below it.
pub(crate) fn roots(engine: &Engine, principal: &Principal) -> Result<Vec<Id>> {
    let top = scope(&engine.tree(), principal)?;
    // A key is no person: nobody could be told whose copy it is.
    if principal.is_admin() && principal.actor().is_some() {
        return Ok(vec![top]);
    }
    Err(Error::Forbidden(
        "a copy of the office needs somebody who signed in as an admin",
    ))
}
