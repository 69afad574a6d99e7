//! Changing a holiday: each change is merged with what others wrote meanwhile, or the whole is refused as a clash.

use super::{check_owner, find};
use crate::{Engine, Principal, Result, belongings, edit};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Record};

/// What to change in which holiday.
#[derive(Debug, Clone)]
pub struct Input {
    /// The holiday.
    pub id: Id,
    /// The changes; all or none.
    pub changes: Vec<Edit>,
}

/// Changes it. Whoever may delete it may. Whose it is stays.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    engine.retry(|| {
        let _steady = engine.steady();
        let current = find(engine, principal, input.id)?;
        let now_ms = engine.now_ms();
        let edited = edit::apply(&current, &input.changes, principal.role(), now_ms)?;
        check_owner(&current, &edited)?;
        let edit = (current, edited);
        belongings::replace(engine, principal, "holiday.update", edit, Vec::new())
    })
}
