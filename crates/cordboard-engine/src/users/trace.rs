//! Reading who somebody is or was: also of users who lie in the recycle bin.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Kind, Record};

/// The user of the account, live or gone, for those who manage users; without secrets.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ListUsers, account)?;
    let found = engine.read()?.get(Kind::User, place.id)?;
    let mut user = found
        .filter(|user| user.account_id == Some(place.account_id))
        .ok_or(Error::NotFound("user"))?;
    if let Some(schema) = schema(Kind::User) {
        schema.redact(&mut user.fields);
    }
    Ok(user)
}
