//! Removing an entry for good, with its file.

use super::{Which, find, may};
use crate::authorise::Verb;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::Touched;

/// Removes it.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<()> {
    let Which { kind, person, id } = which;
    let _steady = engine.steady();
    may(engine, principal, Verb::EditUser, person)?;
    let entry = find(&*engine.read()?, which)?;
    let account_id = person.account_id;
    let about = vec![Touched {
        kind,
        id,
        account_id,
    }];
    let verb = format!("{kind}.delete");
    let mut batch = engine.batch(principal.actor(), &verb, about, true.into());
    batch.erases.push((kind, id));
    let file = entry.fields.get("file_id").and_then(|id| id.as_str());
    let file: Option<Id> = file.and_then(|id| id.parse().ok());
    batch.erases.extend(file.map(|id| (Kind::File, id)));
    engine.commit(batch)?;
    Ok(())
}
