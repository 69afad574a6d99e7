//! Whether the screen is locked, and what it needs to be.

use super::{Who, person, session};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// The lock of the caller's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Whether it is locked now.
    pub locked: bool,
    /// Whether there is a password to unlock it with; without one it cannot be locked.
    pub lockable: bool,
    /// What the person at the screen is called; none for the owner.
    pub person: Option<String>,
    /// Whether the owner's console begins locked.
    pub at_start: bool,
}

/// Looks at the caller's lock. It may be asked while it is locked.
pub fn run(engine: &Engine, who: &Who) -> Result<Output> {
    if who.principal == Principal::Owner {
        let owners = engine.owners_lock.now();
        return Ok(Output {
            locked: owners.locked,
            lockable: !owners.hash.is_empty(),
            person: None,
            at_start: owners.at_start,
        });
    }
    let held = session(engine, who)?;
    let person = person(&held)?;
    let user = engine.live(Kind::User, person)?;
    Ok(Output {
        locked: held.locked,
        lockable: engine.live(Kind::Credential, person)?.is_some(),
        person: user.as_ref().map(Record::label),
        at_start: false,
    })
}
