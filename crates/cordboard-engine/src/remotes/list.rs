//! Listing the other servers that the caller looks after.

use super::{Remote, SPACE, allow};
use crate::authorise::scope;
use crate::{Engine, Error, Principal, Result};

/// By name. Those of accounts that are gone are not shown.
///
/// # Errors
/// When the caller is no admin.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Remote>> {
    let own = scope(&engine.tree(), principal)?;
    allow(engine, principal, own)?;
    let slots = engine.read()?.slots(SPACE, b"")?;
    let mut remotes = Vec::new();
    for (_, slot) in slots {
        let remote: Remote = serde_json::from_slice(&slot.value).map_err(Error::internal)?;
        if allow(engine, principal, remote.here).is_ok() {
            remotes.push(remote);
        }
    }
    remotes.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(remotes)
}
