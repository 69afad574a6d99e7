//! Reading a user's record, and nothing beside it.

use super::{find_in, object};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Kind, Record};

/// Reads the user of an account. Secret fields, and what the caller does not read, are taken out.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let record = find_in(&*engine.read()?, place.account_id, place.id)?;
    let user = object(place.id, place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, user)?;
    Ok(view(principal, record))
}

/// What the caller reads of a user that he may read.
pub(crate) fn view(principal: &Principal, mut record: Record) -> Record {
    if let Some(schema) = schema(Kind::User) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role_with_users());
    }
    record
}
