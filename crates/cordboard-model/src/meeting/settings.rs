//! What the owner of a room decides about it.

use crate::Id;
use crate::broken_rule::{BrokenRule, all_kept};
use crate::pin;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether people see each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They hear each other only.
    Audio,
    /// They see each other, too.
    Video,
}

/// Who has the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// Everybody may speak; somebody always has the chair.
    #[default]
    Free,
    /// Nobody speaks unless the chairman lets him.
    Master,
}

/// How many people the picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Layout(u8);

impl Layout {
    /// As many as there are, up to nine.
    pub const AUTOMATIC: Self = Self(0);

    /// The layout with this number: 0 (automatic), 1, 2, 3, 4, 6 or 9.
    pub const fn new(number: u8) -> Option<Self> {
        if matches!(number, 0..=4 | 6 | 9) {
            Some(Self(number))
        } else {
            None
        }
    }

    /// How many cells the picture has.
    pub const fn cells(self) -> u8 {
        if self.0 == 0 { 9 } else { self.0 }
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self::AUTOMATIC
    }
}

impl TryFrom<u8> for Layout {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::new(number).ok_or("a layout is 0, 1, 2, 3, 4, 6 or 9")
    }
}

impl From<Layout> for u8 {
    fn from(layout: Layout) -> Self {
        layout.0
    }
}

/// A PIN of the room. It is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pin(String);

impl Pin {
    /// The PIN with these digits.
    pub fn new(digits: impl Into<String>) -> Self {
        Self(digits.into())
    }

    /// The digits, for whoever may read them.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// What the owner of a room decides about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The user whose room it is.
    pub owner: Id,
    /// Whether people see each other.
    pub mode: Mode,
    /// Who has the floor.
    pub control: Control,
    /// How many people find a seat, 1 to 200.
    pub capacity: u16,
    /// How many people the picture shows.
    pub layout: Layout,
    /// What those who call in have to type.
    pub room_pin: Option<Pin>,
    /// What gives the chair to whoever types it.
    pub admin_pin: Option<Pin>,
    /// Whether everything is recorded from the opening on.
    pub enable_recording: bool,
    /// Whether the room closes with the last one who leaves.
    pub close_on_nobody: bool,
    /// When the room opens by itself. Milliseconds since the epoch.
    pub scheduled_start_ms: Option<i64>,
    /// When it closes as soon as it is empty. Milliseconds since the epoch.
    pub scheduled_end_ms: Option<i64>,
}

impl Settings {
    /// What the capacity may be.
    pub const CAPACITY: std::ops::RangeInclusive<u16> = 1..=200;
    /// The capacity when nobody says one.
    pub const CAPACITY_DEFAULT: u16 = 9;

    /// The settings of a new room in which nothing else is said.
    pub const fn new(owner: Id, mode: Mode) -> Self {
        Self {
            owner,
            mode,
            control: Control::Free,
            capacity: Self::CAPACITY_DEFAULT,
            layout: Layout::AUTOMATIC,
            room_pin: None,
            admin_pin: None,
            enable_recording: false,
            close_on_nobody: false,
            scheduled_start_ms: None,
            scheduled_end_ms: None,
        }
    }

    /// How many cells the picture has; a room without picture keeps nine places all the same.
    pub const fn cells(&self) -> u8 {
        match self.mode {
            Mode::Video => self.layout.cells(),
            Mode::Audio => Layout::AUTOMATIC.cells(),
        }
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// Every rule that is broken: `capacity`, `room_pin`, `admin_pin`, `same_pins`, `schedule`.
    pub fn check(&self) -> Result<(), Vec<BrokenRule>> {
        let mut broken = Vec::new();
        if !Self::CAPACITY.contains(&self.capacity) {
            broken.push(BrokenRule::new("capacity", "The capacity is 1 to 200."));
        }
        for (rule, pin) in [("room_pin", &self.room_pin), ("admin_pin", &self.admin_pin)] {
            if pin
                .as_ref()
                .is_some_and(|pin| pin::check_meeting(&pin.0).is_err())
            {
                broken.push(BrokenRule::new(rule, "The PIN is 3 to 6 digits."));
            }
        }
        if self.room_pin.is_some() && self.room_pin == self.admin_pin {
            let sentence = "The administrator's PIN must not be the PIN of all who join.";
            broken.push(BrokenRule::new("same_pins", sentence));
        }
        if let (Some(start), Some(end)) = (self.scheduled_start_ms, self.scheduled_end_ms)
            && end <= start
        {
            broken.push(BrokenRule::new(
                "schedule",
                "The end must lie after the start.",
            ));
        }
        all_kept(broken)
    }
}
