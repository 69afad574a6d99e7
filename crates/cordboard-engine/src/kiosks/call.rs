//! Doing something with a call at a kiosk: answer, hold, hand on, park, and the rest of an attendant's work.

use super::attending;
use super::calls::{self as at_line, line};
use crate::authorise::Verb;
use crate::plane::turn;
use crate::{Engine, Error, Principal, Result, calls, desks};
use cordboard_model::meeting::Refusal as BadNumber;
use cordboard_model::switchboard::{Command, Party};
use cordboard_model::{Id, dial_number};

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Answer it.
    Answer,
    /// Let the caller wait.
    Hold,
    /// Talk with him again.
    Resume,
    /// End it, or refuse it.
    HangUp,
    /// Hand it on for good.
    Blind(Target),
    /// Hand it on, and take it back when nobody answers.
    Safe(Target),
    /// Ask a colleague first.
    Ask(Target),
    /// Connect the caller with the colleague who was asked.
    Complete,
    /// Take the caller back.
    Cancel,
    /// Let him speak to the mailbox of an extension.
    Voicemail(Target),
    /// Park it.
    Park,
    /// Take a parked call.
    Retrieve,
}

/// To whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// An extension of the account, or a number outside.
    pub number: String,
    /// To his own phones, whatever his rules say.
    pub through: bool,
}

/// What to do with which call.
#[derive(Debug, Clone)]
pub enum Input {
    /// Something with a call that is there.
    With(Id, Wish),
    /// A new call to this number.
    Dial(String),
}

/// Does it, and says how it is then. Refused without a plane, without a line, and when the call is not so.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<at_line::Output> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    if engine.plane().is_none() {
        return Err(Error::NoPlane);
    }
    let desk = line(engine, kiosk)?;
    let party = |number: &str| {
        let to = party(engine, kiosk.account_id, number)?;
        if to.user_id == Some(desk.user_id) {
            let detail = "this is the desk's own number; choose another one".to_owned();
            return Err(Error::Refused {
                code: "own_desk",
                detail,
            });
        }
        Ok(to)
    };
    let leg = || engine.new_id();
    let (call, command) = match input {
        Input::Dial(number) => (
            engine.new_id(),
            Command::Dial {
                to: party(&number)?,
            },
        ),
        Input::With(call, wish) => {
            let command = match wish {
                Wish::Answer => Command::Answer,
                Wish::Hold => Command::Hold,
                Wish::Resume => Command::Resume,
                Wish::HangUp => Command::HangUp,
                Wish::Complete => Command::Complete,
                Wish::Cancel => Command::Cancel,
                Wish::Park => Command::Park,
                Wish::Retrieve => Command::Retrieve,
                Wish::Blind(to) => Command::Blind {
                    to: party(&to.number)?,
                    through: to.through,
                },
                Wish::Safe(to) => Command::Safe {
                    leg: leg(),
                    to: party(&to.number)?,
                    through: to.through,
                },
                Wish::Ask(to) => Command::Ask {
                    leg: leg(),
                    to: party(&to.number)?,
                    through: to.through,
                },
                Wish::Voicemail(to) => Command::Voicemail {
                    of: mailbox(party(&to.number)?)?,
                },
            };
            (call, command)
        }
    };
    desks::act(engine, &desk, call, command)?;
    turn::hear(engine);
    at_line::run(engine, principal)
}

/// Who has this number.
pub(super) fn party(engine: &Engine, account_id: Id, number: &str) -> Result<Party> {
    let number = dial_number::normal_form(number).map_err(BadNumber::BadNumber)?;
    let person = calls::by_number(engine, account_id, &number)?;
    Ok(Party {
        name: person.as_ref().map(|user| user.label()).unwrap_or_default(),
        user_id: person.map(|user| user.id),
        number,
    })
}

/// Only people of the office have mailboxes here.
fn mailbox(of: Party) -> Result<Party> {
    if of.user_id.is_some() {
        return Ok(of);
    }
    Err(Error::Refused {
        code: "no_mailbox",
        detail: "this number has no mailbox here; choose a colleague".to_owned(),
    })
}
