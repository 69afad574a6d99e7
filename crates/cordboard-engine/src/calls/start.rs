//! Starting a call for somebody: his own phone rings first, and when he answers, the number is called.

use super::route;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::plane::{Call, Ending, Stop, turn};
use crate::users::{find_in, object};
use crate::{Engine, Error, Principal, Result, calls};
use cordboard_model::meeting::Refusal;
use cordboard_model::{Id, Kind, Record, dial_number};

/// The call.
#[derive(Debug, Clone)]
pub struct Input {
    /// For whom.
    pub place: Place,
    /// The number to call.
    pub number: String,
    /// How long his own phone, and a number outside, ring, in seconds; a person of the account rings as his rules say.
    pub timeout_s: u32,
}

/// Starts the call and returns its id. Refused without a telephone plane, and for somebody without an extension.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Id> {
    let Place { account_id, id } = input.place;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let user = find_in(&*engine.read()?, account_id, id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::QuickCall,
        object(id, account_id),
    )?;
    for_user(engine, &user, &input)
}

/// Starts a call for a user of whom [`crate::users::quick_call`] said that it may be done.
pub fn for_user(engine: &Engine, user: &Record, input: &Input) -> Result<Id> {
    let account_id = input.place.account_id;
    let plane = engine.plane().ok_or(Error::NoPlane)?;
    let number = dial_number::normal_form(&input.number).map_err(Refusal::BadNumber)?;
    let account = engine
        .live(Kind::Account, account_id)?
        .ok_or(Error::NotFound("account"))?;
    let from = calls::line(user, &account);
    if from.number.is_empty() {
        let detail = "The user has no extension that could ring.";
        return Err(Error::invalid("/extension_number", "required", detail));
    }
    let callee = calls::by_number(engine, account_id, &number)?;
    let (stops, ending) = match &callee {
        Some(callee) => route::of(engine, &account, callee, &from.number)?,
        None => {
            let outside = Stop {
                number: number.clone(),
                line: None,
                seconds: input.timeout_s,
            };
            (vec![outside], Ending::Nothing)
        }
    };
    let call = Call {
        id: engine.new_id(),
        from,
        display_name: user.label(),
        to: number,
        callee: callee.map(|callee| calls::line(&callee, &account)),
        timeout_s: input.timeout_s,
        stops,
        ending,
    };
    plane.call(&call);
    turn::hear(engine);
    Ok(call.id)
}
