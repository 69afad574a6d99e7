//! Uploaded files: bytes with a name, and a secret address by which whoever knows it fetches them.
//!
//! A file that nobody uses is forgotten after a day. A file that is used belongs to what uses it; a second use gets a
//! copy, so that either can go alone.

pub mod fetch;
pub mod picture;
pub mod sound;

use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, BlobPut, Cursor, Snapshot};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// How long a file is kept that nobody uses, in milliseconds.
pub(crate) const UNUSED_MS: i64 = 24 * 60 * 60 * 1000;
/// How many forgotten files are removed beside one write.
const SWEPT_MAX: usize = 16;
/// The name of the blob.
pub(crate) const BYTES: &str = "bytes";
/// When the file is forgotten; absent once it is used.
pub(crate) const EXPIRES: &str = "expires_ms";

/// A new file.
pub(crate) struct New<'a> {
    pub(crate) account_id: Id,
    /// Who may use it, beside admins.
    pub(crate) owner_id: Option<Id>,
    pub(crate) name: &'a str,
    pub(crate) bytes: Vec<u8>,
}

/// Adds a file to the batch that nobody uses yet.
pub(crate) fn add(engine: &Engine, batch: &mut Batch, new: New<'_>) -> Record {
    let now_ms = engine.now_ms();
    let mut fields = Fields::new();
    fields.insert("name".into(), new.name.into());
    fields.insert("size".into(), new.bytes.len().into());
    fields.insert("mime".into(), mime(new.name, &new.bytes).into());
    fields.insert("sha256".into(), digest(&new.bytes).into());
    let key = Id::from_bytes(rand::random());
    fields.insert("key".into(), key.to_string().into());
    if let Some(owner_id) = new.owner_id {
        fields.insert("owner_id".into(), owner_id.to_string().into());
    }
    fields.insert(EXPIRES.into(), (now_ms + UNUSED_MS).into());
    let account_id = Some(new.account_id);
    let file = Record::new(Kind::File, engine.new_id(), account_id, fields, now_ms);
    batch.blobs.push(BlobPut {
        kind: Kind::File,
        id: file.id,
        name: BYTES.to_owned(),
        mime: file.text("mime").to_owned(),
        bytes: Some(new.bytes),
    });
    batch.puts.push(listing::put(file.clone()));
    file
}

/// Adds a file to the batch that is used from the beginning.
pub(crate) fn add_used(engine: &Engine, batch: &mut Batch, new: New<'_>) -> Record {
    let mut file = add(engine, batch, new);
    batch.puts.pop();
    file.fields.shift_remove(EXPIRES);
    batch.puts.push(listing::put(file.clone()));
    file
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the bytes are: by what they begin with, else by the name. Nothing that a browser would run.
pub(crate) fn mime(name: &str, bytes: &[u8]) -> &'static str {
    if let Some(known) = sound::mime(bytes).or_else(|| picture::mime(bytes)) {
        return known;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("mp4") => "video/mp4",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The file, for somebody who may use it: an admin, or who uploaded it.
pub(crate) fn find(
    snapshot: &dyn Snapshot,
    principal: &Principal,
    account_id: Id,
    id: Id,
) -> Result<Record> {
    let own = principal.actor().map(|id| id.to_string());
    snapshot
        .get(Kind::File, id)?
        .filter(|file| file.account_id == Some(account_id))
        .filter(|file| principal.is_admin() || own.as_deref() == Some(file.text("owner_id")))
        .ok_or_else(|| {
            let detail = "There is no such file: upload it first.";
            Error::invalid("/file_id", "not_found", detail)
        })
}

/// The file's bytes.
pub(crate) fn bytes(snapshot: &dyn Snapshot, file: &Record) -> Result<Vec<u8>> {
    let blob = snapshot.blob(Kind::File, file.id, BYTES)?;
    Ok(blob.ok_or(Error::NotFound("file"))?.bytes)
}

/// Adds to the batch that the file is used from now on. Of one that is used already a copy is made.
pub(crate) fn keep(engine: &Engine, batch: &mut Batch, file: Record, bytes: Vec<u8>) -> Record {
    let mut kept = if file.fields.contains_key(EXPIRES) {
        let (kind, id, rev) = (Kind::File, file.id, file.rev);
        batch.asserts.push(Assert::Rev { kind, id, rev });
        file
    } else {
        let new = New {
            account_id: file.account_id.unwrap_or_default(),
            owner_id: file.text("owner_id").parse().ok(),
            name: file.text("name"),
            bytes,
        };
        return add_used(engine, batch, new);
    };
    kept.fields.shift_remove(EXPIRES);
    batch.puts.push(listing::put(kept.clone()));
    kept
}

/// Where the file is fetched, below the server's address. Nobody guesses it.
pub(crate) fn address(file: &Record) -> String {
    address_of(file.id, file.text("key"))
}

/// The same for a record of this id with this secret key.
pub(crate) fn address_of(id: Id, key: &str) -> String {
    format!("/api/blobs/{id}{key}")
}

/// The place of a file in its account's list: those that will be forgotten first, by time.
pub(crate) fn sort_key(file: &Record) -> String {
    match file.fields.get(EXPIRES).and_then(Value::as_i64) {
        Some(at_ms) => format!("expires {at_ms:020}"),
        None => "used".to_owned(),
    }
}

/// Adds to the batch the removal of files of the account that nobody used in time.
pub(crate) fn sweep(engine: &Engine, batch: &mut Batch, account_id: Id) -> Result<()> {
    let snapshot = engine.read()?;
    let end = format!("expires {:020}", engine.now_ms());
    let after: Option<&Cursor> = None;
    let old = snapshot.heads(Kind::File, Some(account_id), after, SWEPT_MAX)?;
    let old = old.into_iter().filter(|head| head.sort_key < end);
    batch.erases.extend(old.map(|head| (Kind::File, head.id)));
    Ok(())
}
