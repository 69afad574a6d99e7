//! The roles that people of an account can have: the built-in ones, then the account's own by name.

use super::{View, view};
use crate::authorise::{Object, Verb, authorise};
use crate::scan::{self, Scan};
use crate::{Engine, Principal, Result};
use cordboard_model::roles::BuiltIn;
use cordboard_model::{Id, Kind};

/// Lists the roles.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<View>> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadRoles, account)?;
    let list = (Kind::Role, account_id);
    let own = scan::of_list(&*engine.read()?, list, &Scan::default(), Some)?;
    let built_in = BuiltIn::ALL.into_iter().map(View::from);
    Ok(built_in.chain(own.rows.iter().map(view)).collect())
}
