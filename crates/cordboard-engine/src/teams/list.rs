//! The call queues or the ring groups of an account.

use super::may_read;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// All of them, by name.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    (kind, account_id): (Kind, Id),
) -> Result<Vec<Record>> {
    may_read(engine, principal, account_id)?;
    let snapshot = engine.read()?;
    Ok(snapshot.records(kind, Some(account_id), None, usize::MAX)?)
}
