//! Fetching a file by its secret address, which is all that is asked for.

use super::BYTES;
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind};

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
    let file = snapshot.get(Kind::File, id)?.ok_or_else(unknown)?;
    if !is_same(file.text("key"), key) {
        return Err(unknown());
    }
    let blob = snapshot.blob(Kind::File, id, BYTES)?.ok_or_else(unknown)?;
    Ok(File {
        name: file.text("name").to_owned(),
        mime: blob.mime,
        bytes: blob.bytes,
    })
}

/// Compares in a time that does not tell where the texts differ.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let differ = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differ == 0
}
