//! Those in a room.

use super::conduct::command;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::list as listed;
use cordboard_engine::meetings::{invite as inviting, look};
use cordboard_model::meeting::{Command, Participant};
use cordboard_model::{Fields, Id};
use serde_json::{Value, json};

fn look(call: &Call<'_>) -> Result<look::Output, Failure> {
    let place = call.place("id", "meeting")?;
    Ok(look::run(call.engine, &call.principal, place)?)
}

fn leg(call: &Call<'_>) -> Result<Id, Failure> {
    call.id("participant_id", "participant")
}

fn shown(participant: &Participant, chairman: Option<Id>) -> Fields {
    let leg = participant.leg();
    let document = json!({
        "id": leg,
        "display_name": participant.display_name(),
        "muted": participant.muted(),
        "chairman": chairman == Some(leg),
        "position": participant.position(),
    });
    match document {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = look(call)?;
    let rows = found.participants.iter();
    Ok(listed::plain(
        rows.map(|participant| shown(participant, found.chairman)),
    ))
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let leg = leg(call)?;
    let found = look(call)?;
    let participant = found
        .participants
        .iter()
        .find(|participant| participant.leg() == leg)
        .ok_or_else(|| Failure::not_found("participant"))?;
    Ok(Answer::ok(Value::Object(shown(
        participant,
        found.chairman,
    ))))
}

pub(super) fn layout(call: &Call<'_>) -> Result<Answer, Failure> {
    let items = call.body().get("items").and_then(Value::as_array);
    let legs: Option<Vec<Id>> = items
        .into_iter()
        .flatten()
        .map(|id| id.as_str()?.parse().ok())
        .collect();
    let unknown = || Failure::field("items", "not_found", "name those in the room by their ids");
    command(call, Command::Arrange(legs.ok_or_else(unknown)?))
}

pub(super) fn invite(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = inviting::Input {
        place: call.place("id", "meeting")?,
        number: call.text("number").to_owned(),
    };
    inviting::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}

pub(super) fn mute(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::MuteParticipant(leg(call)?))
}

pub(super) fn unmute(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::UnmuteParticipant(leg(call)?))
}

pub(super) fn chairman(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::GiveChair(leg(call)?))
}

pub(super) fn position(call: &Call<'_>) -> Result<Answer, Failure> {
    let position = call.body().get("position").and_then(Value::as_i64);
    let position = position.and_then(|position| i8::try_from(position).ok());
    let leg = leg(call)?;
    command(
        call,
        Command::Place {
            leg,
            position: position.unwrap_or(-1),
        },
    )
}

pub(super) fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Kick(leg(call)?))?;
    Ok(Answer::gone())
}
