//! The verbs on meetings. The room is a record; what goes on in it lives in memory ([`rooms`]) and is gone after a
//! restart, when every room is stopped.

pub mod amend;
pub mod conduct;
pub mod create;
pub mod delete;
pub mod enter;
pub mod invite;
pub mod list;
pub mod look;
pub mod overview;
pub mod read;
pub mod restore;
pub(crate) mod rooms;
pub mod update;

mod refusal;
mod standing;

use crate::authorise::{Object, Verb, authorise, scope};
use crate::belongings::{self, Place};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;

/// The meeting, for somebody who may read the account's meetings.
fn find(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadMeetings, account)?;
    belongings::find(&*engine.read()?, Kind::Meeting, place)
}

/// Where the meeting with this id is, for somebody who may read it. Others get the same answer as for one that does
/// not exist.
pub fn find_by_id(engine: &Engine, principal: &Principal, id: Id) -> Result<Place> {
    scope(&engine.tree(), principal)?;
    find_at(&*engine.read()?, engine, principal, id).map(|(place, _)| place)
}

/// As [`find_by_id`], in this snapshot, with the record.
fn find_at(
    snapshot: &dyn Snapshot,
    engine: &Engine,
    principal: &Principal,
    id: Id,
) -> Result<(Place, Record)> {
    let record = snapshot.get(Kind::Meeting, id)?.filter(Record::is_live);
    let record = record.ok_or(Error::NotFound("meeting"))?;
    let account_id = record.account_id.ok_or(Error::NotFound("meeting"))?;
    let account = Object::Account(account_id);
    match authorise(&engine.tree(), principal, Verb::ReadMeetings, account) {
        Err(Error::NotFound(_)) => Err(Error::NotFound("meeting")),
        Err(error) => Err(error),
        Ok(_) => Ok((Place { account_id, id }, record)),
    }
}

/// Leaves in the change log who did what to a room; the room is as it is whether or not that can be written.
fn note(engine: &Engine, principal: &Principal, verb: &str, record: &Record) {
    let written = belongings::touched(record).and_then(|touched| {
        let detail = serde_json::json!({ "label": record.label() });
        let batch = engine.batch(principal.actor(), verb, vec![touched], detail);
        Ok(engine.commit(batch)?)
    });
    if let Err(error) = written {
        tracing::error!(%error, verb, "what was done to a meeting room could not be noted");
    }
}
