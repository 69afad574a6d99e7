//! Appending a piece to an upload.

use super::{ALL_MAX, FILE_MAX, Ticket, with};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::schema::Violation;

/// Appends the bytes, and says how many there are now.
pub fn run(engine: &Engine, principal: &Principal, ticket: &Ticket, piece: &[u8]) -> Result<usize> {
    with(engine, principal, ticket, |uploads| {
        let all: usize = uploads.values().map(|upload| upload.bytes.len()).sum();
        let upload = uploads
            .get_mut(&ticket.id)
            .ok_or(Error::NotFound("upload"))?;
        let size = upload.bytes.len() + piece.len();
        if size > FILE_MAX || all + piece.len() > ALL_MAX {
            let detail = format!("The file may have at most {FILE_MAX} bytes.");
            let violation = Violation::new("/file", "maxSize", detail).with_target(FILE_MAX);
            return Err(Error::Invalid(vec![violation]));
        }
        upload.bytes.extend_from_slice(piece);
        Ok(size)
    })
}
