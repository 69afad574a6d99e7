//! What happened, for screens: the change log as events that say what to read again. Read with the reader's own
//! rights, and without any content; people read the audit instead.

use crate::authorise::{scope, sees};
use crate::{Engine, Error, Principal, Result};
use cordboard_store::{Seq, Touched};

/// How many changes one read of the feed gives at most.
pub const EVENTS_MAX: usize = 500;

/// One event: something to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The number of the change.
    pub seq: Seq,
    /// The verb, e.g. `account.move`.
    pub topic: String,
    /// What it is about, as far as the reader may know.
    pub ids: Vec<Touched>,
}

/// A stretch of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Events {
    /// The events that the reader may know of.
    pub events: Vec<Event>,
    /// Where to go on reading.
    pub next: Seq,
    /// There was more than one read gives.
    pub more: bool,
}

/// The events after a number, for this reader. Before there is an installation there are none.
pub fn events(engine: &Engine, principal: &Principal, after: Seq) -> Result<Events> {
    match scope(&engine.tree(), principal) {
        Err(Error::NotInstalled) => {
            return Ok(Events {
                events: Vec::new(),
                next: after,
                more: false,
            });
        }
        seen => seen?,
    };
    // A change of the tree that can be read here is in the index by the time the reader asks again.
    let _steady = engine.steady();
    let changes = engine.read()?.changes(after, EVENTS_MAX)?;
    let more = changes.len() == EVENTS_MAX;
    let next = changes.last().map_or(after, |change| change.seq);
    let tree = engine.tree();
    let events = changes
        .into_iter()
        .filter_map(|change| {
            let ids: Vec<Touched> = change
                .touched
                .into_iter()
                .filter(|touched| sees(&tree, principal, touched.account_id))
                .collect();
            (!ids.is_empty()).then_some(Event {
                seq: change.seq,
                topic: change.verb,
                ids,
            })
        })
        .collect();
    Ok(Events { events, next, more })
}

/// The number of the newest change.
pub fn latest(engine: &Engine) -> Seq {
    engine.seq()
}
