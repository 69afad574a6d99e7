//! What both sides showed when they last agreed.

use super::{PAIRS, Pair, read};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;

/// Every pair of a remote, by sort and id there.
///
/// # Errors
/// As [`read::run`].
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Vec<Pair>> {
    read::run(engine, principal, id)?;
    let slots = engine.read()?.slots(PAIRS, id.as_bytes())?;
    let pairs = slots
        .into_iter()
        .map(|(_, slot)| serde_json::from_slice(&slot.value).map_err(Error::internal));
    pairs.collect()
}
