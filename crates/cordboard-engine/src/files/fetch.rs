//! Fetching a file, or the photo of a user, by its secret address, which is all that is asked for.

use super::{BYTES, address_of};
use crate::users::photo;
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;

/// A file as it is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it was called where it came from.
    pub name: String,
    /// What it is, e.g. `audio/wav`.
    pub mime: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The file at this address: 64 hexadecimal digits.
pub fn run(engine: &Engine, address: &str) -> Result<File> {
    let unknown = || Error::NotFound("file");
    let (id, key) = address.split_at_checked(32).ok_or_else(unknown)?;
    let id: Id = id.parse().map_err(|_| unknown())?;
    let snapshot = engine.read()?;
    let found = match snapshot.get(Kind::File, id)? {
        Some(file) => uploaded(&*snapshot, &file, key)?,
        None => photo_of(&*snapshot, id, key)?,
    };
    found.ok_or_else(unknown)
}

fn uploaded(snapshot: &dyn Snapshot, file: &Record, key: &str) -> Result<Option<File>> {
    if !is_same(file.text("key"), key) {
        return Ok(None);
    }
    let blob = snapshot.blob(Kind::File, file.id, BYTES)?;
    Ok(blob.map(|blob| File {
        name: file.text("name").to_owned(),
        mime: blob.mime,
        bytes: blob.bytes,
    }))
}

fn photo_of(snapshot: &dyn Snapshot, id: Id, key: &str) -> Result<Option<File>> {
    let user = snapshot.get(Kind::User, id)?.filter(Record::is_live);
    let Some(user) = user.filter(|user| is_same(photo::address(user), &address_of(id, key))) else {
        return Ok(None);
    };
    let blob = snapshot.blob(Kind::User, id, photo::PHOTO)?;
    Ok(blob.map(|blob| File {
        name: photo::file_name(&user).to_owned(),
        mime: blob.mime,
        bytes: blob.bytes,
    }))
}

/// Compares in a time that does not tell where the texts differ.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let differ = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differ == 0
}
