//! Taking away one of somebody's things.

use super::{Thing, find, may_write};
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::{Id, Kind, Record};

/// Moves it to the recycle bin, and returns it as it was last. The file of a greeting is gone for good.
pub fn run(engine: &Engine, principal: &Principal, thing: Thing) -> Result<Record> {
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, thing.owner)?;
        let current = find(&*engine.read()?, thing)?;
        let verb = format!("{}.delete", thing.kind);
        let about = vec![belongings::touched(&current)?];
        let detail = serde_json::json!({ "label": current.label() });
        let mut batch = engine.batch(principal.actor(), &verb, about, detail);
        let mut record = belongings::into_bin(&mut batch, current, engine.now_ms());
        let file: Option<Id> = record.text("file_id").parse().ok();
        batch.erases.extend(file.map(|id| (Kind::File, id)));
        record.rev = engine.commit(batch)?;
        Ok(record)
    })
}
