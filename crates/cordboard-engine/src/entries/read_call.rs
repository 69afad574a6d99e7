//! Reading one call of an account, whosever it is.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Kind;
use cordboard_store::Entry;

/// Reads it, for those who may read all calls of the account.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Entry> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadCallLog, account)?;
    let found = engine.read()?.entry(Kind::Call, place.id)?;
    found
        .filter(|entry| entry.account_id == place.account_id)
        .ok_or(Error::NotFound("call"))
}
