//! A copy fetches bytes that a record names (S-57).

use super::{PIECE_MAX, named};
use crate::authorise::{Object, Verb, authorise};
use crate::sync::roots;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind};

/// Which bytes, through which record.
#[derive(Debug, Clone)]
pub struct Input {
    /// The record's kind.
    pub kind: Kind,
    /// The record that names them.
    pub id: Id,
    /// Their SHA-256, in hexadecimal digits.
    pub digest: String,
    /// The first byte that is wanted.
    pub from: usize,
}

/// Some of the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// What they are, e.g. `image/jpeg`.
    pub mime: String,
    /// How many there are in all.
    pub total: usize,
    /// Those from the wanted one on, at most [`PIECE_MAX`].
    pub bytes: Vec<u8>,
}

/// Reads a piece. Whoever may not see the record, and a record that names other bytes, are answered alike.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    roots(engine, principal)?;
    let unknown = || Error::NotFound("blob");
    let snapshot = engine.read()?;
    let record = snapshot.get(input.kind, input.id)?.ok_or_else(unknown)?;
    let account = Object::Account(record.account_id.ok_or_else(unknown)?);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account).map_err(|_| unknown())?;
    let found = named(&record).filter(|named| named.digest == input.digest);
    let found = found.ok_or_else(unknown)?;
    let (kind, id) = found.holder;
    let range = input.from..input.from.saturating_add(PIECE_MAX);
    let piece = snapshot.blob_piece(kind, id, found.blob, range)?;
    let piece = piece.ok_or_else(unknown)?;
    Ok(Output {
        mime: piece.mime,
        total: piece.total,
        bytes: piece.bytes,
    })
}
