//! Reading one of somebody's things.

use super::{Thing, find, may_read};
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, thing: Thing) -> Result<Record> {
    may_read(engine, principal, thing.owner)?;
    find(&*engine.read()?, thing)
}
