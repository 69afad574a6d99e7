//! What an attendant does with calls.

use super::{Asked, CALLS_MAX, Call, Effect, Party, Stage, Switchboard};
use crate::Id;

/// Something that an attendant does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Answers a call that rings.
    Answer,
    /// Lets the caller wait.
    Hold,
    /// Talks with him again.
    Resume,
    /// Ends the call, or refuses it while it rings.
    HangUp,
    /// Hands the caller on for good.
    Blind {
        /// To whom.
        to: Party,
        /// To his own phones, whatever his rules say.
        through: bool,
    },
    /// Hands the caller on, and takes him back when nobody answers.
    Safe {
        /// The colleague's leg.
        leg: Id,
        /// To whom.
        to: Party,
        /// To his own phones, whatever his rules say.
        through: bool,
    },
    /// Asks a colleague first, while the caller waits.
    Ask {
        /// The colleague's leg.
        leg: Id,
        /// Whom.
        to: Party,
        /// On his own phones, whatever his rules say.
        through: bool,
    },
    /// Connects the caller with the colleague who was asked.
    Complete,
    /// Takes the caller back from a transfer that is not complete.
    Cancel,
    /// Lets the caller speak to a mailbox.
    Voicemail {
        /// Whose.
        of: Party,
    },
    /// Puts the caller into a slot from which any desk takes him.
    Park,
    /// Takes a parked call to this desk.
    Retrieve,
    /// Calls a number; the command's call is the new one.
    Dial {
        /// Whom.
        to: Party,
    },
}

/// Why a command changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The call is over, or at another desk.
    #[error("this call is not at this desk any more")]
    Gone,
    /// The call is not so that this can be done with it.
    #[error("this cannot be done with the call as it is now")]
    NotNow,
    /// Every slot is taken.
    #[error("every parking slot is taken; take a call back first")]
    NoSlot,
    /// The desk has as many calls as it can.
    #[error("this desk has as many calls as it can have")]
    TooMany,
}

impl Refusal {
    /// A short name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::Gone => "call_gone",
            Refusal::NotNow => "call_not_now",
            Refusal::NoSlot => "no_parking_slot",
            Refusal::TooMany => "too_many_calls",
        }
    }
}

/// Does it at a desk, and says what the plane has to do. Nothing changes when it is refused.
pub fn command(
    board: &mut Switchboard,
    (desk, id): (Id, Id),
    command: Command,
    at_ms: i64,
) -> Result<Vec<Effect>, Refusal> {
    let mut effects = Vec::new();
    match command {
        Command::Dial { to } => return dial(board, (desk, id), to, at_ms),
        Command::Retrieve => {
            let parked = board.call(id).is_some_and(|call| call.slot().is_some());
            if !parked {
                return Err(Refusal::Gone);
            }
            talk(board, (desk, id), at_ms, &mut effects);
            effects.push(Effect::Resume(id));
            return Ok(effects);
        }
        _ => {}
    }
    let slot = board.free_slot();
    let call = board.call_mut(id).filter(|call| call.desk == desk);
    let call = call.filter(|call| call.slot().is_none());
    let call = call.ok_or(Refusal::Gone)?;
    match (command, call.stage.clone()) {
        (Command::Answer, Stage::Ringing) => {
            talk(board, (desk, id), at_ms, &mut effects);
            effects.push(Effect::Answer(id));
        }
        (Command::Hold, Stage::Talking) => {
            call.turn(Stage::Held, at_ms);
            effects.push(Effect::Hold(id));
        }
        (Command::Resume, Stage::Held) => {
            talk(board, (desk, id), at_ms, &mut effects);
            effects.push(Effect::Resume(id));
        }
        (Command::HangUp, stage) => {
            if let Stage::Asking(asked) | Stage::HandedOn(asked) = stage {
                effects.push(Effect::Drop(asked.leg));
            }
            effects.push(Effect::HangUp(id));
            board.remove(id);
        }
        (Command::Complete, Stage::Asking(asked)) => {
            complete(board, id, asked, at_ms, &mut effects)
        }
        (Command::Cancel, Stage::Asking(asked) | Stage::HandedOn(asked)) => {
            effects.push(Effect::Drop(asked.leg));
            talk(board, (desk, id), at_ms, &mut effects);
            effects.push(Effect::Resume(id));
        }
        (Command::Park, Stage::Talking | Stage::Held) => {
            let slot = slot.ok_or(Refusal::NoSlot)?;
            call.came_back = None;
            call.turn(Stage::Parked(slot), at_ms);
            effects.push(Effect::Park(id));
        }
        (passing, Stage::Ringing | Stage::Talking | Stage::Held) => {
            pass_on(board, id, passing, at_ms, &mut effects)?;
        }
        _ => return Err(Refusal::NotNow),
    }
    Ok(effects)
}

fn talk(board: &mut Switchboard, (desk, id): (Id, Id), at_ms: i64, effects: &mut Vec<Effect>) {
    board.hold_others(desk, id, at_ms, effects);
    if let Some(call) = board.call_mut(id) {
        call.desk = desk;
        call.came_back = None;
        call.turn(Stage::Talking, at_ms);
    }
}

fn dial(
    board: &mut Switchboard,
    (desk, id): (Id, Id),
    to: Party,
    at_ms: i64,
) -> Result<Vec<Effect>, Refusal> {
    if board.at(desk).count() >= CALLS_MAX {
        return Err(Refusal::TooMany);
    }
    let mut effects = Vec::new();
    board.hold_others(desk, id, at_ms, &mut effects);
    let number = to.number.clone();
    board.calls.push(Call {
        id,
        desk,
        party: to,
        outgoing: true,
        stage: Stage::Dialling,
        began_ms: at_ms,
        since_ms: at_ms,
        came_back: None,
    });
    effects.push(Effect::Dial { call: id, number });
    Ok(effects)
}

fn complete(board: &mut Switchboard, id: Id, asked: Asked, at_ms: i64, effects: &mut Vec<Effect>) {
    let leg = asked.leg;
    if asked.answered {
        board.remove(id);
        effects.push(Effect::Join { call: id, leg });
    } else if let Some(call) = board.call_mut(id) {
        call.turn(Stage::HandedOn(asked), at_ms);
    }
}

/// What hands the caller on. A call that still rings may be handed on without being answered.
fn pass_on(
    board: &mut Switchboard,
    id: Id,
    command: Command,
    at_ms: i64,
    effects: &mut Vec<Effect>,
) -> Result<(), Refusal> {
    let call = board.call_mut(id).ok_or(Refusal::Gone)?;
    let (leg, to, through, comes_back) = match command {
        Command::Blind { to, through } => {
            let number = to.number;
            board.remove(id);
            let call = id;
            effects.push(Effect::Send {
                call,
                number,
                through,
            });
            return Ok(());
        }
        Command::Voicemail { of } => {
            board.remove(id);
            let (call, mailbox) = (id, of.number);
            effects.push(Effect::Voicemail { call, mailbox });
            return Ok(());
        }
        Command::Safe { leg, to, through } => (leg, to, through, true),
        Command::Ask { leg, to, through } if call.stage != Stage::Ringing => {
            (leg, to, through, false)
        }
        _ => return Err(Refusal::NotNow),
    };
    if call.stage == Stage::Talking {
        effects.push(Effect::Hold(id));
    }
    let number = to.number.clone();
    call.came_back = None;
    let asked = Asked {
        leg,
        whom: to,
        answered: false,
    };
    let stage = if comes_back {
        Stage::HandedOn(asked)
    } else {
        Stage::Asking(asked)
    };
    call.turn(stage, at_ms);
    effects.push(Effect::Ring {
        call: id,
        leg,
        number,
        through,
        comes_back,
    });
    Ok(())
}
