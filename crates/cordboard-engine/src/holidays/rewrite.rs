//! Reading one holiday, and changing it to what its editor makes of it.

use super::kept;
use crate::belongings::{self, Place};
use crate::owned::{self, Owner};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record, Role};
use cordboard_store::Snapshot;

/// A holiday of a person, or of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Whose it must be.
    pub owner: Owner,
    /// The holiday.
    pub id: Id,
}

/// What to make of which holiday.
pub struct Input {
    /// The holiday.
    pub which: Which,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// The holiday, if it is his; another's looks unknown.
fn find(snapshot: &dyn Snapshot, which: Which) -> Result<Record> {
    let (account_id, id) = (which.owner.account_id, which.id);
    let holiday = belongings::find(snapshot, Kind::Holiday, Place { account_id, id })?;
    match holiday.text("user_id").parse().ok() == which.owner.user_id {
        true => Ok(holiday),
        false => Err(Error::NotFound("holiday")),
    }
}

/// Reads the holiday.
pub fn read(engine: &Engine, principal: &Principal, which: Which) -> Result<Record> {
    owned::may_read(engine, principal, which.owner)?;
    find(&*engine.read()?, which)
}

/// The holidays of one person, or of the account itself, by date.
pub fn list(engine: &Engine, principal: &Principal, owner: Owner) -> Result<Vec<Record>> {
    owned::may_read(engine, principal, owner)?;
    kept::of(&*engine.read()?, owner.account_id, owner.user_id)
}

/// Rewrites the holiday. Whose it is stays.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Input { which, rewrite } = input;
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, which.owner)?;
        let current = find(&*engine.read()?, *which)?;
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
