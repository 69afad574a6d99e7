//! Reading one entry.

use super::{Which, find, may};
use crate::authorise::Verb;
use crate::{Engine, Principal, Result};
use cordboard_store::Entry;

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<Entry> {
    may(engine, principal, Verb::ReadUser, which.person)?;
    find(&*engine.read()?, which)
}
