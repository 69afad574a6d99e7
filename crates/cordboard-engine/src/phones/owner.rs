//! Whose phone it is: a living person of the same account, or nobody.

use crate::{Error, Result};
use cordboard_model::schema::Violation;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Snapshot};

/// The person to whom the phone belongs, as far as its document names one.
pub(super) fn of(phone: &Record) -> Option<Id> {
    phone.text("owner_id").parse().ok()
}

/// What must hold at the commit for the owner that the new document names. An owner who was there before is not asked
/// for: his phones stay when he is deleted, and are edited on.
pub(crate) fn check(
    snapshot: &dyn Snapshot,
    old: Option<&Record>,
    new: &Record,
) -> Result<Vec<Assert>> {
    let named = new.text("owner_id");
    if named.is_empty() || old.is_some_and(|old| old.text("owner_id") == named) {
        return Ok(Vec::new());
    }
    let person = match of(new) {
        Some(id) => snapshot.get(Kind::User, id)?,
        None => None,
    };
    match person.filter(|person| person.is_live() && person.account_id == new.account_id) {
        Some(person) => Ok(vec![Assert::Live {
            kind: Kind::User,
            id: person.id,
        }]),
        None => Err(Error::Invalid(vec![Violation::new(
            "/owner_id",
            "not_found",
            "The owner must be a user of this account.",
        )])),
    }
}
