//! The users of an account as a dialect shows them, kept in memory.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, summaries};
use cordboard_model::{Id, Kind};

pub use crate::summaries::{Row, Rows, View};

/// The users of an account in the order of their names, for those who manage users.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id, view: View) -> Result<Rows> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ListUsers, account)?;
    summaries::rows(engine, (Kind::User, account_id), view)
}
