//! Trying a watch: it is told of a change that nobody made.

use super::find;
use crate::deliveries::capture::sample;
use crate::{Engine, Principal, Result, accounts, clients};
use cordboard_model::reseller::{Client, resource};
use cordboard_model::{Fields, Id};
use serde_json::json;

/// Notes a delivery with the event `test` and the caller's own account as its content; gives its id.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Id> {
    let account_id = clients::reseller_of(engine, principal)?;
    let watch = find(engine, account_id, id)?;
    let account = accounts::find(engine, account_id)?;
    let shown: Fields = resource(&Client {
        account: &account,
        admin: None,
        profile_name: None,
        tags: &[],
    });
    let entry = sample(engine, &watch, shown)?;
    let delivery_id = entry.id;
    let about = vec![crate::belongings::touched(&watch)?];
    let detail = json!({ "label": watch.label() });
    let mut batch = engine.batch(principal.actor(), "watch.test", about, detail);
    batch.entries.push(entry);
    engine.commit(batch)?;
    engine.deliveries.hurried(watch.id);
    Ok(delivery_id)
}
