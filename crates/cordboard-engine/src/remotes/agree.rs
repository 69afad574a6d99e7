//! Remembering what both sides of some records show now that they agree.

use super::{PAIRS, Pair, batch, key_of, read, written};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_store::SlotPut;

/// What is to be remembered.
#[derive(Default)]
pub struct Input {
    /// Pairs as they are now.
    pub kept: Vec<Pair>,
    /// Pairs that are none any more.
    pub forgotten: Vec<Pair>,
}

/// Writes it, in one commit.
///
/// # Errors
/// As [`read::run`].
pub fn run(engine: &Engine, principal: &Principal, id: Id, input: &Input) -> Result<()> {
    let remote = read::run(engine, principal, id)?;
    if input.kept.is_empty() && input.forgotten.is_empty() {
        return Ok(());
    }
    let mut batch = batch(engine, principal, "remote.agree", &remote);
    // What was done is told by the records that were written; this is only bookkeeping.
    batch.note.touched.clear();
    let slot = |pair: &Pair, value| SlotPut {
        space: PAIRS,
        key: key_of(id, pair.sort, &pair.there),
        value,
    };
    let forgotten = input.forgotten.iter().map(|pair| slot(pair, None));
    batch.slots.extend(forgotten);
    for pair in &input.kept {
        let value = written(pair)?;
        batch.slots.push(slot(pair, Some(value)));
    }
    engine.commit(batch)?;
    Ok(())
}
