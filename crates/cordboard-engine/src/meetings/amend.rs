//! Changing the settings of a room place by place, merged with what others wrote meanwhile; an open room follows at
//! once.

use super::update::FIXED;
use super::{create, find, find_by_id, rooms, standing};
use crate::belongings;
use crate::plane::turn;
use crate::{Engine, Error, Principal, Result, edit};
use cordboard_model::meeting::{Refusal, Settings};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Role};

/// What to change in which meeting.
#[derive(Debug, Clone)]
pub struct Input {
    /// The meeting.
    pub id: Id,
    /// The changes; all or none. Owner, number and mode stay.
    pub changes: Vec<Edit>,
}

/// Changes it. The owner and administrators may. The room cannot get fewer seats than are taken.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<()> {
    let place = find_by_id(engine, principal, input.id)?;
    let names_fixed = |edit: &Edit| FIXED.iter().any(|key| edit.path == format!("/{key}"));
    if let Some(edit) = input.changes.iter().find(|edit| names_fixed(edit)) {
        let detail = "this is set when the room is made and stays";
        return Err(Error::invalid(&edit.path, "path", detail));
    }
    engine.retry(|| {
        let _steady = engine.steady();
        let current = find(engine, principal, place)?;
        let settings = Settings::of_fields(&current.fields);
        if !standing::of_settings(principal, &settings).may_configure() {
            return Err(Refusal::NotAllowed.into());
        }
        // His own room is as much his as an administrator's.
        let edited = edit::apply(&current, &input.changes, Role::Admin, engine.now_ms())?;
        create::check_invitees(engine, &edited.record, Some(&current))?;
        rooms::would_follow(engine, place, &edited.record)?;
        let verb = "meeting.update";
        belongings::replace(engine, principal, verb, (current, edited), Vec::new())
    })?;
    rooms::with(engine, place, |_, _| Ok(()))?;
    turn::hear(engine);
    Ok(())
}
