//! What goes on in an open room: seats, the chair, cells of the picture, muting and recording.

use super::{Caller, Control, Effect, Mode, Settings};
use crate::Id;
use serde::{Deserialize, Serialize};

/// The flags of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags {
    /// Nobody else is let in.
    pub locked: bool,
    /// Everybody was muted.
    pub muted: bool,
    /// Recording runs.
    pub recording: bool,
}

/// Somebody in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    leg: Id,
    number: String,
    display_name: String,
    user_id: Option<Id>,
    /// What the plane said last.
    muted: bool,
    /// What the plane was asked for last.
    mute_wanted: bool,
    cell: Option<u8>,
    joined_ms: i64,
    /// The plane was asked to drop the leg: it holds its seat until it is gone, and nothing else.
    leaving: bool,
}

impl Participant {
    /// The leg, whose id is that of the participant.
    pub const fn leg(&self) -> Id {
        self.leg
    }

    /// His number.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// His name, as the room shows it.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// The user of the account that he is, if he is one.
    pub const fn user_id(&self) -> Option<Id> {
        self.user_id
    }

    /// Whether nobody hears him.
    pub const fn muted(&self) -> bool {
        self.muted
    }

    /// His cell of the picture, from 0 to 8; -1 when he is not shown.
    pub fn position(&self) -> i8 {
        self.cell
            .and_then(|cell| i8::try_from(cell).ok())
            .unwrap_or(-1)
    }

    /// When he joined. Milliseconds since the epoch.
    pub const fn joined_ms(&self) -> i64 {
        self.joined_ms
    }

    /// Asks the plane to mute or unmute him, unless it did and was asked for nothing else since.
    pub(super) fn want_muted(&mut self, muted: bool, effects: &mut Vec<Effect>) {
        if self.mute_wanted != muted || self.muted != muted {
            effects.push(if muted {
                Effect::Mute(self.leg)
            } else {
                Effect::Unmute(self.leg)
            });
        }
        self.mute_wanted = muted;
    }

    pub(super) const fn is_muted_now(&mut self, muted: bool) {
        self.muted = muted;
        self.mute_wanted = muted;
    }
}

/// Somebody on his way into the room, who holds a seat already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Coming {
    leg: Id,
    number: String,
    display_name: String,
    user_id: Option<Id>,
    /// He typed the administrator's PIN.
    takes_chair: bool,
}

/// How somebody came to the chair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum ChairBy {
    /// Nobody else had it.
    Default,
    /// He is the owner, it was given to him, or he typed the PIN.
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Recording {
    Off,
    Starting,
    On,
    Stopping,
}

/// What goes on in an open room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Floor {
    pub(super) locked: bool,
    pub(super) muted: bool,
    recording: Recording,
    /// In the order in which they joined.
    participants: Vec<Participant>,
    coming: Vec<Coming>,
    chair: Option<(Id, ChairBy)>,
    pub(super) by_schedule: bool,
    /// When the room was opened, or somebody left it last.
    pub(super) nobody_since_ms: i64,
}

impl Floor {
    pub(super) const fn new(by_schedule: bool, at_ms: i64) -> Self {
        Self {
            locked: false,
            muted: false,
            recording: Recording::Off,
            participants: Vec::new(),
            coming: Vec::new(),
            chair: None,
            by_schedule,
            nobody_since_ms: at_ms,
        }
    }

    pub(super) fn flags(&self) -> Flags {
        Flags {
            locked: self.locked,
            muted: self.muted,
            recording: self.recording == Recording::On,
        }
    }

    pub(super) fn present(&self) -> impl Iterator<Item = &Participant> {
        self.participants
            .iter()
            .filter(|participant| !participant.leaving)
    }

    pub(super) fn present_mut(&mut self) -> impl Iterator<Item = &mut Participant> {
        self.participants
            .iter_mut()
            .filter(|participant| !participant.leaving)
    }

    pub(super) fn participant_mut(&mut self, leg: Id) -> Option<&mut Participant> {
        self.present_mut()
            .find(|participant| participant.leg == leg)
    }

    pub(super) fn coming(&self) -> impl Iterator<Item = Id> {
        self.coming.iter().map(|coming| coming.leg)
    }

    /// Every leg that the plane may know.
    pub(super) fn legs(&self) -> impl Iterator<Item = Id> {
        self.participants
            .iter()
            .map(|participant| participant.leg)
            .chain(self.coming())
    }

    pub(super) fn has_leg(&self, leg: Id) -> bool {
        self.legs().any(|known| known == leg)
    }

    pub(super) const fn seats_taken(&self) -> usize {
        self.participants.len() + self.coming.len()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.seats_taken() == 0
    }

    pub(super) fn chair(&self) -> Option<Id> {
        self.chair.map(|(leg, _)| leg)
    }

    /// Keeps a seat for somebody whom the plane was asked to bring in.
    pub(super) fn expect(&mut self, leg: Id, who: Caller, takes_chair: bool) {
        self.coming.push(Coming {
            leg,
            number: who.number,
            display_name: who.display_name,
            user_id: who.user_id,
            takes_chair,
        });
    }

    /// Somebody on his way is there; `false` when nobody with this leg was on his way.
    pub(super) fn join(
        &mut self,
        leg: Id,
        settings: &Settings,
        at_ms: i64,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(index) = self.coming.iter().position(|coming| coming.leg == leg) else {
            return false;
        };
        let who = self.coming.remove(index);
        self.participants.push(Participant {
            leg,
            number: who.number,
            display_name: who.display_name,
            user_id: who.user_id,
            muted: false,
            mute_wanted: false,
            cell: self.free_cell(settings),
            joined_ms: at_ms,
            leaving: false,
        });
        let owner = who.user_id == Some(settings.owner);
        let taken_by_right = self.chair.is_some_and(|(_, by)| by == ChairBy::Right);
        if who.takes_chair || (owner && !taken_by_right) {
            self.chair = Some((leg, ChairBy::Right));
        }
        self.settle_chair(settings);
        let silent = settings.control == Control::Master && self.chair() != Some(leg);
        if self.muted || silent {
            self.want_muted(leg, true, effects);
        }
        self.show(settings, effects);
        true
    }

    /// A leg is gone; `false` when it was unknown.
    pub(super) fn leave(
        &mut self,
        leg: Id,
        settings: &Settings,
        at_ms: i64,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let before = self.seats_taken();
        self.coming.retain(|coming| coming.leg != leg);
        let shown = self.participant_mut(leg).is_some();
        self.participants
            .retain(|participant| participant.leg != leg);
        if self.seats_taken() == before {
            return false;
        }
        self.nobody_since_ms = at_ms;
        self.settle_chair(settings);
        if shown {
            self.show(settings, effects);
        }
        true
    }

    /// Asks the plane to drop a participant, who from now on only holds his seat.
    pub(super) fn send_away(&mut self, leg: Id, settings: &Settings, effects: &mut Vec<Effect>) {
        if let Some(participant) = self.participant_mut(leg) {
            participant.leaving = true;
            participant.cell = None;
            effects.push(Effect::Drop(leg));
            self.settle_chair(settings);
            self.show(settings, effects);
        }
    }

    /// All legs are gone at once.
    pub(super) fn lose_everybody(&mut self, at_ms: i64) {
        self.participants.clear();
        self.coming.clear();
        self.chair = None;
        self.recording = Recording::Off;
        self.nobody_since_ms = at_ms;
    }

    pub(super) fn give_chair(&mut self, leg: Id, settings: &Settings, effects: &mut Vec<Effect>) {
        self.chair = Some((leg, ChairBy::Right));
        if settings.control == Control::Master && !self.muted {
            self.want_muted(leg, false, effects);
        }
    }

    /// After somebody came or went: the chairman is somebody in the room, and somebody has the chair when he may.
    fn settle_chair(&mut self, settings: &Settings) {
        let chairman = self.chair();
        if self
            .present()
            .any(|participant| Some(participant.leg) == chairman)
        {
            return;
        }
        let owner = self
            .present()
            .find(|participant| participant.user_id == Some(settings.owner))
            .map(|owner| (owner.leg, ChairBy::Right));
        let first = self
            .present()
            .next()
            .filter(|_| settings.control == Control::Free)
            .map(|first| (first.leg, ChairBy::Default));
        self.chair = owner.or(first);
    }

    /// The chair by a new rule of the room.
    pub(super) fn follow(&mut self, settings: &Settings, effects: &mut Vec<Effect>) {
        self.settle_chair(settings);
        let cells = settings.cells();
        for participant in &mut self.participants {
            participant.cell = participant.cell.filter(|cell| *cell < cells);
        }
        self.show(settings, effects);
    }

    fn want_muted(&mut self, leg: Id, muted: bool, effects: &mut Vec<Effect>) {
        if let Some(participant) = self.participant_mut(leg) {
            participant.want_muted(muted, effects);
        }
    }

    fn free_cell(&self, settings: &Settings) -> Option<u8> {
        (0..settings.cells()).find(|cell| self.present().all(|shown| shown.cell != Some(*cell)))
    }

    /// Puts a participant into a cell; whoever is in it takes his.
    pub(super) fn place(&mut self, leg: Id, cell: Option<u8>) {
        let Some(before) = self
            .participant_mut(leg)
            .map(|participant| participant.cell)
        else {
            return;
        };
        for participant in self.present_mut() {
            if participant.leg == leg {
                participant.cell = cell;
            } else if cell.is_some() && participant.cell == cell {
                participant.cell = before;
            }
        }
    }

    /// Shows these and nobody else, as far as there are cells.
    pub(super) fn arrange(&mut self, order: &[Id], settings: &Settings) {
        for participant in self.present_mut() {
            let index = order.iter().position(|leg| *leg == participant.leg);
            let cell = index.and_then(|index| u8::try_from(index).ok());
            participant.cell = cell.filter(|cell| *cell < settings.cells());
        }
    }

    /// Tells the plane what to show, in a room with a picture.
    pub(super) fn show(&self, settings: &Settings, effects: &mut Vec<Effect>) {
        if settings.mode == Mode::Audio {
            return;
        }
        let in_cell = |cell| self.present().find(|shown| shown.cell == Some(cell));
        let cells = (0..settings.cells()).map(|cell| in_cell(cell).map(Participant::leg));
        effects.push(Effect::Arrange(cells.collect()));
    }

    pub(super) fn start_recording(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.recording, Recording::Off | Recording::Stopping) {
            self.recording = Recording::Starting;
            effects.push(Effect::StartRecording);
        }
    }

    pub(super) fn stop_recording(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.recording, Recording::On | Recording::Starting) {
            self.recording = Recording::Stopping;
            effects.push(Effect::StopRecording);
        }
    }

    pub(super) const fn recording_started(&mut self) {
        // Stopping: it was asked to stop since, and that will be reported, too.
        if !matches!(self.recording, Recording::Stopping) {
            self.recording = Recording::On;
        }
    }

    pub(super) const fn recording_stopped(&mut self) {
        // Starting: this is the end of the recording before.
        if !matches!(self.recording, Recording::Starting) {
            self.recording = Recording::Off;
        }
    }

    pub(super) const fn recording_failed(&mut self) {
        self.recording = Recording::Off;
    }
}
