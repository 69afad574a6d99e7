//! The holidays of an account and of its users.

use super::kept;
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Record};

/// The most holidays in one answer. The account's own come first, so that none of them is ever left out.
pub const ROWS_MAX: usize = 5000;

/// Lists the holidays by date. A person without the admin role does not see those of colleagues.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Record>> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(account_id),
    )?;
    let snapshot = engine.read()?;
    if principal.is_admin() {
        return kept::of_all(snapshot.as_ref(), account_id, ROWS_MAX);
    }
    let mut rows = kept::of(snapshot.as_ref(), account_id, None)?;
    rows.extend(kept::of(snapshot.as_ref(), account_id, principal.actor())?);
    rows.sort_by(|a, b| (a.text("from_date"), a.id).cmp(&(b.text("from_date"), b.id)));
    Ok(rows)
}
