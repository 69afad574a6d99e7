//! Changing one of somebody's things to what its editor makes of it.

use super::{Thing, find, may_write};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::{Record, Role};

/// What to make of which thing.
pub struct Input {
    /// The thing.
    pub thing: Thing,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites it. Whose it is stays.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Input { thing, rewrite } = input;
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, thing.owner)?;
        let current = find(&*engine.read()?, *thing)?;
        // Whoever may write for the owner may write all of it.
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &**rewrite, Role::Admin, &[], now_ms)?;
        if !thing.owner.has(&edited.record) {
            let detail = "whose it is stays as it is";
            return Err(Error::invalid("/owner_id", "path", detail));
        }
        let verb = format!("{}.update", thing.kind);
        belongings::replace(engine, principal, &verb, (current, edited), Vec::new())
    })
}
