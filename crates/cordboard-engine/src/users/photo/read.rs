//! Reading a user's photo.

use super::PHOTO;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::users::{find_in, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Kind;
use cordboard_store::Blob;

/// The photo with what it is.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Blob> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    find_in(&*snapshot, place.account_id, place.id)?;
    let user = object(place.id, place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, user)?;
    snapshot
        .blob(Kind::User, place.id, PHOTO)?
        .ok_or(Error::NotFound("photo"))
}
