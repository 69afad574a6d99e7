//! Records that a first picture brings, and that nothing here is known of: nothing is looked up for them, so that all that is
//! to be written of them can be made ready while the page in front of theirs is written.

use super::moment::{BASE, Kept, bytes};
use super::write::{above_tops, places_of, slot};
use crate::{Result, claims, listing};
use cordboard_model::unique_names::unique_names;
use cordboard_model::{Id, Record};
use cordboard_store::{Batch, Claim, Put, SlotPut};
use cordboard_sync::client::Changes;
use cordboard_sync::{Key, PullAnswer, Row};
use std::collections::HashMap;

/// The answer to a pull, and what is to be written of its records if nothing is known of them here.
pub struct Arrived {
    pub(super) answer: PullAnswer,
    pub(super) ready: Ready,
}

/// What is to be written of records that may be new.
#[derive(Default)]
pub(super) struct Ready(HashMap<Key, Made>);

/// What is written of a record beside its document.
struct Made {
    slots: Vec<SlotPut>,
    claims: Vec<Claim>,
    put: Put,
}

impl From<PullAnswer> for Arrived {
    /// As it came, with nothing made ready.
    fn from(answer: PullAnswer) -> Self {
        Self {
            answer,
            ready: Ready::default(),
        }
    }
}

impl Arrived {
    /// Whether it says that the access ended.
    pub const fn is_revoked(&self) -> bool {
        matches!(self.answer, PullAnswer::Revoked)
    }

    /// With everything made ready, which needs no file.
    pub fn with_records(answer: PullAnswer) -> Result<Self> {
        let mut arrived = Self::from(answer);
        if let PullAnswer::Page(page) = &mut arrived.answer {
            let Ready(made) = &mut arrived.ready;
            made.reserve(page.rows.len());
            for row in &mut page.rows {
                let key = row.key();
                if let Some(of_row) = make(&key, row)? {
                    made.insert(key, of_row);
                }
            }
        }
        Ok(arrived)
    }
}

impl Ready {
    /// Takes what is new out of the changes that follow from the answer.
    pub(super) fn of(self, changes: &mut Changes) -> Fresh {
        Fresh {
            rows: take(changes),
            ready: self,
        }
    }
}

/// New records on their way into a batch.
#[derive(Default)]
pub(super) struct Fresh {
    rows: Vec<(Key, Row)>,
    ready: Ready,
}

impl Fresh {
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Fills the batch with them, but for the records, which come back with what is indexed of them.
    pub(super) fn fill(mut self, batch: &mut Batch, roots: &[Id]) -> Result<Vec<(Key, Put)>> {
        batch.slots.reserve(5 * self.rows.len());
        let mut puts = Vec::with_capacity(self.rows.len());
        for (key, mut row) in self.rows {
            let made = match self.ready.0.remove(&key) {
                Some(made) => Some(made),
                None => make(&key, &mut row)?,
            };
            let Some(Made {
                slots,
                claims,
                mut put,
            }) = made
            else {
                continue;
            };
            batch.slots.extend(slots);
            batch.take_free.extend(claims);
            above_tops(&mut put.record, roots);
            put.document = Some(row.fields);
            puts.push((key, put));
        }
        Ok(puts)
    }
}

fn take(changes: &mut Changes) -> Vec<(Key, Row)> {
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

/// Takes the secrets out of a row; nothing follows from one of a kind that this program does not know.
fn make(key: &Key, row: &mut Row) -> Result<Option<Made>> {
    let Some(kind) = row.kind.known() else {
        return Ok(None);
    };
    row.redact();
    let record = Record {
        kind,
        id: row.id,
        account_id: row.account_id,
        fields: listing::indexed(kind, &row.fields).into_owned(),
        rev: row.rev,
        schema: row.schema,
        created_ms: row.created_ms,
        modified_ms: row.modified_ms,
        deleted_ms: row.deleted_ms,
    };
    let names = match record.is_live() {
        true => unique_names(&record),
        false => Vec::new(),
    };
    let place = bytes(key);
    let mut slots = Vec::with_capacity(2 + names.len());
    for (space, at) in places_of(&place, row.account_id, &names) {
        slots.push(slot(space, at, Some(&()))?);
    }
    slots.push(slot(BASE, place, Some(&Kept::head(row)))?);
    let id = row.id;
    let claim = |name| Claim {
        key: claims::key(name),
        kind,
        id,
    };
    Ok(Some(Made {
        slots,
        claims: names.into_iter().map(claim).collect(),
        put: listing::put(record),
    }))
}
