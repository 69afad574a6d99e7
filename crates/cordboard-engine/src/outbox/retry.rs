//! Sending a letter now that waits or was parked.

use super::find;
use crate::authorise::settings;
use crate::mail::letter::{Tray, is_useless, moved};
use crate::{Engine, Error, Principal, Result, accounts};
use cordboard_model::Id;
use serde_json::json;

/// Puts it back among those that wait, due at once.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    settings(&engine.tree(), principal)?;
    let turn = engine.post.write();
    let (letter, row) = find(engine, id)?;
    if row.tray == Tray::Sent {
        return Err(Error::Refused {
            code: "letter_sent",
            detail: "this letter was sent; nothing of it is kept".to_owned(),
        });
    }
    if is_useless(&letter, engine.now_ms()) {
        return Err(Error::Refused {
            code: "letter_too_late",
            detail: "this letter would help nobody any more; discard it".to_owned(),
        });
    }
    let about = vec![accounts::touched(letter.account_id)];
    let detail = json!({ "label": row.to });
    let mut batch = engine.batch(principal.actor(), "letter.retry", about, detail);
    batch
        .entries
        .push(moved(letter, Tray::Waiting, engine.now_ms()));
    engine.commit(batch)?;
    drop(turn);
    engine.post.hurry();
    Ok(())
}
