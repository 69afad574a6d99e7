//! Forgetting another server. What was pulled from it stays.

use super::{PAIRS, SPACE, batch, read};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_store::SlotPut;

/// Takes it away, with what was remembered of both sides.
///
/// # Errors
/// As [`read::run`].
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    let remote = read::run(engine, principal, id)?;
    let mut batch = batch(engine, principal, "remote.remove", &remote);
    let gone = |space, key| SlotPut {
        space,
        key,
        value: None,
    };
    batch.slots.push(gone(SPACE, id.as_bytes().to_vec()));
    let pairs = engine.read()?.slots(PAIRS, id.as_bytes())?;
    let pairs = pairs.into_iter().map(|(key, _)| gone(PAIRS, key));
    batch.slots.extend(pairs);
    engine.commit(batch)?;
    Ok(())
}
