//! Bringing a meeting back from the recycle bin: the room is there again, closed and empty.

use super::{rooms, standing};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::meeting::{Refusal, Settings};
use cordboard_model::{Id, Kind};

/// Restores the meeting. Its owner and administrators may. Refused when its number was given away meanwhile.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    scope(&engine.tree(), principal)?;
    let record = engine.retry(|| {
        let _steady = engine.steady();
        let current = engine.read()?.get(Kind::Meeting, id)?;
        let current = current.ok_or(Error::NotFound("meeting"))?;
        let account_id = current.account_id.ok_or(Error::NotFound("meeting"))?;
        let account = Object::Account(account_id);
        authorise(&engine.tree(), principal, Verb::ReadMeetings, account)?;
        let settings = Settings::of_fields(&current.fields);
        if !standing::of_settings(principal, &settings).may_configure() {
            return Err(Refusal::NotAllowed.into());
        }
        if current.is_live() {
            return Ok(current);
        }
        let verb = "meeting.restore";
        belongings::revive(engine, principal, verb, current, Vec::new())
    })?;
    rooms::remember(engine, &record);
    Ok(())
}
