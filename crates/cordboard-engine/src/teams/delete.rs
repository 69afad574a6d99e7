//! Deleting a call queue or a ring group. Its number becomes free.

use super::may_write;
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// Moves it to the recycle bin, and returns it as it was last.
pub fn run(engine: &Engine, principal: &Principal, (kind, place): (Kind, Place)) -> Result<Record> {
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, place.account_id)?;
        let current = belongings::find(&*engine.read()?, kind, place)?;
        belongings::remove(engine, principal, &format!("{kind}.delete"), current)
    })
}
