//! The accounts above one, from the top of what the caller may see.

use super::fetch::{self, View};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// The ancestors, the highest first; none for the caller's own account.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Vec<View>> {
    let ids: Vec<Id> = {
        let tree = engine.tree();
        authorise(&tree, principal, Verb::ReadAccount, Object::Account(id))?;
        let path = tree.path(id, scope(&tree, principal)?);
        let above = path.len().saturating_sub(1);
        path.into_iter().take(above).map(|leaf| leaf.id).collect()
    };
    let snapshot = engine.read()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let record = snapshot.get(Kind::Account, id)?;
        found.extend(record.filter(Record::is_live));
    }
    let tree = engine.tree();
    found
        .into_iter()
        .filter(|record| tree.contains(record.id))
        .map(|record| fetch::view(&tree, principal, record))
        .collect()
}
