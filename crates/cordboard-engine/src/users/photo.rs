//! The verbs on a user's photo: bytes beside his record, and in it what they are called and where they are fetched.

pub mod read;
pub mod remove;
pub mod write;

use super::touched;
use crate::files::{self, picture};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, BlobPut, Snapshot};

/// The name of the blob.
pub(crate) const PHOTO: &str = "photo";
/// The field of a user that says which photo he has.
const FIELD: &str = "photo";

/// What becomes of a photo when the user is rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// This uploaded file, which must be a picture, becomes the photo.
    Take(Id),
    /// There is none any more.
    Remove,
}

/// A photo that is set.
pub(crate) struct New {
    /// What it was called where it came from.
    pub(crate) file_name: String,
    /// What the bytes are.
    pub(crate) mime: String,
    pub(crate) bytes: Vec<u8>,
}

/// The uploaded file as a photo, for who uploaded it and for admins.
pub(crate) fn of_file(
    snapshot: &dyn Snapshot,
    principal: &Principal,
    account_id: Id,
    file_id: Id,
) -> Result<New> {
    let file = files::find(snapshot, principal, account_id, file_id)?;
    let bytes = files::bytes(snapshot, &file)?;
    let mime = picture::check(&bytes)
        .map_err(|broken| Error::invalid("/file_id", broken.rule, broken.sentence))?;
    write::check(&bytes)?;
    Ok(New {
        file_name: file.text("name").to_owned(),
        mime: mime.to_owned(),
        bytes,
    })
}

/// Adds the new photo, or the removal of the known one, to the batch and to the record; putting the record is the
/// caller's matter.
pub(crate) fn put(batch: &mut Batch, record: &mut Record, new: Option<New>) {
    let (mime, bytes) = match new {
        Some(new) => {
            let key = Id::from_bytes(rand::random());
            let mut fields = Fields::new();
            fields.insert("file_name".into(), new.file_name.into());
            fields.insert("file_size".into(), new.bytes.len().into());
            fields.insert("file_mime".into(), new.mime.as_str().into());
            fields.insert("file_sha256".into(), files::digest(&new.bytes).into());
            let address = files::address_of(record.id, &key.to_string());
            fields.insert("file_url".into(), address.into());
            record.fields.insert(FIELD.into(), fields.into());
            (new.mime, Some(new.bytes))
        }
        None => {
            record.fields.shift_remove(FIELD);
            (String::new(), None)
        }
    };
    batch.blobs.push(BlobPut {
        kind: Kind::User,
        id: record.id,
        name: PHOTO.to_owned(),
        mime,
        bytes,
    });
}

/// The address of the photo, if there is one and it is known.
pub(crate) fn address(user: &Record) -> &str {
    let photo = user.fields.get(FIELD);
    let address = photo.and_then(|photo| photo.get("file_url")?.as_str());
    address.unwrap_or_default()
}

/// What it was called where it came from.
pub(crate) fn file_name(user: &Record) -> &str {
    let photo = user.fields.get(FIELD);
    let name = photo.and_then(|photo| photo.get("file_name")?.as_str());
    name.unwrap_or(PHOTO)
}

/// Writes or removes the photo, and the record with it: whoever keeps a copy of the user sees that he changed.
fn change(
    engine: &Engine,
    principal: &Principal,
    verb: &str,
    (current, new): (Record, Option<New>),
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
    let mut record = current;
    put(&mut batch, &mut record, new);
    record.modified_ms = engine.now_ms();
    batch.puts.push(listing::put(record.clone()));
    record.rev = engine.commit(batch)?;
    Ok(record)
}
