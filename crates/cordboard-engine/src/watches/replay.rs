//! Sending something again that was sent before, or was parked.

use super::find;
use crate::{Engine, Error, Principal, Result, clients};
use cordboard_model::{Id, Kind};
use serde_json::json;

/// What to send again to which watch.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The watch.
    pub watch_id: Id,
    /// The delivery.
    pub delivery_id: Id,
}

/// Puts it at the end of what is to be sent, under the same id and with the same content.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let account_id = clients::reseller_of(engine, principal)?;
    let watch = find(engine, account_id, input.watch_id)?;
    let snapshot = engine.read()?;
    let delivery = snapshot.entry(Kind::Delivery, input.delivery_id)?;
    drop(snapshot);
    let delivery = delivery
        .filter(|delivery| delivery.owner_id == watch.id)
        .ok_or(Error::NotFound("request"))?;
    let about = vec![crate::belongings::touched(&watch)?];
    let detail = json!({ "label": watch.label() });
    let mut batch = engine.batch(principal.actor(), "watch.replay", about, detail);
    // The commit gives it a new place.
    batch.entries.push(delivery);
    engine.commit(batch)?;
    engine.deliveries.hurried(watch.id);
    Ok(())
}
