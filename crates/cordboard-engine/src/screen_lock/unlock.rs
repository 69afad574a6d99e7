//! Unlocking the screen with the password of whoever sits there.

use super::{Who, keep, mark, person, session};
use crate::{Engine, Error, Principal, Result, password};
use cordboard_model::Kind;

/// Unlocks the caller's screen. Too many wrong passwords have to wait, as at the sign-in, and count together with it.
pub fn run(engine: &Engine, who: &Who, typed: &str) -> Result<()> {
    if who.principal == Principal::Owner {
        prove(engine, typed)?;
        return keep(engine, |owners| owners.locked = false);
    }
    let held = session(engine, who)?;
    let person = person(&held)?;
    let counted = person.to_string();
    engine.sign_ins.attempt(&counted, engine.now_ms())?;
    let user = engine.live(Kind::User, person)?;
    let credential = engine.live(Kind::Credential, person)?;
    if !password::verify(&engine.pepper, user.as_ref(), credential.as_ref(), typed)? {
        return Err(Error::WrongPassword);
    }
    engine.sign_ins.succeeded(&counted);
    mark(engine, held.id, false)
}

/// Passes when this is the password that the owner has chosen for the lock.
pub(super) fn prove(engine: &Engine, typed: &str) -> Result<()> {
    const COUNTED: &str = "the lock of the owner's screen";
    engine.sign_ins.attempt(COUNTED, engine.now_ms())?;
    let hash = engine.owners_lock.now().hash;
    if !password::matches(&[], Some(&hash), typed)? {
        return Err(Error::WrongPassword);
    }
    engine.sign_ins.succeeded(COUNTED);
    Ok(())
}
