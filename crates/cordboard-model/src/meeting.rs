//! The life of a meeting room, from opening to closing, as a pure state machine.
//!
//! [`apply`] takes a meeting, something that happened, and when; it gives the meeting afterwards and what the telephone
//! plane has to do ([`Effect`]). It never assumes that an effect has happened: a person is a participant when the plane
//! says that his leg answered, is muted when the plane says so, and gone when the leg ended. Commands are refused
//! with a [`Refusal`]; reports of the plane and the passing of time never are, however late or odd they come.
//!
//! Who somebody is towards the room ([`Standing`]) is given with each command; [`Meeting::standing`] says it for a
//! user. The machine makes no ids, asks no clock and never calls the plane.
//!
//! Decided where the rules of the field are silent:
//!
//! * Owner, chairman and administrators run the room; the settings are changed by owner and administrators; everybody
//!   else only reads. Asking for what already is so is no error and has no effect.
//! * A room that is stopped has nobody in it and no flag set, so nothing can be locked, muted or recorded in it.
//! * An invited person and one whom the plane is letting in hold a seat already, so nobody answers only to be dropped.
//!   The capacity cannot be set below the seats that are taken. A lock keeps everybody out who is not yet on the way.
//! * The owner calls in without a PIN from his own extension; the administrator's PIN opens the room too, and
//!   gives the chair.
//! * Without control (`FREE`) the first to come has the chair, until the owner comes or it is given away, and
//!   whoever joined first after a chairman who left. With control (`MASTER`) only owner, PIN or hand-over give the chair,
//!   and everybody but the chairman joins muted.
//! * Muting the room mutes everybody, the chairman too, and those who join later; one may be unmuted by himself.
//! * Who joins takes the lowest free cell of the picture; without a free one he is not shown. Taking somebody's cell
//!   swaps the two. A layout command shows those it names, in order, and nobody else.
//! * A room with a schedule opens by itself at its start, once, and closes when it is empty after its end. With
//!   `close_on_nobody` it closes with the last one who leaves, or when nobody came for [`NOBODY_CAME_MS`].

mod commands;
mod document;
mod effect;
mod event;
mod floor;
mod passing_time;
mod plane;
mod settings;
mod state;

#[cfg(test)]
mod tests;

pub use effect::{Effect, Refusal, Rejection};
pub use event::{Caller, Command, Event, PlaneEvent, Standing};
pub use floor::{Flags, Participant};
pub use passing_time::{NOBODY_CAME_MS, SCHEDULE_WITHOUT_END_MS};
pub use settings::{Control, Layout, Mode, Pin, Settings};
pub use state::{Meeting, Status};

/// What the meeting is after the event, and what the telephone plane has to do. `at_ms` is when the event happened,
/// in milliseconds since the epoch.
///
/// # Errors
/// A [`Refusal`] of a command; the meeting stays as it was.
pub fn apply(
    meeting: &Meeting,
    event: Event,
    at_ms: i64,
) -> Result<(Meeting, Vec<Effect>), Refusal> {
    let mut after = meeting.clone();
    let mut effects = Vec::new();
    match event {
        Event::Command { by, command } => {
            commands::obey(&mut after, by, command, at_ms, &mut effects)?;
        }
        Event::Plane(report) => plane::hear(&mut after, report, at_ms, &mut effects),
        Event::Tick => passing_time::pass(&mut after, at_ms, &mut effects),
    }
    Ok((after, effects))
}
