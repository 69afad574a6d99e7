//! The watches of the caller's account.

use super::redacted;
use crate::{Engine, Principal, Result, clients};
use cordboard_model::{Kind, Record};

/// All of them, without their secrets.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Record>> {
    let account_id = clients::reseller_of(engine, principal)?;
    let watches = engine
        .read()?
        .records(Kind::Watch, Some(account_id), None, usize::MAX)?;
    Ok(watches.into_iter().map(redacted).collect())
}
