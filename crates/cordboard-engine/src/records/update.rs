//! Changing a record: each change is merged with what others wrote meanwhile, or the whole is refused as a clash.

use super::read::{View, view};
use super::{Which, check, find, may_write, role};
use crate::{Engine, Principal, Result, belongings, edit};
use cordboard_model::merge::Edit;

/// What to change in which record.
#[derive(Debug, Clone)]
pub struct Input {
    /// The record.
    pub which: Which,
    /// The changes; all or none.
    pub changes: Vec<Edit>,
}

/// Changes it.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<View> {
    let Input { which, changes } = input;
    let (record, account_id) = engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find(engine, principal, *which)?;
        may_write(engine, principal, (which.kind, account_id))?;
        let role = role(principal, which.kind);
        let edited = edit::apply(&current, changes, role, engine.now_ms())?;
        let asserts = check(&*engine.read()?, Some(&current), &edited.record)?;
        let verb = format!("{}.update", which.kind);
        let record = belongings::replace(engine, principal, &verb, (current, edited), asserts)?;
        Ok((record, account_id))
    })?;
    view(engine, principal, record, account_id)
}
