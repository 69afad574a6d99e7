//! Setting a user's photo.

use super::{New, change};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::files::picture;
use crate::users::{find_in, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Record;
use cordboard_model::schema::Violation;

/// The most bytes that a photo has.
pub const BYTES_MAX: usize = 8_000_000;

/// The photo.
#[derive(Clone)]
pub struct Input {
    /// Whose it is.
    pub place: Place,
    /// What the bytes are, e.g. `image/jpeg`; when absent they must be a picture, and say it themselves.
    pub mime: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Sets the photo in the place of the one before, and returns the user.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let place = input.place;
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    engine.retry(|| {
        let _steady = engine.steady();
        let current = find_in(&*engine.read()?, place.account_id, place.id)?;
        let user = object(place.id, place.account_id);
        authorise(&engine.tree(), principal, Verb::EditPhoto, user)?;
        check(&input.bytes)?;
        let mime = match &input.mime {
            Some(mime) => mime.clone(),
            None => picture::check(&input.bytes)
                .map_err(|broken| Error::invalid("/photo", broken.rule, broken.sentence))?
                .to_owned(),
        };
        let new = New {
            file_name: file_name(&mime),
            mime,
            bytes: input.bytes.clone(),
        };
        change(engine, principal, "user.set_photo", (current, Some(new)))
    })
}

/// Who sends bytes alone names no file.
fn file_name(mime: &str) -> String {
    match mime.strip_prefix("image/") {
        Some(ending) => format!("photo.{ending}"),
        None => "photo".to_owned(),
    }
}

pub(super) fn check(bytes: &[u8]) -> Result<()> {
    let violation = if bytes.is_empty() {
        Violation::new(
            "/photo",
            "required",
            "The photo is missing: send its bytes.",
        )
    } else if bytes.len() > BYTES_MAX {
        let detail = "The photo may have at most 8000000 bytes.";
        Violation::new("/photo", "maxSize", detail).with_target(BYTES_MAX)
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![violation]))
}
