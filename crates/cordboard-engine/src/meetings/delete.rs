//! Moving a meeting to the recycle bin: the room is stopped, and its number is free again.

use super::{find, rooms, standing};
use crate::belongings::{self, Place};
use crate::plane::turn;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;
use cordboard_model::meeting::{Refusal, Settings};

/// Deletes the meeting and returns it as it was last. The owner and administrators may.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let record = engine.retry(|| {
        let _steady = engine.steady();
        let current = find(engine, principal, place)?;
        let settings = Settings::of_fields(&current.fields);
        if !standing::of_settings(principal, &settings).may_configure() {
            return Err(Refusal::NotAllowed.into());
        }
        belongings::remove(engine, principal, "meeting.delete", current)
    })?;
    rooms::close(engine, place.id);
    turn::hear(engine);
    Ok(record)
}
