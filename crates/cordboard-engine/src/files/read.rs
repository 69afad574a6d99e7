//! Reading an uploaded file by its id, to make something of it.

use super::fetch::File;
use super::{bytes, find};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Principal, Result};

/// The file, for who uploaded it and for admins of the account.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<File> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    let file = find(&*snapshot, principal, place.account_id, place.id)?;
    Ok(File {
        name: file.text("name").to_owned(),
        mime: file.text("mime").to_owned(),
        bytes: bytes(&*snapshot, &file)?,
    })
}
