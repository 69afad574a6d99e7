//! Reading one key, with its shared secret.

use super::{Key, ensure_default, find, shown};
use crate::{Engine, Principal, Result, clients};

/// The key of this name.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<Key> {
    let account_id = clients::reseller_of(engine, principal)?;
    ensure_default(engine, account_id)?;
    Ok(shown(&find(engine, account_id, name)?, true))
}
