//! What belongs to one person, or to nobody and so to the account: contacts, greetings and speed dials.
//!
//! Responsible for the rule that holds for all of them: who may read and change the person may read and change what is
//! his; what belongs to the account is read by all its people and changed by its admins.

pub mod create;
pub mod delete;
pub mod list;
pub mod read;
pub mod rewrite;

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Error, Principal, Result, users};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Snapshot};

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub account_id: Id,
    /// The person; nobody: it belongs to the whole account.
    pub user_id: Option<Id>,
}

impl Owner {
    /// This person.
    pub fn person(account_id: Id, user_id: Id) -> Self {
        Self {
            account_id,
            user_id: Some(user_id),
        }
    }

    /// The whole account.
    pub fn account(account_id: Id) -> Self {
        Self {
            account_id,
            user_id: None,
        }
    }

    /// Whether a record is his.
    pub(crate) fn has(self, record: &Record) -> bool {
        record.account_id == Some(self.account_id)
            && record.text("owner_id").parse().ok() == self.user_id
    }

    /// What must hold at a commit that gives him something.
    pub(crate) fn assert(self) -> Option<Assert> {
        let id = self.user_id?;
        let kind = Kind::User;
        Some(Assert::Live { kind, id })
    }
}

/// What one of somebody's things is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing {
    /// Its kind.
    pub kind: Kind,
    /// Whose it must be.
    pub owner: Owner,
    /// Itself.
    pub id: Id,
}

/// Lets the reader pass.
pub(crate) fn may_read(engine: &Engine, principal: &Principal, owner: Owner) -> Result<()> {
    may(
        engine,
        principal,
        owner,
        (Verb::ReadUser, Verb::ReadAccount),
    )
}

/// Lets the writer pass.
pub(crate) fn may_write(engine: &Engine, principal: &Principal, owner: Owner) -> Result<()> {
    may(
        engine,
        principal,
        owner,
        (Verb::EditUser, Verb::EditAccount),
    )
}

fn may(
    engine: &Engine,
    principal: &Principal,
    owner: Owner,
    (of_person, of_account): (Verb, Verb),
) -> Result<()> {
    let account_id = owner.account_id;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let Some(user_id) = owner.user_id else {
        return authorise(&engine.tree(), principal, of_account, account);
    };
    users::find_in(&*engine.read()?, account_id, user_id)?;
    let user = users::object(user_id, account_id);
    authorise(&engine.tree(), principal, of_person, user)
}

/// The thing, if it is there and his; another's looks unknown.
pub(crate) fn find(snapshot: &dyn Snapshot, thing: Thing) -> Result<Record> {
    let Thing { kind, owner, id } = thing;
    let account_id = owner.account_id;
    let record = belongings::find(snapshot, kind, Place { account_id, id })?;
    if owner.has(&record) {
        Ok(record)
    } else {
        Err(Error::NotFound(kind.name()))
    }
}
