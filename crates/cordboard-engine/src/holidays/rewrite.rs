//! Changing one holiday to what its editor makes of it.

use super::{Which, check_owner, kept};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result, belongings, owned};
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
        check_owner(&current, &edited)?;
        let edit = (current, edited);
        belongings::replace(engine, principal, "holiday.update", edit, Vec::new())
    })
}
