//! What a meeting asks of the telephone plane, and how it refuses.

use crate::Id;
use crate::broken_rule::BrokenRule;

/// What the telephone plane has to do. It reports back what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Make the room.
    OpenRoom,
    /// Take the room away.
    CloseRoom,
    /// Ring this number and connect whoever answers.
    Originate {
        /// The id of the new leg.
        leg: Id,
        /// The number, as it is dialled.
        number: String,
    },
    /// Connect a leg that knocked.
    Admit(Id),
    /// Send a leg away that knocked.
    Reject {
        /// The leg.
        leg: Id,
        /// Why, so that it can be said.
        reason: Rejection,
    },
    /// End a leg, also one that still rings.
    Drop(Id),
    /// Let nobody hear a leg.
    Mute(Id),
    /// Let a leg be heard.
    Unmute(Id),
    /// Tell a participant that he typed a wrong PIN.
    PinRefused(Id),
    /// Show these legs, by cell from 0; a cell without a leg stays empty.
    Arrange(Vec<Option<Id>>),
    /// Record the room.
    StartRecording,
    /// Stop recording the room.
    StopRecording,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rejection {
    /// The room is not open.
    Stopped,
    /// The room is locked.
    Locked,
    /// No seat is free.
    Full,
    /// A PIN is needed: ask for it, and let him knock again.
    PinNeeded,
    /// The PIN is wrong: let him try again, a few times.
    PinWrong,
}

/// Why a command is refused. The sentences are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Who asks may not.
    #[error("Only the owner of the room, its chairman and administrators may do this.")]
    NotAllowed,
    /// The room is not open.
    #[error("The room is not open: start the meeting first.")]
    Stopped,
    /// The room is locked.
    #[error("The room is locked: unlock it first.")]
    Locked,
    /// No seat is free.
    #[error("The room is full: it has {capacity} seats.")]
    Full {
        /// How many seats there are.
        capacity: u16,
    },
    /// Nobody in the room has this id.
    #[error("There is no such participant in the room.")]
    UnknownParticipant,
    /// The new leg has the id of another one.
    #[error("There is a participant with this id already.")]
    LegTaken,
    /// The number cannot be dialled.
    #[error("{0}")]
    BadNumber(BrokenRule),
    /// The picture has no such cell.
    #[error("The position is -1 to {last}.")]
    NoSuchCell {
        /// The last cell.
        last: u8,
    },
    /// A layout names a participant twice.
    #[error("A layout names every participant at most once.")]
    NamedTwice,
    /// More people are in the room, or on their way, than the new capacity allows.
    #[error("{taken} seats are taken: the capacity cannot be less.")]
    SeatsTaken {
        /// How many.
        taken: usize,
    },
    /// The new settings break rules.
    #[error("The settings of the room break a rule.")]
    BadSettings(Vec<BrokenRule>),
}

impl Refusal {
    /// A short name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::NotAllowed => "not_allowed",
            Refusal::Stopped => "meeting_stopped",
            Refusal::Locked => "meeting_locked",
            Refusal::Full { .. } => "meeting_full",
            Refusal::UnknownParticipant => "unknown_participant",
            Refusal::LegTaken => "leg_taken",
            Refusal::BadNumber(_) => "bad_number",
            Refusal::NoSuchCell { .. } => "no_such_position",
            Refusal::NamedTwice => "named_twice",
            Refusal::SeatsTaken { .. } => "seats_taken",
            Refusal::BadSettings(_) => "bad_settings",
        }
    }
}
