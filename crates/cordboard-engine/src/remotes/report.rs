//! Noting what a pull or push does: when it begins, so that one that never ended is seen, and what came of it.

use super::{Direction, RUNS_MAX, Run, batch, put, read};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;

/// Notes the run; one that began at the same moment is replaced.
///
/// # Errors
/// As [`read::run`].
pub fn run(engine: &Engine, principal: &Principal, id: Id, run: &Run) -> Result<()> {
    let mut remote = read::run(engine, principal, id)?;
    remote.runs.retain(|known| known.at_ms != run.at_ms);
    remote.runs.insert(0, run.clone());
    remote.runs.truncate(RUNS_MAX);
    if run.ended_ms.is_some() && run.stopped.is_none() && run.failures.is_empty() {
        match run.direction {
            Direction::Pull => remote.pulled_ms = run.ended_ms,
            Direction::Push => remote.pushed_ms = run.ended_ms,
        }
    }
    let verb = match run.direction {
        Direction::Pull => "remote.pull",
        Direction::Push => "remote.push",
    };
    let mut batch = batch(engine, principal, verb, &remote);
    batch.note.detail["made"] = run.made.into();
    batch.note.detail["changed"] = run.changed.into();
    batch.note.detail["deleted"] = run.deleted.into();
    batch.note.detail["failed"] = run.failures.len().into();
    put(&mut batch, &remote)?;
    engine.commit(batch)?;
    Ok(())
}
