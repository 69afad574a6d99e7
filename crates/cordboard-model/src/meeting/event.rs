//! What can happen to a meeting.

use super::Settings;
use crate::Id;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody wants something.
    Command {
        /// Who he is towards the room.
        by: Standing,
        /// What he wants.
        command: Command,
    },
    /// The telephone plane reports.
    Plane(PlaneEvent),
    /// Time has passed.
    Tick,
}

/// Who somebody is towards a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Administers the account of the room.
    Admin,
    /// It is his room.
    Owner,
    /// Has the chair in it now.
    Chairman,
    /// Anybody else.
    Other,
}

impl Standing {
    /// Whether he may run the room.
    pub const fn may_run(self) -> bool {
        !matches!(self, Standing::Other)
    }

    /// Whether he may change the settings of the room.
    pub const fn may_configure(self) -> bool {
        matches!(self, Standing::Admin | Standing::Owner)
    }
}

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Open the room.
    Start,
    /// Close the room; everybody in it is dropped.
    Stop,
    /// Let nobody else in.
    Lock,
    /// Let people in again.
    Unlock,
    /// Mute everybody, also those who join later.
    Mute,
    /// Unmute everybody.
    Unmute,
    /// Record what is said.
    StartRecording,
    /// Stop recording.
    StopRecording,
    /// Ring somebody; he joins when he answers.
    Invite {
        /// The id of the new leg.
        leg: Id,
        /// Whom to ring.
        who: Caller,
    },
    /// Mute one participant.
    MuteParticipant(Id),
    /// Unmute one participant.
    UnmuteParticipant(Id),
    /// Drop one participant.
    Kick(Id),
    /// Give the chair to a participant.
    GiveChair(Id),
    /// Put a participant into a cell of the picture.
    Place {
        /// The participant.
        leg: Id,
        /// The cell from 0; -1 not to show him.
        position: i8,
    },
    /// Show these participants in this order, and nobody else.
    Arrange(Vec<Id>),
    /// Change the settings.
    Configure(Settings),
}

/// The person at the other end of a leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// His number.
    pub number: String,
    /// His name, as the room shows it.
    pub display_name: String,
    /// The user of the account that he is, if he is one.
    pub user_id: Option<Id>,
}

/// What the telephone plane reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaneEvent {
    /// Somebody calls the room and waits to be let in.
    Knocked {
        /// The id of his leg.
        leg: Id,
        /// Who he is.
        who: Caller,
        /// The PIN that he typed, if he was asked.
        pin: Option<String>,
    },
    /// A leg is connected: an invited person answered, or one who knocked was let in.
    LegAnswered(Id),
    /// An invited person did not answer, or could not be rung.
    LegFailed(Id),
    /// A leg is gone, whoever ended it.
    LegEnded(Id),
    /// Nobody hears this leg any more.
    LegMuted(Id),
    /// This leg is heard again.
    LegUnmuted(Id),
    /// A participant typed the administrator's PIN.
    AdminPinTyped {
        /// The participant.
        leg: Id,
        /// What he typed.
        pin: String,
    },
    /// Recording runs.
    RecordingStarted,
    /// Recording has ended.
    RecordingStopped,
    /// Recording could not be started, or broke off.
    RecordingFailed,
    /// The plane has lost the room with all its legs, by a restart for example.
    RoomLost,
}
