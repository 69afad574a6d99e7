//! Records that a first picture brings, and that nothing here is known of: nothing is looked up for them.

use super::moment::{BASE, Kept, NAME, OF, bytes, name_bytes};
use super::write::{above_tops, slot};
use crate::{Result, claims, listing};
use cordboard_model::Id;
use cordboard_model::schema::schema;
use cordboard_model::unique_names::names_of;
use cordboard_store::{Batch, Claim, ClaimKey, Put, SlotPut};
use cordboard_sync::client::Changes;
use cordboard_sync::{Key, Row};

/// What is written of some of them.
#[derive(Default)]
struct Part {
    slots: Vec<SlotPut>,
    puts: Vec<(Key, Put)>,
    claims: Vec<Claim>,
}

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
    let mut part = Part {
        slots: Vec::with_capacity(5 * rows.len()),
        puts: Vec::with_capacity(rows.len()),
        claims: Vec::with_capacity(3 * rows.len()),
    };
    for (key, row) in rows {
        part.add(key, row, roots)?;
    }
    batch.slots.extend(part.slots);
    batch.take_free.extend(part.claims);
    Ok(part.puts)
}

impl Part {
    fn add(&mut self, key: Key, mut row: Row, roots: &[Id]) -> Result<()> {
        if let Some(schema) = key.kind.known().and_then(schema) {
            schema.redact_document(&mut row.fields);
        }
        let place = bytes(&key);
        self.slots
            .push(slot(BASE, place.clone(), Some(&Kept::head(&row)))?);
        let Some(told) = row.into_told() else {
            return Ok(());
        };
        let (mut record, document) = listing::read(told);
        if let Some(account_id) = record.account_id {
            let place = [account_id.as_bytes(), place.as_slice()].concat();
            self.slots.push(slot(OF, place, Some(&()))?);
        }
        let names = match record.is_live() {
            true => names_of(record.kind, record.account_id, &record.fields),
            false => Vec::new(),
        };
        for name in names {
            let mut place_of_name = name_bytes(&name);
            place_of_name.extend(&place);
            self.slots.push(slot(NAME, place_of_name, Some(&()))?);
            let (key, kind, id): (ClaimKey, _, _) = (claims::key(name), record.kind, record.id);
            self.claims.push(Claim { key, kind, id });
        }
        above_tops(&mut record, roots);
        let put = Put {
            document,
            ..listing::put(record)
        };
        self.puts.push((key, put));
        Ok(())
    }
}
