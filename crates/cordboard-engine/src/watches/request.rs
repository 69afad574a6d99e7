//! One thing that was sent to a watch, or is to be sent, with what came of it.

use super::find;
use super::requests::Request;
use crate::{Engine, Error, Principal, Result, clients};
use cordboard_model::{Id, Kind};

/// Which one of which watch.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The watch.
    pub watch_id: Id,
    /// The delivery.
    pub delivery_id: Id,
}

/// Reads it.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Request> {
    let account_id = clients::reseller_of(engine, principal)?;
    let watch = find(engine, account_id, input.watch_id)?;
    let snapshot = engine.read()?;
    let delivery = snapshot.entry(Kind::Delivery, input.delivery_id)?;
    let delivery = delivery
        .filter(|delivery| delivery.owner_id == watch.id)
        .ok_or(Error::NotFound("request"))?;
    let log = snapshot.entry(Kind::DeliveryLog, delivery.id)?;
    Ok(Request { delivery, log })
}
