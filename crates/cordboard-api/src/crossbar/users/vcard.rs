//! A user as a business card.

use super::one::place;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use crate::vcard;
use cordboard_engine::settings::LineFolding;
use cordboard_engine::users::card;
use cordboard_model::crossbar::vcard::Folding;

/// The types that the card has, the default one first.
const KINDS: [&str; 2] = ["text/x-vcard", "text/directory"];

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = card::run(call.engine, &call.principal, place(call)?)?;
    let folding = match call.engine.settings().vcard_line_folding {
        LineFolding::Rfc => Folding::Rfc,
        LineFolding::Kazoo => Folding::Kazoo,
    };
    Ok(Answer::content(kind(call), vcard::text(&found, folding)))
}

/// The type that the client names, else the default one.
fn kind(call: &Call<'_>) -> &'static str {
    let accepted = call.request.header("accept").unwrap_or_default();
    let accepted = accepted.to_ascii_lowercase();
    let named = KINDS.into_iter().find(|kind| accepted.contains(kind));
    named.unwrap_or(KINDS[0])
}
