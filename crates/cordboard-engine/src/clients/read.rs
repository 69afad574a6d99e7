//! Reading one client account.

use super::{Client, client, find, reseller_of};
use crate::{Engine, Principal, Result};

/// The client that a text names: its id, the reseller's own number for it, or its first admin's user name.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<Client> {
    let reseller = reseller_of(engine, principal)?;
    let account = find(engine, reseller, name)?;
    client(engine, &*engine.read()?, account)
}
