//! The meetings of an account.

use super::read::view;
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// The most rooms of one account that are looked at.
const ROOMS_MAX: usize = 10_000;

/// Lists the meetings of the account by subject. Everybody of an account sees its rooms.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Record>> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadMeetings, account)?;
    let snapshot = engine.read()?;
    let found = snapshot.records(Kind::Meeting, Some(account_id), None, ROOMS_MAX)?;
    Ok(found
        .into_iter()
        .map(|record| view(principal, record))
        .collect())
}
