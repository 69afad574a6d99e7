//! What the plane reports about calls at desks and about the legs of colleagues who are asked.

use super::{CALLS_MAX, Call, Effect, Failure, Party, Stage, Switchboard};
use crate::Id;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaneEvent {
    /// A call rings at a desk.
    Arrived {
        /// The call.
        call: Id,
        /// Whose desk.
        desk: Id,
        /// Who calls.
        from: Party,
    },
    /// Whom the desk called has answered.
    Answered(Id),
    /// The other side is gone: it hung up, or what the desk called did not answer.
    Ended(Id),
    /// A colleague who was asked has answered.
    LegAnswered(Id),
    /// A colleague who was asked did not answer.
    LegFailed(Id, Failure),
    /// A colleague who had answered has hung up.
    LegEnded(Id),
}

/// Takes in a report, and says what the plane has to do. What does not fit is left alone.
pub fn hear(board: &mut Switchboard, event: PlaneEvent, at_ms: i64) -> Vec<Effect> {
    let mut effects = Vec::new();
    match event {
        PlaneEvent::Arrived { call, desk, from } => {
            if board.call(call).is_some() {
                return effects;
            }
            if board.at(desk).count() >= CALLS_MAX {
                effects.push(Effect::HangUp(call));
                return effects;
            }
            board.calls.push(Call {
                id: call,
                desk,
                party: from,
                outgoing: false,
                stage: Stage::Ringing,
                began_ms: at_ms,
                since_ms: at_ms,
                came_back: None,
            });
        }
        PlaneEvent::Answered(id) => {
            if let Some(call) = board.call_mut(id).filter(|c| c.stage == Stage::Dialling) {
                call.turn(Stage::Talking, at_ms);
            }
        }
        PlaneEvent::Ended(id) => {
            if let Some(asked) = board.call(id).and_then(Call::asked) {
                effects.push(Effect::Drop(asked.leg));
            }
            board.remove(id);
        }
        PlaneEvent::LegAnswered(leg) => answered(board, leg, at_ms, &mut effects),
        PlaneEvent::LegFailed(leg, failure) => failed(board, leg, Some(failure), at_ms),
        PlaneEvent::LegEnded(leg) => failed(board, leg, None, at_ms),
    }
    effects
}

fn answered(board: &mut Switchboard, leg: Id, at_ms: i64, effects: &mut Vec<Effect>) {
    let Some(call) = board.asking(leg) else {
        // Nobody waits for him any more.
        effects.push(Effect::Drop(leg));
        return;
    };
    let id = call.id;
    match &mut call.stage {
        Stage::Asking(asked) => {
            asked.answered = true;
            call.since_ms = at_ms;
        }
        _ => {
            board.remove(id);
            effects.push(Effect::Join { call: id, leg });
        }
    }
}

/// Nobody takes it: the caller waits on when he was asked for, and rings again when he had been handed on.
fn failed(board: &mut Switchboard, leg: Id, failure: Option<Failure>, at_ms: i64) {
    let Some(call) = board.asking(leg) else {
        return;
    };
    let Some(asked) = call.asked().cloned() else {
        return;
    };
    let stage = match call.stage {
        Stage::HandedOn(_) => Stage::Ringing,
        _ => Stage::Held,
    };
    call.came_back = failure.map(|failure| (asked.whom, failure));
    call.turn(stage, at_ms);
}
