//! Changing a watch, also switching it off and on.

use super::{check, find, redacted};
use crate::deliveries::index;
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result, belongings, clients};
use cordboard_model::{Id, Record, Role};

/// What to make of which watch.
pub struct Input {
    /// The watch.
    pub id: Id,
    /// From its fields, secrets too, to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Changes it. While it is off nothing is noted for it, and what was noted before waits until it is on again.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let account_id = clients::reseller_of(engine, principal)?;
    let changed = engine.retry(|| {
        let _steady = engine.steady();
        clients::reseller_of(engine, principal)?;
        let current = find(engine, account_id, input.id)?;
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &*input.rewrite, Role::Admin, &[], now_ms)?;
        check(engine, account_id, &edited.record)?;
        let verb = "watch.update";
        belongings::replace(engine, principal, verb, (current, edited), Vec::new())
    })?;
    index::refresh(engine, account_id)?;
    engine.deliveries.hurried(input.id);
    Ok(redacted(changed))
}
