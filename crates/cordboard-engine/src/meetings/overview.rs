//! The meetings of an account with what goes on in their rooms, as a list of them shows it.

use super::{list, rooms};
use crate::{Engine, Principal, Result, lists};
use cordboard_model::meeting::Status;
use cordboard_model::{Id, Record};

/// A meeting in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The room's record, as far as the caller reads it.
    pub record: Record,
    /// What its owner is called.
    pub owner: String,
    /// Whether it is open, and whether somebody is in it.
    pub status: Status,
    /// How many are in it.
    pub seated: usize,
}

/// Lists the meetings by subject. Rooms that nobody looked into since the start of the program are stopped.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Row>> {
    let found = list::run(engine, principal, account_id)?;
    let names = lists::names(engine, account_id)?;
    let row = |record: Record| {
        let (status, seated) = rooms::glance(engine, record.id);
        Row {
            owner: names
                .get(record.text("owner_id"))
                .cloned()
                .unwrap_or_default(),
            record,
            status,
            seated,
        }
    };
    Ok(found.into_iter().map(row).collect())
}
