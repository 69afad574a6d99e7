//! What was sent to a watch and what came of it.

use super::find;
use crate::{Engine, Principal, Result, clients};
use cordboard_model::{Id, Kind};
use cordboard_store::{Entry, EntryQuery};
use std::collections::HashMap;

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
    let newest = |kind| EntryQuery {
        limit: MOST,
        ..EntryQuery::all(kind, id)
    };
    // What came of a delivery is kept under its id and its time: the newest of the one are those of the other.
    let logs = snapshot.entries(&newest(Kind::DeliveryLog))?;
    let mut logs: HashMap<Id, Entry> = logs.into_iter().map(|log| (log.id, log)).collect();
    let deliveries = snapshot.entries(&newest(Kind::Delivery))?;
    let requests = deliveries.into_iter().map(|delivery| Request {
        log: logs.remove(&delivery.id),
        delivery,
    });
    Ok(requests.collect())
}
