//! The holidays of an account and of its users.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// The most holidays in one answer.
pub const ROWS_MAX: usize = 2000;

/// Lists the holidays by date. A person without the admin role does not see those of colleagues.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Record>> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(account_id),
    )?;
    let mut rows = engine
        .read()?
        .records(Kind::Holiday, Some(account_id), None, ROWS_MAX)?;
    if !principal.is_admin() {
        let own = principal
            .actor()
            .map(|id| id.to_string())
            .unwrap_or_default();
        rows.retain(|holiday| holiday.text("user_id").is_empty() || holiday.text("user_id") == own);
    }
    Ok(rows)
}
