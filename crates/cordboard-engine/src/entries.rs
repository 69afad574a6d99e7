//! What happened to people: their calls, the recordings of these, and messages from outside.
//!
//! A switch reports it, nobody edits it. Each report belongs to one person of an account.

pub mod delete;
pub mod list;
pub mod read;
pub mod read_call;
pub mod report;

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, users};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{Entry, Snapshot};

/// A person, with his account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account_id: Id,
    /// The person.
    pub user_id: Id,
}

/// Which of a person's entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Its kind.
    pub kind: Kind,
    /// Whose it must be.
    pub person: Person,
    /// Itself.
    pub id: Id,
}

/// Lets whoever may do this with the person pass.
pub(crate) fn may(
    engine: &Engine,
    principal: &Principal,
    verb: Verb,
    person: Person,
) -> Result<()> {
    let Person {
        account_id,
        user_id,
    } = person;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    users::find_in(&*engine.read()?, account_id, user_id)?;
    let user = users::object(user_id, account_id);
    authorise(&engine.tree(), principal, verb, user)
}

fn find(snapshot: &dyn Snapshot, which: Which) -> Result<Entry> {
    let Which { kind, person, id } = which;
    snapshot
        .entry(kind, id)?
        .filter(|entry| (entry.account_id, entry.owner_id) == (person.account_id, person.user_id))
        .ok_or(Error::NotFound(kind.name()))
}

/// When something of this kind happened, in milliseconds since the epoch, as far as its document says it.
fn at_ms(kind: Kind, fields: &Fields) -> Option<i64> {
    let key = if kind == Kind::Message {
        "created_at"
    } else {
        "started_at"
    };
    let text = fields.get(key)?.as_str()?;
    let at = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.timestamp_millis())
}
