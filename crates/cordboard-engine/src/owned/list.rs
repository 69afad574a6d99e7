//! Somebody's things of one kind.

use super::{Owner, may_read};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Kind, Record};

/// All of them, by name.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    (kind, owner): (Kind, Owner),
) -> Result<Vec<Record>> {
    may_read(engine, principal, owner)?;
    let person = owner.user_id.unwrap_or_default();
    let list = (kind, owner.account_id);
    let mut found = listing::linked(&*engine.read()?, list, person)?;
    found.sort_by_cached_key(|record| (listing::sort_key(record), record.id));
    Ok(found)
}
