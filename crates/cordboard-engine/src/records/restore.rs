//! Bringing a record back from the recycle bin.

use super::read::{View, view};
use super::{Which, check, find_any, may_write};
use crate::{Engine, Principal, Result, belongings};

/// Restores it. Refused when what it claimed was given away meanwhile.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<View> {
    let (record, account_id) = engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find_any(engine, principal, which)?;
        may_write(engine, principal, (which.kind, account_id))?;
        if current.is_live() {
            return Ok((current, account_id));
        }
        // Whom it names was there when it was written, and is passed over when he is not there any more.
        let asserts = check(&*engine.read()?, Some(&current), &current)?;
        let verb = format!("{}.restore", which.kind);
        let record = belongings::revive(engine, principal, &verb, current, asserts)?;
        Ok((record, account_id))
    })?;
    view(engine, principal, record, account_id)
}
