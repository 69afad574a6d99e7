//! The verbs on accounts.

pub mod ancestors;
pub mod children;
pub mod create;
pub mod delete;
pub mod descendants;
pub mod fetch;
pub mod find;
pub mod listed;
pub mod move_under;
pub mod read;
pub mod restore;
pub mod rewrite;
pub mod set_reseller;
pub mod siblings;
pub mod taken_names;
pub mod update;
pub mod window;

use crate::{Engine, Error, Result, sessions};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, Touched};

/// The live account, which the index knows.
pub(crate) fn find(engine: &Engine, id: Id) -> Result<Record> {
    engine
        .live(Kind::Account, id)?
        .ok_or(Error::NotFound("account"))
}

/// An account as something that a change is about, seen from itself.
pub(crate) fn touched(id: Id) -> Touched {
    Touched {
        kind: Kind::Account,
        id,
        account_id: id,
    }
}

/// An account that came or went, seen from the account above, which still knows.
pub(crate) fn touched_from(id: Id, parent: Option<Id>) -> Touched {
    Touched {
        kind: Kind::Account,
        id,
        account_id: parent.unwrap_or(id),
    }
}

/// Adds to a batch that writes the account: while it is disabled, whoever was signed in is so no more, for good.
pub(crate) fn end_sessions_if_disabled(batch: &mut Batch, account: &Record) {
    if !account.flag("enabled", true) {
        let now_ms = batch.note.at_ms;
        sessions::end_account(batch, account.id, now_ms);
    }
}
