//! Looking into a room: what goes on in it.

use super::{find, rooms};
use crate::belongings::Place;
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_model::meeting::{Flags, Participant, Status};

/// What goes on in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Whether it is open, and whether somebody is in it.
    pub status: Status,
    /// Whether it is locked, muted and recorded.
    pub flags: Flags,
    /// Those in the room, in the order in which they joined.
    pub participants: Vec<Participant>,
    /// Who of them has the chair.
    pub chairman: Option<Id>,
}

/// Looks into the room. Everybody of the account may.
pub fn run(engine: &Engine, principal: &Principal, place: Place) -> Result<Output> {
    let record = find(engine, principal, place)?;
    rooms::with_read(engine, place, &record, |_, room| Ok(seen(room)))
}

/// What goes on in a room whose record the caller has read: as it is in memory.
pub(crate) fn into(engine: &Engine, id: Id) -> Output {
    rooms::peek(engine, id, seen).unwrap_or_else(|| Output {
        status: Status::Offline,
        flags: Flags::default(),
        participants: Vec::new(),
        chairman: None,
    })
}

/// What goes on in the room now.
pub(super) fn seen(room: &rooms::Room) -> Output {
    let meeting = room.meeting();
    Output {
        status: meeting.status(),
        flags: meeting.flags(),
        participants: meeting.participants().cloned().collect(),
        chairman: meeting.chairman().map(Participant::leg),
    }
}
