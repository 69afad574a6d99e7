//! Opening a room on the screen of whoever watches or runs it: its record, what goes on in it, and what he may do.

use super::{find_at, look, read, rooms, standing};
use crate::authorise::scope;
use crate::belongings::Place;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
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
    // Before anything is looked up, so that a stranger learns nothing.
    scope(&engine.tree(), principal)?;
    let snapshot = engine.read()?;
    let (place, kept) = find_at(&*snapshot, engine, principal, id)?;
    let names = names(&*snapshot, place, &kept)?;
    drop(snapshot);
    let (room, by) = rooms::with_read(engine, place, &kept, |_, room| {
        Ok((look::seen(room), standing::of(principal, room.meeting())))
    })?;
    Ok(Output {
        room,
        names,
        may_run: by.may_run(),
        may_configure: by.may_configure(),
        has_plane: engine.plane().is_some(),
        record: read::view(principal, kept),
    })
}

/// What the owner and those invited are called. Everybody of an account knows the names of its people.
fn names(
    snapshot: &dyn Snapshot,
    place: Place,
    meeting: &Record,
) -> Result<BTreeMap<String, String>> {
    let invited = meeting.fields.get("internal_invitees");
    let invited = invited.and_then(Value::as_array).into_iter().flatten();
    let named = invited.filter_map(Value::as_str);
    let named = named.chain([meeting.text("owner_id")]);
    let ids: Vec<Id> = named.filter_map(|id| id.parse().ok()).collect();
    let people = snapshot.get_many(&[Kind::User], &ids)?;
    let here = people
        .into_iter()
        .filter(|user| user.is_live() && user.account_id == Some(place.account_id));
    Ok(here
        .map(|user| (user.id.to_string(), user.label()))
        .collect())
}
