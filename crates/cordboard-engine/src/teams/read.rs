//! Reading a call queue or a ring group.

use super::may_read;
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, (kind, place): (Kind, Place)) -> Result<Record> {
    may_read(engine, principal, place.account_id)?;
    belongings::find(&*engine.read()?, kind, place)
}
