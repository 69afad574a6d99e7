//! Throwing a letter away. One that is under way may still arrive.

use super::find;
use crate::authorise::settings;
use crate::{Engine, Principal, Result, accounts};
use cordboard_model::{Id, Kind};
use serde_json::json;

/// Forgets it.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    settings(&engine.tree(), principal)?;
    let _turn = engine.post.write();
    let (letter, row) = find(engine, id)?;
    let about = vec![accounts::touched(letter.account_id)];
    let detail = json!({ "label": row.to });
    let mut batch = engine.batch(principal.actor(), "letter.discard", about, detail);
    batch.erases.push((Kind::Letter, id));
    engine.commit(batch)?;
    Ok(())
}
