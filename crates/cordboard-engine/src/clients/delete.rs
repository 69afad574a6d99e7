//! Deleting a client account: it goes to the recycle bin, as on every surface.

use super::{find, reseller_of};
use crate::{Engine, Principal, Result, accounts};

/// Deletes the client that a text names. One with accounts below it stays.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<()> {
    let reseller = reseller_of(engine, principal)?;
    let id = find(engine, reseller, name)?.id;
    let input = accounts::delete::Input {
        id,
        with_subtree: false,
    };
    accounts::delete::run(engine, principal, input)
}
