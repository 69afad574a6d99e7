//! The photo of somebody on the board.

use super::attending;
use crate::authorise::Verb;
use crate::users::photo::PHOTO;
use crate::{Engine, Error, Principal, Result, users};
use cordboard_model::{Id, Kind};
use cordboard_store::Blob;

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, user_id: Id) -> Result<Blob> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let snapshot = engine.read()?;
    users::find_in(&*snapshot, kiosk.account_id, user_id)?;
    let photo = snapshot.blob(Kind::User, user_id, PHOTO)?;
    photo.ok_or(Error::NotFound("photo"))
}
