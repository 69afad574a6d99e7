//! Moving a record to the recycle bin.

use super::{Which, find, may_write};
use crate::{Engine, Principal, Result, belongings};

/// Deletes it; what it claimed becomes free.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<()> {
    engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find(engine, principal, which)?;
        may_write(engine, principal, (which.kind, account_id))?;
        let verb = format!("{}.delete", which.kind);
        belongings::remove(engine, principal, &verb, current)?;
        Ok(())
    })
}
