//! Reading one.

use super::{Remote, allow, found};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;

/// The remote.
///
/// # Errors
/// When there is none, or the caller may not know of it.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Remote> {
    // Nobody who is signed out learns whether it is there.
    crate::authorise::scope(&engine.tree(), principal)?;
    if !principal.is_admin() {
        return Err(Error::Forbidden("this needs the role of an admin"));
    }
    let remote = found(&*engine.read()?, id)?;
    allow(engine, principal, remote.here).map_err(|_| Error::NotFound("remote"))?;
    Ok(remote)
}
