//! Bringing a holiday back from the recycle bin.

use super::create::room_for_one;
use super::find_any;
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::{Id, Record};

/// Restores it as it was. Whoever may delete it may. Refused when its place was taken meanwhile.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Record> {
    engine.retry(|| {
        let _steady = engine.steady();
        let current = find_any(engine, principal, id)?;
        if current.is_live() {
            return Ok(current);
        }
        let account_id = current.account_id.ok_or(Error::NotFound("holiday"))?;
        room_for_one(engine, account_id, current.text("user_id").parse().ok())?;
        belongings::revive(engine, principal, "holiday.restore", current, Vec::new())
    })
}
