//! What was sent to a watch and what came of it.

use super::find;
use crate::{Engine, Principal, Result, clients};
use cordboard_model::{Id, Kind};
use cordboard_store::{Entry, EntryQuery};

/// How many one answer has at most.
const MOST: usize = 500;

/// Something that was sent, or is to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What is told.
    pub delivery: Entry,
    /// What came of it until now; nothing before the first attempt.
    pub log: Option<Entry>,
}

impl Request {
    /// How it stands: `pending`, `retrying`, `delivered` or `parked`. What was put at the end again since it was tried
    /// is pending again.
    pub fn status(&self) -> &str {
        let tried = self.log.as_ref().filter(|log| self.delivery.rev < log.rev);
        let status = tried.and_then(|log| log.fields.get("status")?.as_str());
        status.unwrap_or("pending")
    }
}

/// The newest of the last ten days, newest first.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Vec<Request>> {
    let account_id = clients::reseller_of(engine, principal)?;
    find(engine, account_id, id)?;
    let snapshot = engine.read()?;
    let query = EntryQuery {
        limit: MOST,
        ..EntryQuery::all(Kind::Delivery, id)
    };
    let mut requests = Vec::new();
    for delivery in snapshot.entries(&query)? {
        let log = snapshot.entry(Kind::DeliveryLog, delivery.id)?;
        requests.push(Request { delivery, log });
    }
    Ok(requests)
}
