//! What goes on at the desks of an account's attendants: calls that ring, are talked, held, handed on and parked.
//!
//! A pure machine, as that of a meeting room: commands and what the plane reports go in, what the plane is to do comes
//! out. It believes only reports about legs, keeps the original caller of every call whoever handed it on, and gives a
//! call back to the desk when nobody takes it. It has no clock, no randomness and no I/O.
//!
//! Decided where the rules of the field are silent:
//!
//! * One desk talks on one call at a time: answering or resuming another one holds the first.
//! * A call that is handed on safely comes back when nobody answers, and says so; one that is handed on blindly is gone.
//! * An attended transfer that is completed while the colleague still rings becomes a safe one, so that nobody waits.
//! * A parked call belongs to nobody and may be taken at any desk of the account.

mod command;
mod event;
#[cfg(test)]
mod tests;

pub use command::{Command, Refusal, command};
pub use event::{PlaneEvent, hear};

use crate::Id;

/// The first slot in which a call is parked.
pub const FIRST_SLOT: u16 = 701;
/// How many calls an account can park at once.
pub const SLOTS: u16 = 20;
/// How many calls one desk can have at once; those that come on top are the plane's to refuse.
pub const CALLS_MAX: usize = 50;

/// A side of a call, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// The number.
    pub number: String,
    /// The name, where one is known.
    pub name: String,
    /// The user of the account, if it is one.
    pub user_id: Option<Id>,
}

/// What goes on with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It rings at the desk.
    Ringing,
    /// The desk called this number, which rings.
    Dialling,
    /// The desk talks with the caller.
    Talking,
    /// The caller waits.
    Held,
    /// The caller waits while the desk asks a colleague.
    Asking(Asked),
    /// The caller is being handed on, and comes back when nobody answers.
    HandedOn(Asked),
    /// The caller waits in a slot from which any desk takes him.
    Parked(u16),
}

/// The colleague to whom a call is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// His leg.
    pub leg: Id,
    /// He.
    pub whom: Party,
    /// Whether he has answered.
    pub answered: bool,
}

/// Why a call that was handed on came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nobody answered in time.
    NoAnswer,
    /// He is on a call, and nothing takes his calls.
    Busy,
    /// None of his phones can be reached.
    Unreachable,
}

impl Failure {
    /// The name on every surface.
    pub const fn name(self) -> &'static str {
        match self {
            Failure::NoAnswer => "no_answer",
            Failure::Busy => "busy",
            Failure::Unreachable => "unreachable",
        }
    }
}

/// A call at a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The call; it keeps its id wherever it goes.
    pub id: Id,
    /// The user whose desk it is at.
    pub desk: Id,
    /// The other side: the original caller, or whom the desk called.
    pub party: Party,
    /// Whether the desk called.
    pub outgoing: bool,
    /// What goes on.
    pub stage: Stage,
    /// When it came, in milliseconds since the epoch.
    pub began_ms: i64,
    /// Since when the stage lasts, in milliseconds since the epoch.
    pub since_ms: i64,
    /// Who did not take it, and why, when it came back.
    pub came_back: Option<(Party, Failure)>,
}

/// The desks of one account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Switchboard {
    calls: Vec<Call>,
}

/// Something that the plane is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Connect a call that rings with the desk's phone.
    Answer(Id),
    /// Let the caller wait.
    Hold(Id),
    /// Talk with him again.
    Resume(Id),
    /// Let him wait where any desk takes him; this one is free.
    Park(Id),
    /// End the call.
    HangUp(Id),
    /// Ring a colleague for the desk, on a leg of its own.
    Ring {
        /// The call he is asked about.
        call: Id,
        /// His leg.
        leg: Id,
        /// His number.
        number: String,
        /// Ring his own phones, whatever his rules say.
        through: bool,
        /// Whether a call is to come back that nobody takes; else it goes where his rules send it.
        comes_back: bool,
    },
    /// Drop a colleague's leg.
    Drop(Id),
    /// Connect the caller with the colleague; the desk is out of it.
    Join {
        /// The call.
        call: Id,
        /// The colleague's leg.
        leg: Id,
    },
    /// Hand the caller on for good, to where the rules of the number send him.
    Send {
        /// The call.
        call: Id,
        /// The number.
        number: String,
        /// Ring his own phones, whatever his rules say.
        through: bool,
    },
    /// Let the caller speak to the mailbox of an extension.
    Voicemail {
        /// The call.
        call: Id,
        /// The extension.
        mailbox: String,
    },
    /// Call a number for the desk.
    Dial {
        /// The call.
        call: Id,
        /// The number.
        number: String,
    },
}

impl Switchboard {
    /// The calls at a desk, those that wait longest first.
    pub fn at(&self, desk: Id) -> impl Iterator<Item = &Call> {
        let at_desk = move |call: &&Call| call.desk == desk && call.slot().is_none();
        self.calls.iter().filter(at_desk)
    }

    /// The calls that are parked, in the order in which they were.
    pub fn parked(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| call.slot().is_some())
    }

    /// Whether nothing goes on.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// The call of this id.
    pub fn call(&self, id: Id) -> Option<&Call> {
        self.calls.iter().find(|call| call.id == id)
    }

    fn call_mut(&mut self, id: Id) -> Option<&mut Call> {
        self.calls.iter_mut().find(|call| call.id == id)
    }

    fn remove(&mut self, id: Id) {
        self.calls.retain(|call| call.id != id);
    }

    /// The call about which somebody on this leg is asked.
    fn asking(&mut self, leg: Id) -> Option<&mut Call> {
        let mut calls = self.calls.iter_mut();
        calls.find(|call| call.asked().is_some_and(|asked| asked.leg == leg))
    }

    fn free_slot(&self) -> Option<u16> {
        let taken: Vec<u16> = self.calls.iter().filter_map(Call::slot).collect();
        (FIRST_SLOT..FIRST_SLOT + SLOTS).find(|slot| !taken.contains(slot))
    }

    /// Holds what the desk talks on, as it turns to something else.
    fn hold_others(&mut self, desk: Id, but: Id, at_ms: i64, effects: &mut Vec<Effect>) {
        let talking =
            |call: &&mut Call| call.desk == desk && call.id != but && call.stage == Stage::Talking;
        for call in self.calls.iter_mut().filter(talking) {
            call.turn(Stage::Held, at_ms);
            effects.push(Effect::Hold(call.id));
        }
    }
}

impl Call {
    /// The slot in which it is parked.
    pub const fn slot(&self) -> Option<u16> {
        match self.stage {
            Stage::Parked(slot) => Some(slot),
            _ => None,
        }
    }

    /// The colleague to whom it is to go.
    pub const fn asked(&self) -> Option<&Asked> {
        match &self.stage {
            Stage::Asking(asked) | Stage::HandedOn(asked) => Some(asked),
            _ => None,
        }
    }

    fn turn(&mut self, stage: Stage, at_ms: i64) {
        self.stage = stage;
        self.since_ms = at_ms;
    }
}
