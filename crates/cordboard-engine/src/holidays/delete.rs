//! Deleting a holiday.

use super::find;
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::Id;

/// Moves the holiday to the recycle bin.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    engine.retry(|| {
        let _steady = engine.steady();
        let current = find(engine, principal, id)?;
        belongings::remove(engine, principal, "holiday.delete", current)?;
        Ok(())
    })
}
