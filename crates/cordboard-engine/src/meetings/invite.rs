//! Inviting somebody into an open room: his phone is rung, and he joins when he answers.

use super::{find, note, rooms, standing};
use crate::belongings::Place;
use crate::plane::turn;
use crate::{Engine, Error, Principal, Result, calls};
use cordboard_model::dial_number;
use cordboard_model::meeting::{Caller, Command, Event, Refusal};

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct Input {
    /// The meeting.
    pub place: Place,
    /// His number: an extension of the account, or one outside.
    pub number: String,
}

/// Invites him. Refused without a telephone plane, while the room is stopped or locked, and when it is full.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let Input { place, number } = input;
    find(engine, principal, place)?;
    let number = dial_number::normal_form(&number).map_err(Refusal::BadNumber)?;
    let person = calls::by_number(engine, place.account_id, &number)?;
    let who = Caller {
        display_name: person
            .as_ref()
            .map_or_else(|| number.clone(), |person| person.label()),
        user_id: person.map(|person| person.id),
        number,
    };
    let record = rooms::with(engine, place, |record, room| {
        let by = standing::of(principal, room.meeting());
        if by.may_run() && room.meeting().is_open() && engine.plane().is_none() {
            return Err(Error::NoPlane);
        }
        let leg = engine.new_id();
        let command = Command::Invite { leg, who };
        rooms::step(engine, room, Event::Command { by, command })?;
        Ok(record)
    })?;
    turn::hear(engine);
    note(engine, principal, "meeting.invite", &record);
    Ok(())
}
