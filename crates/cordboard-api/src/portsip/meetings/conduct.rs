//! Running a room.

use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::meetings::{conduct, look};
use cordboard_model::meeting::Command;
use serde_json::json;

pub(super) fn status(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = look::run(call.engine, &call.principal, call.place("id", "meeting")?)?;
    Ok(Answer::ok(json!({
        "status": found.status.name(),
        "locked": found.flags.locked,
        "muted": found.flags.muted,
        "recording": found.flags.recording,
    })))
}

/// Gives the room a command.
pub(super) fn command(call: &Call<'_>, command: Command) -> Result<Answer, Failure> {
    let place = call.place("id", "meeting")?;
    let input = conduct::Input { place, command };
    conduct::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}

pub(super) fn mute(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Mute)
}

pub(super) fn unmute(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Unmute)
}

pub(super) fn lock(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Lock)
}

pub(super) fn unlock(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Unlock)
}

pub(super) fn start(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Start)
}

pub(super) fn stop(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::Stop)
}

pub(super) fn record(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::StartRecording)
}

pub(super) fn stop_recording(call: &Call<'_>) -> Result<Answer, Failure> {
    command(call, Command::StopRecording)
}
