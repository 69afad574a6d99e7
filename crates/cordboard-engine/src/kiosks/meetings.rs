//! The meeting rooms of the office with who is in them, as a reception sees them.

use crate::belongings::Place;
use crate::meetings::{look, overview};
use crate::{Engine, Principal, Result};

/// Lists the rooms by subject, each with what goes on in it.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<(overview::Row, look::Output)>> {
    let account_id = principal.kiosk()?.account_id;
    let rows = overview::run(engine, principal, account_id)?;
    let mut rooms = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.record.id;
        let room = look::run(engine, principal, Place { account_id, id })?;
        rooms.push((row, room));
    }
    Ok(rooms)
}
