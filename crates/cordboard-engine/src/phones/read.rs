//! Reading a phone.

use super::owner;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};

/// Reads the phone. A person without the admin role reads his own ones.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let record = belongings::find(&*engine.read()?, Kind::Phone, place)?;
    let phone = object(&record, place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadPhone, phone)?;
    Ok(view(principal, record))
}

/// The phone as an object of a verb.
pub(crate) fn object(record: &Record, account_id: Id) -> Object {
    Object::Phone {
        owner_id: owner::of(record),
        account_id,
    }
}

/// What the caller reads of a phone that he may read.
pub(crate) fn view(principal: &Principal, mut record: Record) -> Record {
    if let Some(schema) = schema(Kind::Phone) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role());
    }
    record
}
