//! The photo of somebody on the board.

use super::{attending, colleague};
use crate::authorise::Verb;
use crate::users::photo::PHOTO;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::Blob;

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, user_id: Id) -> Result<Blob> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    colleague(engine, kiosk.account_id, user_id)?;
    let snapshot = engine.read()?;
    let photo = snapshot.blob(Kind::User, user_id, PHOTO)?;
    photo.ok_or(Error::NotFound("photo"))
}
