//! Changing a call queue or a ring group to what its editor makes of it.

use super::create::check_number;
use super::{check_people, may_write};
use crate::belongings::{self, Place};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// What to make of which.
pub struct Input {
    /// A queue or a ring group.
    pub kind: Kind,
    /// Itself.
    pub place: Place,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites it.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Input {
        kind,
        place,
        rewrite,
    } = input;
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, place.account_id)?;
        let snapshot = engine.read()?;
        let current = belongings::find(&*snapshot, *kind, *place)?;
        let (role, now_ms) = (principal.role(), engine.now_ms());
        let edited = rewrite::apply(&current, &**rewrite, role, &[], now_ms)?;
        check_number(&edited.record)?;
        let asserts = check_people(&*snapshot, Some(&current), &edited.record)?;
        drop(snapshot);
        let verb = format!("{kind}.update");
        belongings::replace(engine, principal, &verb, (current, edited), asserts)
    })
}
