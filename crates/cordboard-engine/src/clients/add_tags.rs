//! Adding tags to a client account, beside those it has.

use super::tags::{self, Tagging};
use super::update::unchanged;
use super::{Client, client, find, reseller_of};
use crate::accounts::touched;
use crate::{Engine, Principal, Result, listing};
use cordboard_model::Record;
use cordboard_model::reseller::tag_ids;
use cordboard_model::schema::schema;

/// Which tags to add to which client.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its id, the reseller's own number for it, or its first admin's user name.
    pub name: String,
    /// The tags.
    pub tags: Vec<Tagging>,
}

/// Adds them; a tag that the client has already stays where it is.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Client> {
    let reseller = reseller_of(engine, principal)?;
    let shape = engine.shape();
    let account = engine.retry(|| {
        reseller_of(engine, principal)?;
        let current = find(engine, reseller, &input.name)?;
        let detail = serde_json::json!({ "label": current.label(), "changed": ["/resale/tags"] });
        let about = vec![touched(current.id)];
        let mut batch = engine.batch(principal.actor(), "account.update", about, detail);
        let mut ids = tag_ids(&current);
        for id in tags::put(engine, &mut batch, reseller, &input.tags)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut record = current.clone();
        tags::give(&mut record, &ids);
        if let Some(schema) = schema(record.kind) {
            schema
                .validate(&record.fields)
                .map_err(crate::Error::Invalid)?;
        }
        if record.fields == current.fields && batch.puts.is_empty() {
            return Ok(current);
        }
        record.modified_ms = engine.now_ms();
        batch.asserts.push(unchanged(&current));
        batch.puts.push(listing::put(record.clone()));
        let leaf = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.change(leaf))?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    client(engine, &*engine.read()?, account)
}
