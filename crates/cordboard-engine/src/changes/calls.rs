//! The calls that a person got since a token.

use super::known;
use crate::authorise::Verb;
use crate::entries::{Person, may};
use crate::{Engine, Principal, Result};
use cordboard_model::Kind;
use cordboard_model::sync_token::SyncList;
use cordboard_store::Entry;

/// His new calls, and the next token.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    person: Person,
    token: &str,
) -> Result<(String, Vec<Entry>)> {
    may(engine, principal, Verb::ReadUser, person)?;
    let snapshot = engine.read()?;
    let token = known(engine, &*snapshot, (token, SyncList::Cdrs, person.user_id))?;
    let mut calls = snapshot.entries_since(Kind::Call, person.user_id, token.seq, usize::MAX)?;
    calls.retain(|call| token.from_ms.is_none_or(|from_ms| call.at_ms >= from_ms));
    Ok((token.advanced_to(snapshot.seq()?).encode(), calls))
}
