//! Reading a group.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Kind, Record};

/// Reads the group.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadGroups, account)?;
    let record = belongings::find(&*engine.read()?, Kind::Group, place)?;
    Ok(view(principal, record))
}

/// What the caller reads of a group of an account that he sees.
pub(crate) fn view(principal: &Principal, mut record: Record) -> Record {
    if let Some(schema) = schema(Kind::Group) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role_with_users());
    }
    record
}
