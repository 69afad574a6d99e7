//! The verbs on meetings. The room is a record; what goes on in it lives in memory ([`rooms`]) and is gone after a
//! restart, when every room is stopped.

pub mod conduct;
pub mod create;
pub mod delete;
pub mod invite;
pub mod list;
pub mod look;
pub mod read;
pub(crate) mod rooms;
pub mod update;

mod refusal;
mod standing;

use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// The meeting, for somebody who may read the account's meetings.
fn find(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let account = Object::Account(place.account_id);
    authorise(&engine.tree(), principal, Verb::ReadMeetings, account)?;
    belongings::find(&*engine.read()?, Kind::Meeting, place)
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
