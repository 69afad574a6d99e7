//! A person's phones.

use crate::owned::{self, Owner};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Kind, Record};

/// All of them, by name.
pub fn run(engine: &Engine, principal: &Principal, owner: Owner) -> Result<Vec<Record>> {
    owned::may_read(engine, principal, owner)?;
    let person = owner.user_id.unwrap_or_default();
    let mut found = listing::linked(&*engine.read()?, (Kind::Phone, owner.account_id), person)?;
    found.sort_by_cached_key(|phone| (listing::sort_key(phone), phone.id));
    Ok(found)
}
