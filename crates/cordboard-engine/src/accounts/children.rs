//! The accounts directly below one, in the byte order of their names.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_store::Cursor;

/// Which list.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account above.
    pub id: Id,
    /// The name and id behind which the list goes on.
    pub after: Option<Cursor>,
    /// From which end.
    pub order: Order,
}

/// From which end a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// From the smallest.
    #[default]
    Ascending,
    /// From the largest.
    Descending,
}

/// The ids, as the index has them now.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Id>> {
    let tree = engine.tree();
    authorise(
        &tree,
        principal,
        Verb::ReadAccount,
        Object::Account(input.id),
    )?;
    if !principal.is_admin() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(&str, Id)> = tree
        .children(input.id)
        .map(|leaf| (leaf.name.as_str(), leaf.id))
        .filter(|place| match (&input.after, input.order) {
            (None, _) => true,
            (Some(after), Order::Ascending) => *place > (after.sort_key.as_str(), after.id),
            (Some(after), Order::Descending) => *place < (after.sort_key.as_str(), after.id),
        })
        .collect();
    found.sort_unstable();
    if input.order == Order::Descending {
        found.reverse();
    }
    Ok(found.into_iter().map(|(_, id)| id).collect())
}
