//! Playing a call from outside to a kiosk's line, for training. Only a plane that simulates phones does so.

use super::attending;
use super::calls::{self as at_line, line};
use crate::authorise::Verb;
use crate::plane::{Party, turn};
use crate::{Engine, Error, Principal, Result};

/// Who seems to call.
#[derive(Debug, Clone)]
pub struct Input {
    /// The number.
    pub number: String,
    /// The name; may be empty.
    pub name: String,
}

/// Plays it, and says how it is then.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<at_line::Output> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let plane = engine.plane().ok_or(Error::NoPlane)?;
    let desk = line(engine, kiosk)?;
    if input.number.chars().count() > 64 || input.name.chars().count() > 128 {
        let detail = "use at most 64 characters for the number and 128 for the name";
        return Err(Error::invalid("", "maxLength", detail));
    }
    let from = Party {
        number: input.number.clone(),
        display_name: input.name.clone(),
        ..Party::default()
    };
    if !plane.play(engine.new_id(), &desk, &from) {
        let detail = "calls are only played where phones are simulated".to_owned();
        return Err(Error::Refused {
            code: "not_simulated",
            detail,
        });
    }
    turn::hear(engine);
    at_line::run(engine, principal)
}
