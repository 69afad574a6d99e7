//! Changing the settings of a room to what its editor makes of them; an open room follows at once.

use super::read::view;
use super::{create, find, rooms, standing};
use crate::belongings::{self, Place};
use crate::plane::turn;
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result};
use cordboard_model::meeting::{Refusal, Settings};
use cordboard_model::{Fields, Record, Role};

/// What is set when the room is made and never changes.
pub(super) const FIXED: [&str; 3] = ["owner_id", "extension_number", "mode"];

/// What to make of which meeting.
pub struct Input {
    /// The meeting.
    pub place: Place,
    /// From its fields to those it is to have; asked again when others wrote meanwhile. Owner, number and mode stay,
    /// whatever it says.
    pub rewrite: Rewrite,
}

/// Rewrites the meeting. The owner and administrators may. The room cannot get fewer seats than are taken.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let rewrite = |current: &Fields| {
        let mut fields = (input.rewrite)(current)?;
        for key in FIXED {
            if let Some(value) = current.get(key) {
                fields.insert(key.to_owned(), value.clone());
            }
        }
        Ok(fields)
    };
    let record = engine.retry(|| {
        let _steady = engine.steady();
        let current = find(engine, principal, input.place)?;
        let settings = Settings::of_fields(&current.fields);
        if !standing::of_settings(principal, &settings).may_configure() {
            return Err(Refusal::NotAllowed.into());
        }
        // His own room is as much his as an administrator's.
        let edited = rewrite::apply(&current, &rewrite, Role::Admin, &[], engine.now_ms())?;
        create::check_invitees(engine, &edited.record, Some(&current))?;
        rooms::would_follow(engine, input.place, &edited.record)?;
        belongings::replace(
            engine,
            principal,
            "meeting.update",
            (current, edited),
            Vec::new(),
        )
    })?;
    rooms::with(engine, input.place, |_, _| Ok(()))?;
    turn::hear(engine);
    Ok(view(principal, record))
}
