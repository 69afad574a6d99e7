//! How holidays lie in the store: those of the account first, then each person's together, so that either can be
//! read without the others, however many colleagues have.

use super::Which;
use crate::belongings::{self, Place};
use crate::{Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Cursor, Snapshot};

/// The most holidays of an account itself.
pub(crate) const OF_ACCOUNT_MAX: usize = 500;
/// The most holidays of one person.
pub(crate) const OF_PERSON_MAX: usize = 200;

/// The place of a holiday in its account's list.
pub(crate) fn sort_key(holiday: &Record) -> String {
    format!("{} {}", holiday.text("user_id"), holiday.text("from_date"))
}

/// The holiday, if it is his; another's looks unknown.
pub(crate) fn find(snapshot: &dyn Snapshot, which: Which) -> Result<Record> {
    let (account_id, id) = (which.owner.account_id, which.id);
    let holiday = belongings::find(snapshot, Kind::Holiday, Place { account_id, id })?;
    match holiday.text("user_id").parse().ok() == which.owner.user_id {
        true => Ok(holiday),
        false => Err(Error::NotFound("holiday")),
    }
}

/// The holidays of the account itself (`None`) or of one of its people, by date.
pub(crate) fn of(
    snapshot: &dyn Snapshot,
    account_id: Id,
    person: Option<Id>,
) -> Result<Vec<Record>> {
    let owner = person.map(|id| id.to_string()).unwrap_or_default();
    let most = if person.is_some() {
        OF_PERSON_MAX
    } else {
        OF_ACCOUNT_MAX
    };
    // Sorts before every holiday of this owner and behind all that come before.
    let before = Cursor {
        sort_key: format!("{owner} "),
        id: Id::from_bytes([0; 16]),
    };
    let mut rows = snapshot.records(Kind::Holiday, Some(account_id), Some(&before), most)?;
    rows.retain(|holiday| holiday.text("user_id") == owner);
    Ok(rows)
}

/// The holidays of everybody in the account, at most `limit`, by date.
pub(crate) fn of_all(snapshot: &dyn Snapshot, account_id: Id, limit: usize) -> Result<Vec<Record>> {
    let mut rows = snapshot.records(Kind::Holiday, Some(account_id), None, limit)?;
    rows.sort_by(|a, b| (a.text("from_date"), a.id).cmp(&(b.text("from_date"), b.id)));
    Ok(rows)
}
