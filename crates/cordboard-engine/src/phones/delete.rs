//! Moving a phone to the recycle bin. Its address and its registration become free.

use super::read::view;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// Deletes the phone and returns it as it was last.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    let record = engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditPhones, account)?;
        let current = belongings::find(&*engine.read()?, Kind::Phone, place)?;
        belongings::remove(engine, principal, "phone.delete", current)
    })?;
    Ok(view(principal, record))
}
