//! The link in a letter, to hand it over by other means. Whoever has it can sign in as the reader, so that it was looked
//! at is written down.

use super::find;
use crate::authorise::settings;
use crate::mail::letter::{content, is_useless};
use crate::{Engine, Error, Principal, Result, accounts};
use cordboard_model::Id;
use serde_json::json;

/// The link, while it leads anywhere.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<String> {
    settings(&engine.tree(), principal)?;
    let (letter, row) = find(engine, id)?;
    if is_useless(&letter, engine.now_ms()) {
        return Err(Error::Refused {
            code: "link_expired",
            detail: "the link in this letter is too old; let the reader ask for a new one"
                .to_owned(),
        });
    }
    let link = content(engine, &letter).and_then(|content| content.link);
    let link = link.ok_or(Error::NotFound("link"))?;
    let about = vec![accounts::touched(letter.account_id)];
    let detail = json!({ "label": row.to });
    let batch = engine.batch(principal.actor(), "letter.link", about, detail);
    engine.commit(batch)?;
    Ok(link)
}
