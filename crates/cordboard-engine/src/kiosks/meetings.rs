//! The meeting rooms of the office with who is in them, as a reception sees them.

use crate::meetings::{look, overview};
use crate::{Engine, Principal, Result};

/// Lists the rooms by subject, each with what goes on in it.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<(overview::Row, look::Output)>> {
    let account_id = principal.kiosk()?.account_id;
    let rows = overview::run(engine, principal, account_id)?;
    let inside = |row: overview::Row| {
        let room = look::into(engine, row.record.id);
        (row, room)
    };
    Ok(rows.into_iter().map(inside).collect())
}
