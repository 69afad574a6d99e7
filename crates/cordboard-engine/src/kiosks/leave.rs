//! Leaving the locked screen with the PIN.

use super::PIN;
use crate::{Engine, Error, Principal, Result, password};
use cordboard_model::Kind;

/// Looks whether this is the kiosk's PIN. Too many wrong ones have to wait.
pub fn run(engine: &Engine, principal: &Principal, pin: &str) -> Result<()> {
    let kiosk = principal.kiosk()?;
    let name = format!("pin of kiosk {}", kiosk.id);
    engine.sign_ins.attempt(&name, engine.now_ms())?;
    let record = engine
        .live(Kind::Kiosk, kiosk.id)?
        .ok_or(Error::Unauthenticated)?;
    if !password::matches(&[], Some(record.text(PIN)), pin)? {
        return Err(Error::invalid("/pin", "wrong", "this is not the PIN"));
    }
    engine.sign_ins.succeeded(&name);
    Ok(())
}
