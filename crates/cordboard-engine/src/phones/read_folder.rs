//! The folder from which a person's phones fetch their files.

use super::folder;
use crate::belongings::Place;
use crate::owned::{self, Owner};
use crate::users::find_in;
use crate::{Engine, Principal, Result};

/// Reads the folder of a person.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<String> {
    let owner = Owner::person(place.account_id, place.id);
    owned::may_read(engine, principal, owner)?;
    let user = find_in(&*engine.read()?, place.account_id, place.id)?;
    Ok(folder::of(engine, &user))
}
