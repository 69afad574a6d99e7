//! Setting what a colleague says about himself, and the note beside it, for him.

use super::{attending, colleague};
use crate::authorise::Verb;
use crate::presence::set::{Presence, said};
use crate::{Engine, Principal, Result, belongings};
use cordboard_model::{Id, Role};

/// What to set for whom.
#[derive(Debug, Clone)]
pub struct Input {
    /// The colleague.
    pub user_id: Id,
    /// What he says; as before when absent.
    pub presence: Option<Presence>,
    /// The note beside it: as before when absent, none when empty.
    pub note: Option<String>,
}

/// Sets it. Kiosks with that duty may.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<()> {
    let kiosk = attending(engine, principal, Verb::AttendPresence)?;
    engine.retry(|| {
        let _steady = engine.steady();
        attending(engine, principal, Verb::AttendPresence)?;
        let current = colleague(engine, kiosk.account_id, input.user_id)?;
        let rewrite = said(input.presence, input.note.clone());
        let now_ms = engine.now_ms();
        let edited = crate::rewrite::apply(&current, &*rewrite, Role::User, &[], now_ms)?;
        let parts = (current, edited);
        belongings::replace(engine, principal, "kiosk.presence", parts, Vec::new())?;
        Ok(())
    })
}
