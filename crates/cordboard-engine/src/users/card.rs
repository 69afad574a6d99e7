//! Reading what stands on a user's business card: his fields, his photo, and his account's.

use super::{find_in, object};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Kind, Record};
use cordboard_store::Blob;

/// What stands on the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The user; what the caller does not read is taken out.
    pub user: Record,
    /// His photo, if he has one.
    pub photo: Option<Blob>,
    /// His account; what the caller does not read is taken out.
    pub account: Record,
}

/// Reads the card, all of it at one moment.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Output> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    let user = find_in(&*snapshot, place.account_id, place.id)?;
    let object = object(place.id, place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, object)?;
    let account = snapshot
        .get(Kind::Account, place.account_id)?
        .filter(Record::is_live)
        .ok_or(Error::NotFound("account"))?;
    let shown = |mut record: Record| {
        if let Some(schema) = schema(record.kind) {
            schema.redact(&mut record.fields);
            schema.hide(&mut record.fields, principal.role());
        }
        record
    };
    Ok(Output {
        photo: snapshot.blob(Kind::User, place.id, super::photo::PHOTO)?,
        user: shown(user),
        account: shown(account),
    })
}
