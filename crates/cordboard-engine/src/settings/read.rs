//! Reading the settings.

use super::{completed, record, redacted};
use crate::authorise::settings;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;

/// The settings' record, with every default in its place.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Record> {
    settings(&engine.tree(), principal)?;
    let mut record = record(engine.read()?.as_ref())?;
    record.fields = completed(&record.fields);
    Ok(redacted(record))
}
