//! Changing a phone to what its editor makes of it.

use super::{owner, read::view};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// What to make of which phone.
pub struct Input {
    /// The phone.
    pub place: Place,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites the phone. A new owner must be a user of the account.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let account = Object::Account(input.place.account_id);
    let record = engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
        let snapshot = engine.read()?;
        let current = belongings::find(&*snapshot, Kind::Phone, input.place)?;
        let edited = rewrite::apply(
            &current,
            &*input.rewrite,
            principal.role(),
            &[],
            engine.now_ms(),
        )?;
        let asserts = owner::check(&*snapshot, Some(&current), &edited.record)?;
        drop(snapshot);
        belongings::replace(
            engine,
            principal,
            "phone.update",
            (current, edited),
            asserts,
        )
    })?;
    Ok(view(principal, record))
}
