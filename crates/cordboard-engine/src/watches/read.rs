//! Reading one watch.

use super::{find, redacted};
use crate::{Engine, Principal, Result, clients};
use cordboard_model::{Id, Record};

/// The watch, without its secrets.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Record> {
    let account_id = clients::reseller_of(engine, principal)?;
    Ok(redacted(find(engine, account_id, id)?))
}
