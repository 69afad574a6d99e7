//! The verbs on a user's photo: bytes beside his record.

pub mod read;
pub mod remove;
pub mod write;

use super::touched;
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Kind, Record};
use cordboard_store::{Assert, BlobPut};

/// The name of the blob.
pub(super) const PHOTO: &str = "photo";

/// Writes or removes the photo, and the record with it: whoever keeps a copy of the user sees that he changed.
fn change(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    (current, mime, bytes): (Record, &str, Option<Vec<u8>>),
) -> Result<Record> {
    let (id, account_id) = (current.id, current.account_id.unwrap_or_default());
    let detail = serde_json::json!({ "label": current.label() });
    let touched = vec![touched(id, account_id)];
    let mut batch = engine.batch(principal.actor(), verb, touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::User,
        id,
        rev: current.rev,
    });
    batch.blobs.push(BlobPut {
        kind: Kind::User,
        id,
        name: PHOTO.to_owned(),
        mime: mime.to_owned(),
        bytes,
    });
    let mut record = current;
    record.modified_ms = engine.now_ms();
    batch.puts.push(listing::put(record.clone()));
    record.rev = engine.commit(batch)?;
    Ok(record)
}
