//! Opening a room on the screen of whoever watches or runs it: its record, what goes on in it, and what he may do.

use super::{find_by_id, look, read, rooms, standing};
use crate::{Engine, Principal, Result, lists};
use cordboard_model::{Id, Record};
use serde_json::Value;
use std::collections::BTreeMap;

/// A room with what the caller may do there.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The record, as far as the caller reads it.
    pub record: Record,
    /// What goes on in the room.
    pub room: look::Output,
    /// What those are called whom the record names by id.
    pub names: BTreeMap<String, String>,
    /// Whether the caller runs the room: opens, locks, mutes, invites.
    pub may_run: bool,
    /// Whether he changes and deletes it.
    pub may_configure: bool,
    /// Whether something is there that carries calls.
    pub has_plane: bool,
}

/// Looks at the room. Everybody of its account may.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Output> {
    let place = find_by_id(engine, principal, id)?;
    let record = read::run(engine, principal, place)?;
    let room = look::run(engine, principal, place)?;
    let by = rooms::with(engine, place, |_, room| {
        Ok(standing::of(principal, room.meeting()))
    })?;
    let known = lists::names(engine, place.account_id)?;
    let invited = record.fields.get("internal_invitees");
    let invited = invited.and_then(Value::as_array).into_iter().flatten();
    let named = invited
        .filter_map(Value::as_str)
        .chain([record.text("owner_id")]);
    let names = named
        .filter_map(|id| Some((id.to_owned(), known.get(id)?.clone())))
        .collect();
    Ok(Output {
        room,
        names,
        may_run: by.may_run(),
        may_configure: by.may_configure(),
        has_plane: engine.plane().is_some(),
        record,
    })
}
