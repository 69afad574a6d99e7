//! What becomes of a command.

use super::floor::{Floor, Participant};
use super::{Caller, Command, Effect, Meeting, Refusal, Settings, Standing};
use crate::Id;
use crate::dial_number;

pub(super) fn obey(
    meeting: &mut Meeting,
    by: Standing,
    command: Command,
    at_ms: i64,
    effects: &mut Vec<Effect>,
) -> Result<(), Refusal> {
    let allowed = match command {
        Command::Configure(_) => by.may_configure(),
        _ => by.may_run(),
    };
    if !allowed {
        return Err(Refusal::NotAllowed);
    }
    match command {
        Command::Start => {
            if meeting.floor.is_none() {
                meeting.open(false, at_ms, effects);
            }
            return Ok(());
        }
        Command::Stop => {
            meeting.close(at_ms, effects);
            return Ok(());
        }
        Command::Configure(settings) => return configure(meeting, settings, effects),
        // What a stopped room is not anyway.
        Command::Unlock | Command::Unmute | Command::StopRecording if meeting.floor.is_none() => {
            return Ok(());
        }
        _ => {}
    }
    let floor = meeting.floor.as_mut().ok_or(Refusal::Stopped)?;
    run(floor, &meeting.settings, command, effects)
}

/// Commands to an open room.
fn run(
    floor: &mut Floor,
    settings: &Settings,
    command: Command,
    effects: &mut Vec<Effect>,
) -> Result<(), Refusal> {
    match command {
        Command::Lock => floor.locked = true,
        Command::Unlock => floor.locked = false,
        Command::Mute => mute_all(floor, true, effects),
        Command::Unmute => mute_all(floor, false, effects),
        Command::StartRecording => floor.start_recording(effects),
        Command::StopRecording => floor.stop_recording(effects),
        Command::Invite { leg, who } => invite(floor, settings, leg, who, effects)?,
        Command::MuteParticipant(leg) => present(floor, leg)?.want_muted(true, effects),
        Command::UnmuteParticipant(leg) => present(floor, leg)?.want_muted(false, effects),
        Command::Kick(leg) => {
            present(floor, leg)?;
            floor.send_away(leg, settings, effects);
        }
        Command::GiveChair(leg) => {
            present(floor, leg)?;
            floor.give_chair(leg, settings, effects);
        }
        Command::Place { leg, position } => {
            present(floor, leg)?;
            let cells = settings.cells();
            let cell = match u8::try_from(position) {
                Ok(cell) if cell < cells => Some(cell),
                Err(_) if position == -1 => None,
                _ => return Err(Refusal::NoSuchCell { last: cells - 1 }),
            };
            floor.place(leg, cell);
            floor.show(settings, effects);
        }
        Command::Arrange(order) => {
            for (index, leg) in order.iter().enumerate() {
                present(floor, *leg)?;
                if order.iter().skip(index + 1).any(|other| other == leg) {
                    return Err(Refusal::NamedTwice);
                }
            }
            floor.arrange(&order, settings);
            floor.show(settings, effects);
        }
        // Obeyed before, in an open room as in a stopped one.
        Command::Start | Command::Stop | Command::Configure(_) => {}
    }
    Ok(())
}

fn present(floor: &mut Floor, leg: Id) -> Result<&mut Participant, Refusal> {
    floor
        .participant_mut(leg)
        .ok_or(Refusal::UnknownParticipant)
}

fn mute_all(floor: &mut Floor, muted: bool, effects: &mut Vec<Effect>) {
    floor.muted = muted;
    for participant in floor.present_mut() {
        participant.want_muted(muted, effects);
    }
}

fn invite(
    floor: &mut Floor,
    settings: &Settings,
    leg: Id,
    who: Caller,
    effects: &mut Vec<Effect>,
) -> Result<(), Refusal> {
    let number = dial_number::normal_form(&who.number).map_err(Refusal::BadNumber)?;
    if floor.locked {
        return Err(Refusal::Locked);
    }
    if floor.seats_taken() >= usize::from(settings.capacity) {
        let capacity = settings.capacity;
        return Err(Refusal::Full { capacity });
    }
    if floor.has_leg(leg) {
        return Err(Refusal::LegTaken);
    }
    let who = Caller {
        number: number.clone(),
        ..who
    };
    floor.expect(leg, who, false);
    effects.push(Effect::Originate { leg, number });
    Ok(())
}

fn configure(
    meeting: &mut Meeting,
    settings: Settings,
    effects: &mut Vec<Effect>,
) -> Result<(), Refusal> {
    settings.check().map_err(Refusal::BadSettings)?;
    let taken = meeting.floor.as_ref().map_or(0, Floor::seats_taken);
    if taken > usize::from(settings.capacity) {
        return Err(Refusal::SeatsTaken { taken });
    }
    if settings == meeting.settings {
        return Ok(());
    }
    meeting.settings = settings;
    if let Some(floor) = &mut meeting.floor {
        floor.follow(&meeting.settings, effects);
    }
    Ok(())
}
