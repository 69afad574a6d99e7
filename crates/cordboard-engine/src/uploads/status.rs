//! How far an upload came.

use super::{Ticket, with};
use crate::{Engine, Error, Principal, Result};

/// How many bytes there are.
pub fn run(engine: &Engine, principal: &Principal, ticket: &Ticket) -> Result<usize> {
    with(engine, principal, ticket, |uploads| {
        let upload = uploads.get(&ticket.id).ok_or(Error::NotFound("upload"))?;
        Ok(upload.bytes.len())
    })
}
