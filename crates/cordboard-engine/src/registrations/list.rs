//! The registrations of a user.

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::plane::Registration;
use crate::users::{find_in, object};
use crate::{Engine, Principal, Result};

/// Lists the registrations. A person sees his own ones.
pub fn run(engine: &Engine, principal: &Principal, user: Place) -> Result<Vec<Registration>> {
    let account = Object::Account(user.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let record = find_in(&*engine.read()?, user.account_id, user.id)?;
    let owner = object(user.id, user.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, owner)?;
    super::of(engine, &record, user.account_id)
}
