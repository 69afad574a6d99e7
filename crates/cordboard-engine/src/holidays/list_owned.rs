//! The holidays of one owner.

use super::kept;
use crate::owned::{self, Owner};
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// The holidays of one person, or of the account itself, by date.
pub fn run(engine: &Engine, principal: &Principal, owner: Owner) -> Result<Vec<Record>> {
    owned::may_read(engine, principal, owner)?;
    kept::of(&*engine.read()?, owner.account_id, owner.user_id)
}
