//! Changing a watch field by field, as the console does: what others changed meanwhile stays.

use super::rewrite;
use crate::{Engine, Principal, Result};
use cordboard_model::merge::{Edit, MergeError, merge};
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Id, Kind, Record};

/// Which changes to make to which watch.
#[derive(Debug, Clone)]
pub struct Input {
    /// The watch.
    pub id: Id,
    /// The changes, each with the value the editor saw and the value it wants.
    pub changes: Vec<Edit>,
}

/// Changes it.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let Input { id, changes } = input;
    let rewrite = move |current: &Fields| merged(current, &changes);
    let input = rewrite::Input {
        id,
        rewrite: Box::new(rewrite),
    };
    rewrite::run(engine, principal, &input)
}

/// The fields with the changes in them. A clash is told as a broken rule at its place.
fn merged(current: &Fields, changes: &[Edit]) -> std::result::Result<Fields, Vec<Violation>> {
    let Some(schema) = cordboard_model::schema(Kind::Watch) else {
        return Ok(current.clone());
    };
    merge(schema, current, changes)
        .map(|merged| merged.fields)
        .map_err(|error| match error {
            MergeError::Clashes(clashes) => {
                let told = "somebody else changed this meanwhile; look at the watch again";
                let broken = clashes.into_iter();
                broken
                    .map(|clash| Violation::new(clash.path, "conflict", told))
                    .collect()
            }
            MergeError::BadPath { path, detail } => vec![Violation::new(path, "path", detail)],
        })
}
