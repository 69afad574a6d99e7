//! Taking a watch away, with everything that was to be sent to it and what came of it.

use super::find;
use crate::deliveries::{index, queue};
use crate::{Engine, Principal, Result, belongings, clients};
use cordboard_model::Id;
use serde_json::json;

/// Deletes it. What is under way may still arrive.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    let account_id = clients::reseller_of(engine, principal)?;
    engine.retry(|| {
        let _steady = engine.steady();
        clients::reseller_of(engine, principal)?;
        let current = find(engine, account_id, id)?;
        let about = vec![belongings::touched(&current)?];
        let detail = json!({ "label": current.label() });
        let mut batch = engine.batch(principal.actor(), "watch.delete", about, detail);
        belongings::into_bin(&mut batch, current, engine.now_ms());
        queue::forget_all(engine, &mut batch, id)?;
        engine.commit(batch)?;
        Ok(())
    })?;
    index::refresh(engine, account_id)?;
    engine.deliveries.hurried(id);
    Ok(())
}
