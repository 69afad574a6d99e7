//! Moving a group to the recycle bin. Its members stay.

use super::read::view;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// Deletes the group and returns it as it was last.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    let record = engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditGroups, account)?;
        let current = belongings::find(&*engine.read()?, Kind::Group, place)?;
        belongings::remove(engine, principal, "group.delete", current)
    })?;
    Ok(view(principal, record))
}
