//! The holidays of an account that are holidays of a person.

use super::{kept, selection};
use crate::owned::{self, Owner};
use crate::users::find_in;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// The account's holidays that are holidays of the person, by date.
pub fn run(engine: &Engine, principal: &Principal, owner: Owner) -> Result<Vec<Record>> {
    owned::may_read(engine, principal, owner)?;
    let snapshot = engine.read()?;
    let user_id = owner.user_id.unwrap_or_default();
    let user = find_in(&*snapshot, owner.account_id, user_id)?;
    let mut found = kept::of(&*snapshot, owner.account_id, None)?;
    found.retain(|holiday| selection::has(&user, holiday));
    Ok(found)
}
