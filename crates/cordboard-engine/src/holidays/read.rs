//! One holiday of a person, or of the account.

use super::{Which, kept};
use crate::{Engine, Principal, Result, owned};
use cordboard_model::Record;

/// Reads the holiday. Another's looks unknown.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<Record> {
    owned::may_read(engine, principal, which.owner)?;
    kept::find(&*engine.read()?, which)
}
