//! What is to be sent to a watch, in the order of the commits, and how far it has been sent.

use crate::{Engine, Result, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Entry, EntryQuery, Seq, Snapshot};
use serde_json::{Value, json};

/// How many old deliveries are forgotten at a time: more than are added.
const FORGOTTEN: usize = 16;

/// How far a watch has been told, and how its next delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The commit of the last delivery that is done.
    pub seq: Seq,
    /// That delivery.
    pub delivery_id: Id,
    /// Failed attempts of the one after it.
    pub failures: u32,
    /// When the next attempt is due, in milliseconds since the epoch.
    pub due_ms: i64,
}

impl Progress {
    /// As it was kept; nothing has been told to a watch without any.
    pub(crate) fn read(snapshot: &dyn Snapshot, watch: Id) -> Result<Self> {
        let Some(record) = snapshot.get(Kind::Progress, watch)? else {
            return Ok(Self::default());
        };
        let number = |key: &str| record.fields.get(key).and_then(Value::as_i64).unwrap_or(0);
        Ok(Self {
            seq: u64::try_from(number("seq")).unwrap_or(0),
            delivery_id: record.text("delivery_id").parse().unwrap_or_default(),
            failures: u32::try_from(number("failures")).unwrap_or(0),
            due_ms: number("due_ms"),
        })
    }

    /// Adds it to a batch.
    pub(crate) fn put(self, batch: &mut Batch, watch: Id) {
        let fields = json!({
            "seq": self.seq,
            "delivery_id": self.delivery_id.to_string(),
            "failures": self.failures,
            "due_ms": self.due_ms,
        });
        let fields = fields.as_object().cloned().unwrap_or_default();
        let record = Record::new(Kind::Progress, watch, None, fields, batch.note.at_ms);
        batch.puts.push(listing::put(record));
    }
}

/// The first delivery that is not done.
pub(crate) fn head(snapshot: &dyn Snapshot, watch: Id, done: Progress) -> Result<Option<Entry>> {
    let mut limit = 2;
    loop {
        let after = done.seq.saturating_sub(1);
        let rows = snapshot.entries_since(Kind::Delivery, watch, after, limit)?;
        let is_last = rows.len() < limit;
        let is_new = |entry: &Entry| (entry.rev, entry.id) > (done.seq, done.delivery_id);
        match rows.into_iter().find(is_new) {
            Some(found) => return Ok(Some(found)),
            None if is_last => return Ok(None),
            None => limit *= 8,
        }
    }
}

/// Adds to a batch that what is older than [`super::KEPT_MS`] and done is forgotten.
pub(crate) fn forget_old(
    engine: &Engine,
    batch: &mut Batch,
    watch: Id,
    done: Progress,
) -> Result<()> {
    let snapshot = engine.read()?;
    for kind in [Kind::Delivery, Kind::DeliveryLog] {
        let query = EntryQuery {
            span: i64::MIN..batch.note.at_ms - super::KEPT_MS,
            limit: FORGOTTEN,
            ..EntryQuery::all(kind, watch)
        };
        let old = snapshot.entries(&query)?;
        let is_done = |entry: &Entry| kind == Kind::DeliveryLog || entry.rev <= done.seq;
        let old = old.into_iter().filter(is_done);
        batch.erases.extend(old.map(|entry| (kind, entry.id)));
    }
    Ok(())
}

/// Adds to a batch that everything of a watch is forgotten.
pub(crate) fn forget_all(engine: &Engine, batch: &mut Batch, watch: Id) -> Result<()> {
    let snapshot = engine.read()?;
    for kind in [Kind::Delivery, Kind::DeliveryLog] {
        let all = snapshot.entries(&EntryQuery::all(kind, watch))?;
        let all = all.into_iter().map(|entry| (kind, entry.id));
        batch.erases.extend(all);
    }
    batch.erases.push((Kind::Progress, watch));
    Ok(())
}

/// What a delivery tells: the resource, with the version before where the watch wants it.
pub(crate) fn payload(entry: &Entry) -> Value {
    let object = |key: &str| entry.fields.get(key).and_then(Value::as_object);
    let mut payload: Fields = object("resource").cloned().unwrap_or_default();
    if let Some(previous) = object("previous") {
        payload.insert("previousData".to_owned(), previous.clone().into());
    }
    payload.into()
}
