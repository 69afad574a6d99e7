//! Changing a person's phone to what its editor makes of it.

use super::{Which, find};
use crate::owned;
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::{Record, Role};

/// What to make of which phone.
pub struct Input {
    /// The phone.
    pub which: Which,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites the phone. Whose it is stays.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Input { which, rewrite } = input;
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, which.owner())?;
        let current = find(&*engine.read()?, *which)?;
        // Whoever may change the person may change all of his phone.
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &**rewrite, Role::Admin, &[], now_ms)?;
        if !which.owner().has(&edited.record) {
            let detail = "whose phone it is stays as it is";
            return Err(Error::invalid("/owner_id", "path", detail));
        }
        let edit = (current, edited);
        belongings::replace(engine, principal, "phone.update", edit, Vec::new())
    })
}
