//! Taking a phone from a person.

use super::{Which, find};
use crate::{Engine, Principal, Result, belongings, owned};
use cordboard_model::Record;

/// Moves the phone to the recycle bin.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<Record> {
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, which.owner())?;
        let current = find(&*engine.read()?, which)?;
        belongings::remove(engine, principal, "phone.delete", current)
    })
}
