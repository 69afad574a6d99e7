//! Giving up an upload.

use super::{Ticket, with};
use crate::{Engine, Principal, Result};

/// Forgets it.
pub fn run(engine: &Engine, principal: &Principal, ticket: &Ticket) -> Result<()> {
    with(engine, principal, ticket, |uploads| {
        uploads.remove(&ticket.id);
        Ok(())
    })
}
