//! Calls: starting one, and what is kept of one that is over.

mod kept;
pub(crate) mod route;
pub mod start;

use crate::plane::live::Engaged;
use crate::plane::{CallRecord, Line, Party, Recording, Room};
use crate::{Engine, Result};
use cordboard_model::meeting::Participant;
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::ClaimKey;

/// The live user of the account who has this extension.
pub(crate) fn by_number(engine: &Engine, account_id: Id, number: &str) -> Result<Option<Record>> {
    let key = ClaimKey {
        scope: "extension".into(),
        account_id: Some(account_id),
        key: name_key(number),
    };
    let snapshot = engine.read()?;
    let Some((Kind::User, id)) = snapshot.claim(&key)? else {
        return Ok(None);
    };
    Ok(snapshot.get(Kind::User, id)?.filter(Record::is_live))
}

/// The line of a user of an account.
pub(crate) fn line(user: &Record, account: &Record) -> Line {
    Line {
        account_id: account.id,
        realm: account.text("realm").to_owned(),
        user_id: user.id,
        number: user.text("extension_number").to_owned(),
    }
}

/// A call is over: nobody is on it any more, and each side that is a user of the account has it among his calls.
pub(crate) fn ended(engine: &Engine, account_id: Id, call: Id, record: &CallRecord) -> Result<()> {
    let sides = [&record.caller, &record.callee];
    for user_id in sides.into_iter().filter_map(|side| side.user_id) {
        engine.live.engage(account_id, user_id, call, Engaged::No);
    }
    kept::call(engine, account_id, &call.to_string(), record)
}

/// Somebody has left a meeting room: the call between the room and him is over.
pub(crate) fn left_room(engine: &Engine, room: &Room, who: &Participant, now_ms: i64) {
    let Some(plane) = engine.plane() else {
        return;
    };
    let side = |number: &str, display_name: &str, user_id| Party {
        number: number.to_owned(),
        domain: String::new(),
        display_name: display_name.to_owned(),
        user_id,
    };
    let record = CallRecord {
        caller: side(&room.number, "", None),
        callee: side(who.number(), who.display_name(), who.user_id()),
        started_ms: who.joined_ms(),
        rang_ms: Some(who.joined_ms()),
        answered_ms: Some(who.joined_ms()),
        ended_ms: now_ms,
        status_code: 200,
        ended_by_caller: true,
        voicemail: None,
        simulated: plane.is_simulated(),
        from_outside: false,
    };
    if let Err(error) = kept::call(engine, room.account_id, &who.leg().to_string(), &record) {
        tracing::error!(%error, "a call with a meeting room could not be kept");
    }
}

/// A recording is complete.
pub(crate) fn recorded(engine: &Engine, recording: Recording) -> Result<()> {
    kept::recording(engine, recording)
}
