//! What becomes of a report of the telephone plane.
//!
//! Reports may come late, twice, or about legs that nobody knows any more; a leg that should not be there is dropped.

use super::{Caller, Effect, Meeting, PlaneEvent, Rejection, passing_time};
use crate::Id;

pub(super) fn hear(
    meeting: &mut Meeting,
    report: PlaneEvent,
    at_ms: i64,
    effects: &mut Vec<Effect>,
) {
    match report {
        PlaneEvent::Knocked { leg, who, pin } => {
            knock(meeting, leg, who, pin.as_deref(), effects);
        }
        PlaneEvent::LegAnswered(leg) => answered(meeting, leg, at_ms, effects),
        PlaneEvent::LegFailed(leg) | PlaneEvent::LegEnded(leg) => {
            gone(meeting, leg, at_ms, effects);
        }
        PlaneEvent::LegMuted(leg) => muted(meeting, leg, true),
        PlaneEvent::LegUnmuted(leg) => muted(meeting, leg, false),
        PlaneEvent::AdminPinTyped { leg, pin } => admin_pin(meeting, leg, &pin, effects),
        PlaneEvent::RecordingStarted => match &mut meeting.floor {
            Some(floor) => floor.recording_started(),
            // The room was closed before it began.
            None => effects.push(Effect::StopRecording),
        },
        PlaneEvent::RecordingStopped => {
            if let Some(floor) = &mut meeting.floor {
                floor.recording_stopped();
            }
        }
        PlaneEvent::RecordingFailed => {
            if let Some(floor) = &mut meeting.floor {
                floor.recording_failed();
            }
        }
        PlaneEvent::RoomLost => lost(meeting, at_ms, effects),
    }
}

fn knock(
    meeting: &mut Meeting,
    leg: Id,
    who: Caller,
    pin: Option<&str>,
    effects: &mut Vec<Effect>,
) {
    let settings = &meeting.settings;
    let free = meeting.free_seats() > 0;
    let Some(floor) = &mut meeting.floor else {
        let reason = Rejection::Stopped;
        effects.push(Effect::Reject { leg, reason });
        return;
    };
    if floor.has_leg(leg) {
        return;
    }
    let typed = |wanted: &Option<super::Pin>| {
        wanted
            .as_ref()
            .is_some_and(|wanted| pin == Some(wanted.digits()))
    };
    let takes_chair = typed(&settings.admin_pin);
    let owner = who.user_id == Some(settings.owner);
    let may_enter =
        owner || takes_chair || settings.room_pin.is_none() || typed(&settings.room_pin);
    let reason = match () {
        () if !may_enter && pin.is_none() => Rejection::PinNeeded,
        () if !may_enter => Rejection::PinWrong,
        () if floor.locked => Rejection::Locked,
        () if !free => Rejection::Full,
        () => {
            floor.expect(leg, who, takes_chair);
            effects.push(Effect::Admit(leg));
            return;
        }
    };
    effects.push(Effect::Reject { leg, reason });
}

fn answered(meeting: &mut Meeting, leg: Id, at_ms: i64, effects: &mut Vec<Effect>) {
    let settings = &meeting.settings;
    let known = meeting.floor.as_mut().is_some_and(|floor| {
        let joined = floor.join(leg, settings, at_ms, effects);
        joined || floor.has_leg(leg)
    });
    if !known {
        effects.push(Effect::Drop(leg));
    }
}

fn gone(meeting: &mut Meeting, leg: Id, at_ms: i64, effects: &mut Vec<Effect>) {
    let settings = &meeting.settings;
    let Some(floor) = &mut meeting.floor else {
        return;
    };
    let was_there = !floor.coming().any(|coming| coming == leg);
    // Somebody who never came does not close the room behind him.
    if floor.leave(leg, settings, at_ms, effects) && was_there {
        passing_time::close_behind_the_last(meeting, at_ms, effects);
    }
}

fn muted(meeting: &mut Meeting, leg: Id, muted: bool) {
    let floor = meeting.floor.as_mut();
    if let Some(participant) = floor.and_then(|floor| floor.participant_mut(leg)) {
        participant.is_muted_now(muted);
    }
}

fn admin_pin(meeting: &mut Meeting, leg: Id, pin: &str, effects: &mut Vec<Effect>) {
    let settings = &meeting.settings;
    let Some(floor) = &mut meeting.floor else {
        return;
    };
    if floor.participant_mut(leg).is_none() {
        return;
    }
    let right = settings
        .admin_pin
        .as_ref()
        .is_some_and(|wanted| wanted.digits() == pin);
    if right {
        floor.give_chair(leg, settings, effects);
    } else {
        effects.push(Effect::PinRefused(leg));
    }
}

fn lost(meeting: &mut Meeting, at_ms: i64, effects: &mut Vec<Effect>) {
    let Some(floor) = &mut meeting.floor else {
        return;
    };
    let had_somebody = !floor.is_empty();
    floor.lose_everybody(at_ms);
    if had_somebody && meeting.settings.close_on_nobody {
        meeting.floor = None;
        meeting.closed_at(at_ms);
        return;
    }
    effects.push(Effect::OpenRoom);
    if meeting.settings.enable_recording {
        floor.start_recording(effects);
    }
}
