//! Setting what a user's phones register with.

use super::assign::{self, Assignment};
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Record;
use subtle::ConstantTimeEq;

/// The new secret.
#[derive(Clone)]
pub struct Input {
    /// The user.
    pub place: Place,
    /// The new secret.
    pub secret: String,
    /// The present one: needed by a user for himself, "" when he has none yet.
    pub current: Option<String>,
}

/// Sets the secret. Attempts of a user on his own are counted as those of his password are.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let is_own = principal.actor() == Some(input.place.id);
    let counted = format!("sip {}", input.place.id);
    let by_right = input.current.is_none() && principal.manages_users();
    if !by_right {
        engine.sign_ins.attempt(&counted, engine.now_ms())?;
    }
    let asked = Assignment {
        place: input.place,
        verb: "user.set_sip_secret",
        needs: Verb::SetPassword,
        ends_sessions: false,
    };
    let record = assign::run(engine, principal, &asked, |current| {
        let given = input.current.as_deref().unwrap_or_default();
        let known = current.text("sip_secret");
        if !by_right && !bool::from(given.as_bytes().ct_eq(known.as_bytes())) {
            let detail = "the present password is wrong";
            return Err(Error::invalid("/old_password", "current_password", detail));
        }
        let mut changed = current.clone();
        let secret = input.secret.as_str();
        changed.fields.insert("sip_secret".into(), secret.into());
        Ok(changed)
    })?;
    if is_own || !by_right {
        engine.sign_ins.succeeded(&counted);
    }
    Ok(record)
}
