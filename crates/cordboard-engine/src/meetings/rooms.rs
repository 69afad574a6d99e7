//! What goes on in the rooms: each is a machine in memory that follows the settings of its record, and asks the
//! telephone plane to do things. Locks: the map for a moment only; a room while its machine moves. Whoever holds a
//! room neither takes another one nor takes reports in.

use crate::belongings::{self, Place};
use crate::plane::live::Engaged;
use crate::plane::{self, News};
use crate::{Engine, Error, Result, calls};
use cordboard_model::meeting::{
    Command, Event, Meeting, Participant, PlaneEvent, Refusal, Settings, Standing, Status, apply,
};
use cordboard_model::{Id, Kind, Record};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The rooms that were looked at since the program started, or that open by themselves.
#[derive(Default)]
pub(crate) struct Rooms {
    map: Mutex<HashMap<Id, Arc<Mutex<Room>>>>,
    /// Whether the rooms with a schedule were read from the store.
    loaded: Mutex<bool>,
}

/// A room with what goes on in it.
pub(crate) struct Room {
    known: plane::Room,
    machine: Meeting,
}

impl Room {
    fn new(record: &Record, account_id: Id) -> Self {
        let settings = Settings::of_fields(&record.fields);
        let known = plane::Room {
            id: record.id,
            account_id,
            number: record.text("extension_number").to_owned(),
            owner_id: settings.owner,
        };
        let machine = Meeting::new(settings);
        Self { known, machine }
    }

    pub(super) const fn meeting(&self) -> &Meeting {
        &self.machine
    }
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn of_record(engine: &Engine, record: &Record, account_id: Id) -> Arc<Mutex<Room>> {
    let mut map = hold(&engine.live.rooms.map);
    let room = map
        .entry(record.id)
        .or_insert_with(|| Arc::new(Mutex::new(Room::new(record, account_id))));
    Arc::clone(room)
}

fn known(engine: &Engine, id: Id) -> Option<Arc<Mutex<Room>>> {
    hold(&engine.live.rooms.map).get(&id).cloned()
}

/// Does something with a room that is in memory, without reading its record. Nobody has looked into the others since the
/// start of the program: they are closed and empty.
pub(super) fn peek<T>(engine: &Engine, id: Id, look: impl FnOnce(&Room) -> T) -> Option<T> {
    known(engine, id).map(|room| look(&hold(&room)))
}

/// Whether the room is open and how many are in it, without reading its record.
pub(super) fn glance(engine: &Engine, id: Id) -> (Status, usize) {
    let seen = |room: &Room| {
        let meeting = room.meeting();
        (meeting.status(), meeting.participants().count())
    };
    peek(engine, id, seen).unwrap_or((Status::Offline, 0))
}

/// Has the room in memory, so that its schedule is kept.
pub(super) fn remember(engine: &Engine, record: &Record) {
    if let Some(account_id) = record.account_id {
        of_record(engine, record, account_id);
    }
}

/// Does something with a room, which first follows its record. Nobody else moves the room meanwhile.
pub(super) fn with<T>(
    engine: &Engine,
    place: Place,
    act: impl FnOnce(Record, &mut Room) -> Result<T>,
) -> Result<T> {
    let record = belongings::find(&*engine.read()?, Kind::Meeting, place)?;
    with_read(engine, place, &record, act)
}

/// The same with a room whose record has just been read.
pub(super) fn with_read<T>(
    engine: &Engine,
    place: Place,
    record: &Record,
    act: impl FnOnce(Record, &mut Room) -> Result<T>,
) -> Result<T> {
    let room = of_record(engine, record, place.account_id);
    let mut room = hold(&room);
    // Read again: it may have changed, or gone, until it was this one's turn.
    let record = match belongings::find(&*engine.read()?, Kind::Meeting, place) {
        Err(Error::NotFound(what)) => {
            hold(&engine.live.rooms.map).remove(&place.id);
            return Err(Error::NotFound(what));
        }
        found => found?,
    };
    let settings = Settings::of_fields(&record.fields);
    if room.machine.settings() != &settings {
        let (by, command) = (Standing::Admin, Command::Configure(settings));
        if let Err(refusal) = step(engine, &mut room, Event::Command { by, command }) {
            tracing::warn!(%refusal, meeting = %place.id, "an open room cannot follow its settings");
        }
    }
    act(record, &mut room)
}

/// Whether the room can follow what its record is going to be.
pub(super) fn would_follow(engine: &Engine, place: Place, record: &Record) -> Result<()> {
    let settings = Settings::of_fields(&record.fields);
    with(engine, place, |_, room| {
        let (by, command) = (Standing::Admin, Command::Configure(settings));
        apply(
            &room.machine,
            Event::Command { by, command },
            engine.now_ms(),
        )?;
        Ok(())
    })
}

/// Moves the machine, has the plane do what follows, and tells who listens.
pub(super) fn step(
    engine: &Engine,
    room: &mut Room,
    event: Event,
) -> std::result::Result<(), Refusal> {
    let now_ms = engine.now_ms();
    let (after, effects) = apply(&room.machine, event, now_ms)?;
    let before = std::mem::replace(&mut room.machine, after);
    if let Some(plane) = engine.live.plane() {
        for effect in &effects {
            plane.room(&room.known, effect);
        }
    }
    let account_id = room.known.account_id;
    let is_in = |meeting: &Meeting, leg| meeting.participant(leg).is_some();
    for left in before.participants() {
        if !is_in(&room.machine, left.leg()) {
            engage(engine, account_id, left, Engaged::No);
            calls::left_room(engine, &room.known, left, now_ms);
        }
    }
    for came in room.machine.participants() {
        if !is_in(&before, came.leg()) {
            engage(engine, account_id, came, Engaged::OnCall);
        }
    }
    if before != room.machine {
        engine.live.tell(News::Room {
            account_id,
            meeting_id: room.known.id,
        });
    }
    Ok(())
}

fn engage(engine: &Engine, account_id: Id, who: &Participant, engaged: Engaged) {
    if let Some(user_id) = who.user_id() {
        engine.live.engage(account_id, user_id, who.leg(), engaged);
    }
}

/// Takes in what the plane reports about a room. A room that is gone has closed already.
pub(crate) fn hear(engine: &Engine, id: Id, event: PlaneEvent) {
    if let Some(room) = known(engine, id) {
        // The machine refuses commands only.
        let _ = step(engine, &mut hold(&room), Event::Plane(event));
    }
}

/// Closes a room whose record is gone.
pub(super) fn close(engine: &Engine, id: Id) {
    let room = hold(&engine.live.rooms.map).remove(&id);
    if let Some(room) = room {
        let (by, command) = (Standing::Admin, Command::Stop);
        // An administrator may stop any room.
        let _ = step(engine, &mut hold(&room), Event::Command { by, command });
    }
}

/// A plane came: it has none of the rooms that are open.
pub(crate) fn introduce(engine: &Engine) {
    let rooms: Vec<Id> = hold(&engine.live.rooms.map).keys().copied().collect();
    for id in rooms {
        hear(engine, id, PlaneEvent::RoomLost);
    }
}

/// Lets time pass in the rooms in which it does something.
pub(crate) fn tick(engine: &Engine, now_ms: i64) {
    if let Err(error) = load(engine) {
        tracing::error!(%error, "the rooms with a schedule could not be read");
    }
    let due = all(engine, |room| {
        let waits = room.machine.next_tick_ms()? <= now_ms;
        // A schedule whose time is over has nothing left to do.
        let ticked = apply(&room.machine, Event::Tick, now_ms);
        let due = waits && ticked.is_ok_and(|(_, effects)| !effects.is_empty());
        due.then_some(Place {
            account_id: room.known.account_id,
            id: room.known.id,
        })
    });
    for place in due {
        if !engine.tree().contains(place.account_id) {
            close(engine, place.id);
            continue;
        }
        let ticked = with(engine, place, |_, room| {
            Ok(step(engine, room, Event::Tick)?)
        });
        match ticked {
            Ok(()) | Err(Error::NotFound(_)) => {}
            Err(error) => tracing::error!(%error, "a room with a schedule could not be read"),
        }
    }
}

/// When time next does something in a room.
pub(crate) fn next_tick_ms(engine: &Engine, now_ms: i64) -> Option<i64> {
    let next = all(engine, |room| room.machine.next_tick_ms());
    next.into_iter().filter(|at_ms| *at_ms > now_ms).min()
}

fn all<T>(engine: &Engine, what: impl Fn(&Room) -> Option<T>) -> Vec<T> {
    let rooms: Vec<_> = hold(&engine.live.rooms.map).values().cloned().collect();
    rooms.iter().filter_map(|room| what(&hold(room))).collect()
}

/// Reads the rooms that open by themselves, once.
fn load(engine: &Engine) -> Result<()> {
    let mut loaded = hold(&engine.live.rooms.loaded);
    if *loaded {
        return Ok(());
    }
    let snapshot = engine.read()?;
    let mut ids = Vec::new();
    snapshot.each_head(Kind::Meeting, &mut |head| ids.push(head.id))?;
    for id in ids {
        let record = snapshot.get(Kind::Meeting, id)?.filter(Record::is_live);
        let scheduled = |record: &Record| {
            let settings = Settings::of_fields(&record.fields);
            settings.scheduled_start_ms.is_some()
        };
        if let Some(record) = record.filter(scheduled) {
            remember(engine, &record);
        }
    }
    *loaded = true;
    Ok(())
}
