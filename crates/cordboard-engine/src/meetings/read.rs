//! Reading a meeting: the document of the room.

use super::{find, standing};
use crate::belongings::Place;
use crate::{Engine, Principal, Result};
use cordboard_model::Record;
use cordboard_model::meeting::Settings;

/// Reads the meeting. Everybody of the account does; the PINs are for those who run the room, and the one for joining
/// for those who were invited, too.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Record> {
    let record = find(engine, principal, place)?;
    Ok(view(principal, record))
}

/// What the caller reads of a meeting that he may read.
pub(crate) fn view(principal: &Principal, mut record: Record) -> Record {
    let settings = Settings::of_fields(&record.fields);
    if !standing::of_settings(principal, &settings).may_configure() {
        record.fields.shift_remove("admin_pin");
        if !standing::is_invited(principal.actor(), &record.fields) {
            record.fields.shift_remove("room_pin");
        }
    }
    record
}
