//! Locking the screen.

use super::{Who, keep, look, mark, no_password, session};
use crate::{Engine, Principal, Result};

/// Locks the caller's screen: from the next request on he is refused everything but unlocking it. Refused where there is
/// no password to unlock it with.
pub fn run(engine: &Engine, who: &Who) -> Result<()> {
    let now = look::run(engine, who)?;
    if !now.lockable {
        return Err(no_password());
    }
    if now.locked {
        return Ok(());
    }
    match who.principal {
        Principal::Owner => keep(engine, |owners| owners.locked = true),
        _ => mark(engine, session(engine, who)?.id, true),
    }
}
