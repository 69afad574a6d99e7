//! A user as a business card.

use super::one::place;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use cordboard_engine::settings::LineFolding;
use cordboard_engine::users::card;
use cordboard_model::crossbar::vcard::{Folding, Photo, of_user};

/// The types that the card has, the default one first.
const KINDS: [&str; 2] = ["text/x-vcard", "text/directory"];

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = card::run(call.engine, &call.principal, place(call)?)?;
    let picture = found.photo.as_ref().and_then(|photo| {
        let kind = type_of(&photo.mime)?;
        Some((kind, BASE64_STANDARD.encode(&photo.bytes)))
    });
    let photo = picture
        .as_ref()
        .map(|(kind, base64)| Photo { kind, base64 });
    let folding = match call.engine.settings().vcard_line_folding {
        LineFolding::Rfc => Folding::Rfc,
        LineFolding::Kazoo => Folding::Kazoo,
    };
    let text = of_user(&found.user.fields, &found.account.fields, photo, folding);
    Ok(Answer::content(kind(call), text))
}

/// The type that the client names, else the default one.
fn kind(call: &Call<'_>) -> &'static str {
    let accepted = call.request.header("accept").unwrap_or_default();
    let accepted = accepted.to_ascii_lowercase();
    let named = KINDS.into_iter().find(|kind| accepted.contains(kind));
    named.unwrap_or(KINDS[0])
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
