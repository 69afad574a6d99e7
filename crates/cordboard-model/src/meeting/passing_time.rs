//! What happens in a meeting by itself.

use super::{Effect, Meeting};

/// A room with `close_on_nobody` closes when it was empty for so long: 30 minutes, in milliseconds.
pub const NOBODY_CAME_MS: i64 = 30 * 60 * 1000;

/// A room with a scheduled start and no end opens by itself only so long after the start: one hour, in
/// milliseconds. It then stays open.
pub const SCHEDULE_WITHOUT_END_MS: i64 = 60 * 60 * 1000;

pub(super) fn pass(meeting: &mut Meeting, at_ms: i64, effects: &mut Vec<Effect>) {
    let settings = &meeting.settings;
    let Some(floor) = &meeting.floor else {
        open_as_scheduled(meeting, at_ms, effects);
        return;
    };
    if !floor.is_empty() {
        return;
    }
    let over = settings.scheduled_end_ms.is_some_and(|end| end <= at_ms);
    let nobody_came = at_ms.saturating_sub(floor.nobody_since_ms) >= NOBODY_CAME_MS;
    if (floor.by_schedule && over) || (settings.close_on_nobody && nobody_came) {
        meeting.close(at_ms, effects);
    }
}

/// When time next does something to the room, if nothing else happens first.
pub(super) fn next_ms(meeting: &Meeting) -> Option<i64> {
    let settings = &meeting.settings;
    let Some(floor) = &meeting.floor else {
        return settings
            .scheduled_start_ms
            .filter(|start| meeting.opened_for_ms != Some(*start));
    };
    if !floor.is_empty() {
        return None;
    }
    let over = settings.scheduled_end_ms.filter(|_| floor.by_schedule);
    let nobody_came = settings
        .close_on_nobody
        .then(|| floor.nobody_since_ms.saturating_add(NOBODY_CAME_MS));
    over.into_iter().chain(nobody_came).min()
}

fn open_as_scheduled(meeting: &mut Meeting, at_ms: i64, effects: &mut Vec<Effect>) {
    let Some(start) = meeting.settings.scheduled_start_ms else {
        return;
    };
    let end = meeting
        .settings
        .scheduled_end_ms
        .unwrap_or(start.saturating_add(SCHEDULE_WITHOUT_END_MS));
    if (start..end).contains(&at_ms) && meeting.opened_for_ms != Some(start) {
        meeting.opened_for_ms = Some(start);
        meeting.open(true, at_ms, effects);
    }
}

/// Closes a room with `close_on_nobody` when the last one has left and nobody is on his way.
pub(super) fn close_behind_the_last(meeting: &mut Meeting, at_ms: i64, effects: &mut Vec<Effect>) {
    let nobody = meeting
        .floor
        .as_ref()
        .is_some_and(super::floor::Floor::is_empty);
    if meeting.settings.close_on_nobody && nobody {
        meeting.close(at_ms, effects);
    }
}
