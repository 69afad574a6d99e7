//! The meeting as others see it, and its opening and closing.

use super::floor::{Flags, Floor, Participant};
use super::{Effect, Settings, Standing};
use crate::Id;
use serde::{Deserialize, Serialize};

/// What a room is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Stopped.
    Offline,
    /// Open, with nobody in it.
    Online,
    /// Open, with somebody in it.
    OnCall,
}

impl Status {
    /// The name in the PortSIP dialect.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Offline => "OFFLINE",
            Status::Online => "ONLINE",
            Status::OnCall => "ON_CALL",
        }
    }
}

/// A meeting room with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// What the owner decided.
    pub(super) settings: Settings,
    /// What goes on in the room; `None` while it is stopped.
    pub(super) floor: Option<Floor>,
    /// The scheduled start for which the room has opened, so that it does so once.
    pub(super) opened_for_ms: Option<i64>,
}

impl Meeting {
    /// A room that is stopped.
    pub const fn new(settings: Settings) -> Self {
        Self {
            settings,
            floor: None,
            opened_for_ms: None,
        }
    }

    /// What the owner decided.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What the room is.
    pub fn status(&self) -> Status {
        match &self.floor {
            None => Status::Offline,
            Some(_) if self.participants().next().is_none() => Status::Online,
            Some(_) => Status::OnCall,
        }
    }

    /// Whether the room is locked, muted and recorded; nothing of it while it is stopped.
    pub fn flags(&self) -> Flags {
        self.floor.as_ref().map(Floor::flags).unwrap_or_default()
    }

    /// Those in the room, in the order in which they joined.
    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.floor.iter().flat_map(Floor::present)
    }

    /// One of those in the room.
    pub fn participant(&self, leg: Id) -> Option<&Participant> {
        self.participants()
            .find(|participant| participant.leg() == leg)
    }

    /// Who has the chair, if somebody has.
    pub fn chairman(&self) -> Option<&Participant> {
        self.participant(self.floor.as_ref()?.chair()?)
    }

    /// The legs that ring, or are being let in.
    pub fn coming(&self) -> impl Iterator<Item = Id> {
        self.floor.iter().flat_map(Floor::coming)
    }

    /// How many seats are free.
    pub fn free_seats(&self) -> usize {
        let taken = self.floor.as_ref().map_or(0, Floor::seats_taken);
        usize::from(self.settings.capacity).saturating_sub(taken)
    }

    /// Who a user is towards the room.
    pub fn standing(&self, user: Id, administers_the_account: bool) -> Standing {
        if user == self.settings.owner {
            return Standing::Owner;
        }
        if administers_the_account {
            return Standing::Admin;
        }
        match self.chairman() {
            Some(chairman) if chairman.user_id() == Some(user) => Standing::Chairman,
            _ => Standing::Other,
        }
    }

    /// When the passing of time next changes something, in milliseconds since the epoch: an [`Event::Tick`] is wanted
    /// then. It can lie in the past, when the time of a scheduled start is over.
    ///
    /// [`Event::Tick`]: super::Event::Tick
    pub fn next_tick_ms(&self) -> Option<i64> {
        super::passing_time::next_ms(self)
    }

    /// Whether the room is open.
    pub const fn is_open(&self) -> bool {
        self.floor.is_some()
    }

    pub(super) fn open(&mut self, by_schedule: bool, at_ms: i64, effects: &mut Vec<Effect>) {
        let mut floor = Floor::new(by_schedule, at_ms);
        effects.push(Effect::OpenRoom);
        if self.settings.enable_recording {
            floor.start_recording(effects);
        }
        self.floor = Some(floor);
    }

    pub(super) fn close(&mut self, at_ms: i64, effects: &mut Vec<Effect>) {
        let Some(mut floor) = self.floor.take() else {
            return;
        };
        floor.stop_recording(effects);
        effects.extend(floor.legs().map(Effect::Drop));
        effects.push(Effect::CloseRoom);
        self.closed_at(at_ms);
    }

    /// A room that is closed during its scheduled time does not open again by itself.
    pub(super) fn closed_at(&mut self, at_ms: i64) {
        if let Some(start) = self
            .settings
            .scheduled_start_ms
            .filter(|start| *start <= at_ms)
        {
            self.opened_for_ms = Some(start);
        }
    }
}
