//! The keys of the caller's account.

use super::{Key, ensure_default, shown};
use crate::{Engine, Principal, Result, clients};
use cordboard_model::Kind;

/// All of them, without their secrets.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Key>> {
    let account_id = clients::reseller_of(engine, principal)?;
    ensure_default(engine, account_id)?;
    let keys = engine
        .read()?
        .records(Kind::CryptoKey, Some(account_id), None, usize::MAX)?;
    let mut keys: Vec<Key> = keys.iter().map(|key| shown(key, false)).collect();
    keys.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(keys)
}
