//! What the owner chooses for his lock: the password that opens it, and whether the console begins locked.

use super::{Who, keep, no_password, unlock};
use crate::{Engine, Error, Principal, Result, password};

/// The choices. What is absent stays.
#[derive(Clone, Default)]
pub struct Input {
    /// The password so far: needed where there is one, for every change.
    pub current: Option<String>,
    /// The new password; an empty one takes the lock away.
    pub password: Option<String>,
    /// Whether the console begins locked.
    pub at_start: Option<bool>,
}

/// Keeps the choices. People who sign in unlock with their own password and have nothing to choose.
pub fn run(engine: &Engine, who: &Who, input: &Input) -> Result<()> {
    match who.principal {
        Principal::Owner => {}
        Principal::Anonymous => return Err(Error::Unauthenticated),
        _ => {
            return Err(Error::Forbidden(
                "you unlock the screen with your own password",
            ));
        }
    }
    let known = engine.owners_lock.now().hash;
    if !known.is_empty() {
        unlock::prove(engine, input.current.as_deref().unwrap_or_default())?;
    }
    let hash = match input.password.as_deref() {
        None => known,
        Some("") => String::new(),
        Some(new) => {
            password::check(new, "")?;
            password::hash(&[], new)?
        }
    };
    let at_start = input.at_start;
    if hash.is_empty() && at_start == Some(true) {
        return Err(no_password());
    }
    keep(engine, |owners| {
        owners.at_start = !hash.is_empty() && at_start.unwrap_or(owners.at_start);
        owners.hash.clone_from(&hash);
    })
}
