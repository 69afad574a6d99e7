//! A user's business card as text, for every surface that gives one.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use cordboard_engine::users::card;
use cordboard_model::crossbar::vcard::{Folding, Photo, of_user};

/// The card, its lines folded in this way.
pub(crate) fn text(found: &card::Output, folding: Folding) -> String {
    let picture = found.photo.as_ref().and_then(|photo| {
        let kind = type_of(&photo.mime)?;
        Some((kind, BASE64_STANDARD.encode(&photo.bytes)))
    });
    let photo = picture
        .as_ref()
        .map(|(kind, base64)| Photo { kind, base64 });
    of_user(&found.user.fields, &found.account.fields, photo, folding)
}

/// How cards name the type of a picture; nothing for what is no picture.
fn type_of(mime: &str) -> Option<&'static str> {
    match mime {
        "image/jpeg" => Some("JPEG"),
        "image/png" => Some("PNG"),
        "image/gif" => Some("GIF"),
        "image/webp" => Some("WEBP"),
        _ => None,
    }
}
