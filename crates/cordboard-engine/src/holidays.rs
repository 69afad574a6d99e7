//! The verbs on holidays: days that count as outside of office hours.

pub mod create;
pub mod delete;
pub(crate) mod kept;
pub mod list;
pub mod list_owned;
pub mod list_selected;
pub mod read;
pub mod restore;
pub mod rewrite;
pub mod select;
pub(crate) mod selection;
pub mod update;

use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::edit::Edited;
use crate::owned::Owner;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// A holiday of a person, or of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Whose it must be.
    pub owner: Owner,
    /// The holiday.
    pub id: Id,
}

/// The holiday, live or in the recycle bin, for somebody who may change it. Where he sees nothing it looks unknown.
fn find_any(engine: &Engine, principal: &Principal, id: Id) -> Result<Record> {
    let unknown = || Error::NotFound("holiday");
    scope(&engine.tree(), principal)?;
    let holiday = engine.read()?.get(Kind::Holiday, id)?;
    let holiday = holiday.ok_or_else(unknown)?;
    let account_id = holiday.account_id.ok_or_else(unknown)?;
    if !sees(&engine.tree(), principal, account_id) {
        return Err(unknown());
    }
    if principal.is_admin() {
        // Also the holidays of people who are gone.
        let account = Object::Account(account_id);
        authorise(&engine.tree(), principal, Verb::EditAccount, account)?;
    } else {
        create::may_write(engine, principal, &holiday, account_id)?;
    }
    Ok(holiday)
}

/// The live holiday, for somebody who may change it.
fn find(engine: &Engine, principal: &Principal, id: Id) -> Result<Record> {
    let holiday = find_any(engine, principal, id)?;
    if holiday.is_live() {
        Ok(holiday)
    } else {
        Err(Error::NotFound("holiday"))
    }
}

/// Refuses to make a holiday somebody else's.
fn check_owner(current: &Record, edited: &Edited) -> Result<()> {
    if edited.record.text("user_id") == current.text("user_id") {
        return Ok(());
    }
    let detail = "whose holiday it is stays as it is";
    Err(Error::invalid("/user_id", "path", detail))
}
