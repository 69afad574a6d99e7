//! The call queues in which a person is an agent, the ring groups of which he is a member.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, listing, users};
use cordboard_model::{Id, Kind, Record};

/// Which of them.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Queues or ring groups.
    pub kind: Kind,
    /// The account.
    pub account_id: Id,
    /// The person.
    pub user_id: Id,
}

/// His, by name.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Record>> {
    let Input {
        kind,
        account_id,
        user_id,
    } = input;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    users::find_in(&*snapshot, account_id, user_id)?;
    let user = users::object(user_id, account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, user)?;
    let mut found = listing::linked(&*snapshot, (kind, account_id), user_id)?;
    found.sort_by_cached_key(|record| (listing::sort_key(record), record.id));
    Ok(found)
}
