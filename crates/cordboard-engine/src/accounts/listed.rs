//! What lists of accounts have in common: which page, and how its rows are read.

use super::fetch::{self, View};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Cursor;

/// Which page of a list.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account whose list it is.
    pub id: Id,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// From the end of the list towards its beginning.
    pub is_backwards: bool,
    /// How many rows at most.
    pub limit: usize,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows, each with its place in the list.
    pub rows: Vec<(Cursor, View)>,
    /// Where to go on; nothing after the last page.
    pub next: Option<Cursor>,
}

/// Reads the accounts at these places, of which the last one only tells that there are more.
pub(super) fn page(
    engine: &Engine,
    principal: &Principal,
    mut places: Vec<Cursor>,
    limit: usize,
) -> Result<Page> {
    let more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| more).cloned();
    let snapshot = engine.read()?;
    let mut records = Vec::with_capacity(places.len());
    for place in places {
        if let Some(record) = snapshot.get(Kind::Account, place.id)? {
            records.push((place, record));
        }
    }
    let tree = engine.tree();
    let mut rows = Vec::with_capacity(records.len());
    for (place, record) in records {
        // What went away between the two readings is left out.
        if Record::is_live(&record) && tree.contains(record.id) {
            rows.push((place, fetch::view(&tree, principal, record)?));
        }
    }
    Ok(Page { rows, next })
}

/// The places of the accounts directly below one, by name; one more than the page has.
pub(super) fn family(engine: &Engine, input: &Input) -> Vec<Cursor> {
    let tree = engine.tree();
    let after = input.after.as_ref();
    tree.children_by_name(
        input.id,
        after.map(|after| (after.sort_key.as_str(), after.id)),
        input.is_backwards,
    )
    .take(input.limit.saturating_add(1))
    .map(|leaf| Cursor {
        sort_key: leaf.name.clone(),
        id: leaf.id,
    })
    .collect()
}
