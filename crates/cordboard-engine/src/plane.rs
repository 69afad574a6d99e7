//! The seam to the telephone plane: what the engine asks of whatever carries calls, and what that reports back.
//!
//! A plane is a SIP stack inside of this program, somebody's switch, or the [`simulated::SimulatedPlane`] that stands
//! in for one. The engine decides and keeps the records; the plane rings, connects, mutes, records and hangs up, and
//! says what became of it as [`Report`]s, which the engine takes in when it is its turn ([`turn::run`]). An engine
//! without a plane refuses what needs one; it never pretends.
//!
//! Nothing here knows SIP, and nothing here sleeps: a plane says when it wants to be woken, and [`drive::run`] (or a
//! test) does so.

pub mod agenda;
pub mod drive;
pub(crate) mod live;
pub mod reports;
pub mod simulated;
pub mod turn;

pub use live::News;
pub use reports::Reports;

use cordboard_model::Id;
use cordboard_model::meeting::{Effect, PlaneEvent};
use cordboard_model::switchboard;

/// Carries calls. None of its methods waits for anything, and none calls the engine: what comes of them is reported.
pub trait Plane: Send + Sync + 'static {
    /// What people are told about it, e.g. `Simulated phones`.
    fn name(&self) -> &'static str;

    /// Whether it only plays telephone. Whatever shows its calls says so.
    fn is_simulated(&self) -> bool {
        false
    }

    /// From now on the plane reports here.
    fn attach(&self, reports: Reports);

    /// Where the phones of a line can be reached now.
    fn registrations(&self, line: &Line) -> Vec<Registration>;

    /// Drops a registration; `false` when the line has none with this instance id.
    fn drop_registration(&self, line: &Line, instance_id: &str) -> bool;

    /// Does what a meeting room needs. It reports with [`Report::Room`].
    fn room(&self, room: &Room, effect: &Effect);

    /// Rings the phones of the first line, and when one is answered, the second number. It reports with
    /// [`Report::Call`].
    fn call(&self, call: &Call);

    /// Does what an attendant's desk needs; `desk` is its line. It reports with [`Report::Desk`], and about people who
    /// are rung with [`Report::Call`].
    fn desk(&self, desk: &Line, order: &Order);

    /// Plays a call from outside to a desk, for training. False when the plane carries real calls, which are not
    /// played.
    fn play(&self, call: Id, desk: &Line, from: &Party) -> bool {
        let _ = (call, desk, from);
        false
    }

    /// Does what has become due. `now_ms` is milliseconds since the epoch; the answer is when it wants to be woken
    /// next, if at all.
    fn wake(&self, now_ms: i64) -> Option<i64> {
        let _ = now_ms;
        None
    }
}

/// A line: an extension of an account, with the person behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account_id: Id,
    /// The account's realm: the domain of its SIP addresses.
    pub realm: String,
    /// The user.
    pub user_id: Id,
    /// His extension number; empty when he has none, and then nothing rings.
    pub number: String,
}

impl Line {
    /// The line's SIP address, such as `sip:101@acme.example`.
    pub fn address(&self) -> String {
        format!("sip:{}@{}", self.number, self.realm)
    }
}

/// Where a phone can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registration {
    /// Which of the line's phones it is.
    pub instance_id: String,
    /// What the phone says that it is.
    pub user_agent: String,
    /// The program, where it is one.
    pub application: String,
    /// The address it registered from.
    pub ip: String,
    /// Whether it is woken by a push message.
    pub enable_push: bool,
    /// The SIP address at which it is reached.
    pub contact_address: String,
}

/// A meeting room, as the plane has to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The meeting.
    pub id: Id,
    /// Its account.
    pub account_id: Id,
    /// What is dialled to come in.
    pub number: String,
    /// Whose room it is.
    pub owner_id: Id,
}

/// A call that somebody asked for: his own phone rings, then the other one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The call.
    pub id: Id,
    /// Whose phones ring first.
    pub from: Line,
    /// How he is shown.
    pub display_name: String,
    /// The number that is called then.
    pub to: String,
    /// The line that has this number, when it is one of the account.
    pub callee: Option<Line>,
    /// How long his own phone rings, in seconds.
    pub timeout_s: u32,
    /// Who rings in turn, as the called person's rules have it.
    pub stops: Vec<Stop>,
    /// What becomes of the call when none of them answers.
    pub ending: Ending,
}

/// A number that rings for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The extension or the number outside.
    pub number: String,
    /// The line that has this number, when it is one of the account.
    pub line: Option<Line>,
    /// For how long at most.
    pub seconds: u32,
}

/// What becomes of a call that nobody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It goes to the mailbox of this extension.
    Voicemail(String),
    /// It is refused.
    HangUp,
    /// The caller hears that nobody answers.
    Nothing,
}

/// Something that an attendant's desk needs. Calls and legs have the ids that the engine gave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Connect a call that rings with the desk's phone.
    Answer(Id),
    /// Let the caller wait.
    Hold(Id),
    /// Connect him with the desk again, whichever it was before.
    Resume(Id),
    /// Let him wait apart from the desk, whose phone is free: it says that it left, and any desk resumes him.
    Park(Id),
    /// End the call.
    HangUp(Id),
    /// Ring these for the desk, on a leg of their own.
    Ring {
        /// The leg.
        leg: Id,
        /// Who rings in turn.
        stops: Vec<Stop>,
    },
    /// Drop a leg.
    Drop(Id),
    /// Connect the caller with a leg that has answered; the desk is out of it.
    Join {
        /// The call.
        call: Id,
        /// The leg.
        leg: Id,
    },
    /// Hand the caller on for good.
    Send {
        /// The call.
        call: Id,
        /// Who rings in turn.
        stops: Vec<Stop>,
        /// What becomes of the call when none of them answers.
        ending: Ending,
    },
    /// Call these for the desk.
    Dial {
        /// The call.
        call: Id,
        /// Whom.
        to: Party,
        /// Who rings in turn.
        stops: Vec<Stop>,
        /// What becomes of the call when none of them answers.
        ending: Ending,
    },
}

/// What a plane reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Something happened in a meeting room.
    Room {
        /// The meeting.
        room: Id,
        /// What.
        event: PlaneEvent,
    },
    /// Something happened to a call.
    Call {
        /// The call.
        call: Id,
        /// Its account.
        account_id: Id,
        /// What.
        event: CallEvent,
    },
    /// Something happened at the desks of an account.
    Desk {
        /// The account.
        account_id: Id,
        /// What.
        event: switchboard::PlaneEvent,
    },
    /// The registrations of a line have changed.
    Registrations {
        /// The account.
        account_id: Id,
        /// The user.
        user_id: Id,
    },
    /// A recording is complete.
    Recorded(Recording),
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallEvent {
    /// A person of the account is rung.
    Rings(Id),
    /// A person of the account is on the call.
    Connected(Id),
    /// A person of the account is rung no more, and was not on the call.
    Left(Id),
    /// The call is over.
    Ended(Box<CallRecord>),
}

/// How a call went. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// Who called.
    pub caller: Party,
    /// Who was called.
    pub callee: Party,
    /// When the first phone was rung.
    pub started_ms: i64,
    /// When the called side was rung, if it was.
    pub rang_ms: Option<i64>,
    /// When the called side answered, if it did.
    pub answered_ms: Option<i64>,
    /// When it was over.
    pub ended_ms: i64,
    /// The SIP status in which it ended, such as 200 or 480.
    pub status_code: u16,
    /// Whether the caller hung up.
    pub ended_by_caller: bool,
    /// The extension in whose mailbox it ended, if it did.
    pub voicemail: Option<String>,
    /// Whether a simulated plane only played it.
    pub simulated: bool,
    /// Whether it came from outside.
    pub from_outside: bool,
}

/// One side of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// The number.
    pub number: String,
    /// The domain of the SIP address; empty for a number outside.
    pub domain: String,
    /// The name, where one is known.
    pub display_name: String,
    /// The user of the account, if it is one.
    pub user_id: Option<Id>,
}

/// A recording that is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// The account.
    pub account_id: Id,
    /// Whose recording it is.
    pub owner_id: Id,
    /// Who called; for a room its number.
    pub caller: String,
    /// Who was called.
    pub callee: String,
    /// Milliseconds since the epoch.
    pub started_ms: i64,
    /// Milliseconds since the epoch.
    pub ended_ms: i64,
    /// The sound, a WAV file.
    pub wav: Vec<u8>,
    /// Whether a simulated plane made it.
    pub simulated: bool,
}
