//! Removing a user's photo.

use super::{PHOTO, address, change};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::users::{find_in, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Kind, Record};

/// Removes the photo, and returns the user. Fails when there is none.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    engine.retry(|| {
        let _steady = engine.steady();
        let snapshot = engine.read()?;
        let current = find_in(&*snapshot, place.account_id, place.id)?;
        let user = object(place.id, place.account_id);
        authorise(&engine.tree(), principal, Verb::EditPhoto, user)?;
        // A copy may know of a photo whose bytes it has not fetched.
        let is_named = !address(&current).is_empty();
        let is_there = || snapshot.blob_piece(Kind::User, place.id, PHOTO, 0..0);
        if !is_named && is_there()?.is_none() {
            return Err(Error::NotFound("photo"));
        }
        drop(snapshot);
        change(engine, principal, "user.remove_photo", (current, None))
    })
}
