//! A copy says hello (S-5 to S-7).

use super::{ledger, roots};
use crate::{Engine, Error, Principal, Result};
use cordboard_sync::upgrade::SCHEMA;
use cordboard_sync::{Hello, HelloAnswer, Welcome};

/// The oldest version of the schemas that is taken.
pub const SCHEMA_MIN: u32 = 1;

/// Who the server is, and what it knows of the copy.
pub fn run(engine: &Engine, principal: &Principal, hello: &Hello) -> Result<HelloAnswer> {
    match roots(engine, principal) {
        Err(Error::Forbidden(_)) => return Ok(HelloAnswer::Revoked),
        known => known?,
    };
    let incarnation = ledger::incarnation(engine)?;
    let row = ledger::client(&*engine.read()?, hello.client_id)?;
    if row
        .as_ref()
        .is_some_and(|row| row.user != principal.actor())
    {
        return Ok(HelloAnswer::Reset);
    }
    Ok(HelloAnswer::Welcome(Welcome {
        incarnation,
        schema: SCHEMA,
        schema_min: SCHEMA_MIN,
        last_client_seq: row.map_or(0, |row| row.last_client_seq),
        server_time_ms: engine.now_ms(),
    }))
}
