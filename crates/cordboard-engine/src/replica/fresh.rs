//! Records that a first picture brings, and that nothing here is known of: nothing is looked up for them.

use super::moment::{BASE, Kept, bytes};
use super::write::{above_tops, places_of, slot};
use crate::{Result, claims, listing};
use cordboard_model::Id;
use cordboard_model::unique_names::unique_names;
use cordboard_store::{Batch, Claim, Put};
use cordboard_sync::client::Changes;
use cordboard_sync::{Key, Row};

/// Takes them out of the changes of a step.
pub(super) fn take(changes: &mut Changes) -> Vec<(Key, Row)> {
    // What is done on top of base is looked up.
    if changes.new.is_empty() || !changes.view.is_empty() {
        return Vec::new();
    }
    let new = &changes.new;
    let is_new = |(key, row): &mut (Key, Option<Row>)| {
        row.is_some() && key.kind.known().is_some() && new.binary_search(key).is_ok()
    };
    let taken = changes.base.extract_if(.., is_new);
    taken.filter_map(|(key, row)| Some((key, row?))).collect()
}

/// Fills the batch with them, but for the records, which come back with what is indexed of them.
pub(super) fn fill(
    batch: &mut Batch,
    rows: Vec<(Key, Row)>,
    roots: &[Id],
) -> Result<Vec<(Key, Put)>> {
    batch.slots.reserve(5 * rows.len());
    let mut puts = Vec::with_capacity(rows.len());
    for (key, mut row) in rows {
        row.redact();
        let place = bytes(&key);
        batch
            .slots
            .push(slot(BASE, place.clone(), Some(&Kept::head(&row)))?);
        let Some(told) = row.into_told() else {
            continue;
        };
        let (mut record, document) = listing::read(told);
        let names = match record.is_live() {
            true => unique_names(&record),
            false => Vec::new(),
        };
        for (space, place) in places_of(&place, record.account_id, &names) {
            batch.slots.push(slot(space, place, Some(&()))?);
        }
        let (kind, id) = (record.kind, record.id);
        let claim = |name| Claim {
            key: claims::key(name),
            kind,
            id,
        };
        batch.take_free.extend(names.into_iter().map(claim));
        above_tops(&mut record, roots);
        let put = Put {
            document,
            ..listing::put(record)
        };
        puts.push((key, put));
    }
    Ok(puts)
}
