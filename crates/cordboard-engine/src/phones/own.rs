//! The phones of one person, added and changed by himself or by whoever may change him.

pub mod create;
pub mod delete;
pub mod list;
pub mod rewrite;

use super::owner;
use crate::belongings::{self, Place};
use crate::owned::{self, Owner};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;

/// The most phones of a person.
pub const PHONES_MAX: usize = 100;

/// Which of a person's phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// The account.
    pub account_id: Id,
    /// Whose it must be.
    pub user_id: Id,
    /// The phone.
    pub id: Id,
}

impl Which {
    fn owner(self) -> Owner {
        Owner::person(self.account_id, self.user_id)
    }
}

/// The phone, if it is his; another's looks unknown.
fn find(snapshot: &dyn Snapshot, which: Which) -> Result<Record> {
    let (account_id, id) = (which.account_id, which.id);
    let phone = belongings::find(snapshot, Kind::Phone, Place { account_id, id })?;
    match owner::of(&phone) == Some(which.user_id) {
        true => Ok(phone),
        false => Err(Error::NotFound("phone")),
    }
}

/// Reads the phone, with all that its person knows of it.
pub fn read(engine: &Engine, principal: &Principal, which: Which) -> Result<Record> {
    owned::may_read(engine, principal, which.owner())?;
    find(&*engine.read()?, which)
}
