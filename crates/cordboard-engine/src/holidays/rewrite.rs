//! Changing one holiday to what its editor makes of it.

use super::{Which, kept};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, belongings, owned};
use cordboard_model::{Record, Role};

/// What to make of which holiday.
pub struct Input {
    /// The holiday.
    pub which: Which,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites the holiday. Whose it is stays.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Input { which, rewrite } = input;
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, which.owner)?;
        let current = kept::find(&*engine.read()?, *which)?;
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &**rewrite, Role::Admin, &[], now_ms)?;
        if edited.record.text("user_id") != current.text("user_id") {
            let detail = "whose holiday it is stays as it is";
            return Err(Error::invalid("/user_id", "path", detail));
        }
        let edit = (current, edited);
        belongings::replace(engine, principal, "holiday.update", edit, Vec::new())
    })
}
