//! Running a room: opening and closing, locking, muting, recording, and what is done with those in it.

use super::{find, note, rooms, standing};
use crate::belongings::Place;
use crate::plane::turn;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::meeting::{Command, Event};

/// What to do in which room.
#[derive(Debug, Clone)]
pub struct Input {
    /// The meeting.
    pub place: Place,
    /// What to do. Neither an invitation nor new settings: those are verbs of their own.
    pub command: Command,
}

/// Does it. The owner, who has the chair, and administrators may. Recording needs a telephone plane.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let Input { place, command } = input;
    let verb = name(&command)?;
    find(engine, principal, place)?;
    let record = rooms::with(engine, place, |record, room| {
        let by = standing::of(principal, room.meeting());
        let records = matches!(command, Command::StartRecording);
        if records && by.may_run() && room.meeting().is_open() && engine.plane().is_none() {
            return Err(Error::NoPlane);
        }
        rooms::step(engine, room, Event::Command { by, command })?;
        Ok(record)
    })?;
    turn::hear(engine);
    note(engine, principal, verb, &record);
    Ok(())
}

fn name(command: &Command) -> Result<&'static str> {
    Ok(match command {
        Command::Start => "meeting.start",
        Command::Stop => "meeting.stop",
        Command::Lock => "meeting.lock",
        Command::Unlock => "meeting.unlock",
        Command::Mute => "meeting.mute",
        Command::Unmute => "meeting.unmute",
        Command::StartRecording => "meeting.start_recording",
        Command::StopRecording => "meeting.stop_recording",
        Command::MuteParticipant(_) => "meeting.mute_participant",
        Command::UnmuteParticipant(_) => "meeting.unmute_participant",
        Command::Kick(_) => "meeting.kick",
        Command::GiveChair(_) => "meeting.give_chair",
        Command::Place { .. } | Command::Arrange(_) => "meeting.arrange",
        Command::Invite { .. } | Command::Configure(_) => {
            return Err(Error::invalid(
                "",
                "command",
                "this is no command to the room",
            ));
        }
    })
}
