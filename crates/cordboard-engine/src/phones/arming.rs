//! Until when a phone's file holds the SIP password: whoever reads the address of the file later shall not find it there.
//!
//! A file is armed, which is to say that it holds the password, from the beginning. It is so no more when the phone has
//! fetched it and a registration is seen after that: then the phone has what it needs, and keeps it. It is armed again by
//! somebody who manages the phone ([`super::rearm`]), and by itself when the phone becomes another device or registers
//! with another name or password. Registrations from before a fetch do not count then: they are those of the phone as it
//! was. A phone that was never fetched for, as somebody typed its settings in, is not armed any more when a
//! registration names it.
//!
//! Planes and switches report a registration to [`registered`]; one that was there without a report is seen when the file
//! is fetched or looked at. Of phones that belong to nobody no registrations are known, so that they stay armed, and so
//! do those that [keep nothing](Vendor::keeps_what_is_left_out).

use super::config::credentials;
use super::fetch::{Found, surroundings};
use super::log::{self, Log};
use crate::plane::Registration;
use crate::registrations::{self, names};
use crate::{Engine, Result, listing};
use cordboard_model::phone_config::Vendor;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A phone that starts asks for its file by one name after the other for so long, and takes one of the answers. A
/// registration that is known without a report can be an old one, so that it does not count within this time.
const START_MS: i64 = 60_000;

/// Whether a phone's file holds the SIP password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Password {
    /// It does, until the phone registers.
    InFile,
    /// It does not, since a registration was seen at this time, in milliseconds since the epoch.
    HeldBack {
        /// When it was seen.
        since_ms: i64,
    },
    /// It always does: phones of this vendor would lose it otherwise.
    Always,
}

/// How far a phone is with its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Arming {
    /// Tells the phone and what it registers with from others, without holding anything of it.
    about: String,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    /// The file holds the password, and nobody has fetched it yet.
    Armed,
    /// The phone has fetched it since this time, in milliseconds since the epoch.
    Fetched { at_ms: i64 },
    /// A registration was seen after that.
    Registered { at_ms: i64 },
}

/// The stage of this phone; `None` when nothing is known of it yet.
fn stage(engine: &Engine, found: &Found, log: &Log) -> Option<Stage> {
    let kept = log.arming.as_ref()?;
    match kept.about == about(engine, found) {
        true => Some(kept.stage),
        false => Some(Stage::Armed),
    }
}

fn about(engine: &Engine, found: &Found) -> String {
    let (name, password) = credentials(&found.phone, found.user.as_ref());
    let mac = found.phone.text("mac_address");
    let vendor = found.vendor;
    let device = format!("phone password|{vendor:?}|{mac}|{name}|{password}");
    engine.pepper.name_of(&device)
}

fn put(engine: &Engine, found: &Found, log: &mut Log, stage: Stage) {
    let about = about(engine, found);
    log.arming = Some(Arming { about, stage });
}

/// The phone has fetched its file with the password.
pub(super) fn fetched(engine: &Engine, found: &Found, log: &mut Log) {
    let now_ms = engine.now_ms();
    match stage(engine, found, log) {
        // One that has registered while it was given the file needs no other registration.
        Some(Stage::Registered { .. }) => {}
        // It still starts.
        Some(Stage::Fetched { at_ms }) if now_ms - at_ms < START_MS => {}
        _ => put(engine, found, log, Stage::Fetched { at_ms: now_ms }),
    }
}

/// From now on the file holds the password.
pub(super) fn arm(engine: &Engine, found: &Found, log: &mut Log) {
    put(engine, found, log, Stage::Armed);
}

/// What is kept of the phone, once a registration that is there without having been reported is noted.
pub(super) fn look(engine: &Engine, found: &Found) -> Result<Log> {
    let log = log::read(engine, found.phone.id)?;
    match see(engine, found, &log, Seen::There)? {
        true => log::read(engine, found.phone.id),
        false => Ok(log),
    }
}

/// Whether the phone's file holds the password.
pub(super) fn password(engine: &Engine, found: &Found, log: &Log) -> Password {
    let keeps = |vendor: Vendor| vendor.keeps_what_is_left_out();
    match stage(engine, found, log) {
        _ if !found.vendor.is_none_or(keeps) => Password::Always,
        Some(Stage::Registered { at_ms }) => Password::HeldBack { since_ms: at_ms },
        _ => Password::InFile,
    }
}

/// A registration of a person was reported: the files of his phones hold the password no more. That this cannot be noted
/// keeps nobody from registering.
pub(crate) fn registered(engine: &Engine, account_id: Id, user_id: Id) {
    if let Err(error) = see_all(engine, account_id, user_id) {
        tracing::warn!(%error, user = %user_id, "the registration of a phone could not be noted");
    }
}

fn see_all(engine: &Engine, account_id: Id, user_id: Id) -> Result<()> {
    let snapshot = engine.read()?;
    for phone in of_person(&*snapshot, account_id, user_id)? {
        if let Some(found) = surroundings(&*snapshot, phone.id)? {
            let log = log::read(engine, phone.id)?;
            see(engine, &found, &log, Seen::Reported)?;
        }
    }
    Ok(())
}

/// How a registration is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// It was reported just now.
    Reported,
    /// It is there, nobody knows since when.
    There,
}

/// Notes that the phone has registered, if one of its person's registrations says so.
fn see(engine: &Engine, found: &Found, log: &Log, seen: Seen) -> Result<bool> {
    let before = stage(engine, found, log);
    let (Some(user), true) = (&found.user, is_awaited(before, seen, engine.now_ms())) else {
        return Ok(false);
    };
    let snapshot = engine.read()?;
    let known = registrations::at(engine, &*snapshot, user, &found.account)?;
    let others = of_person(&*snapshot, found.account.id, user.id)?;
    let is_its = |one: &Registration| match before {
        None => names(one, &found.phone),
        // It may be that of another program of the person, too: what the phone has fetched it has.
        Some(_) => {
            let mut others = others.iter().filter(|other| other.id != found.phone.id);
            names(one, &found.phone) || !others.any(|other| names(one, other))
        }
    };
    if !known.iter().any(is_its) {
        return Ok(false);
    }
    let at_ms = engine.now_ms();
    let note = || engine.batch(None, "phone.registered", Vec::new(), Value::Null);
    log::edit(engine, &found.phone, note, |log| {
        if stage(engine, found, log) == before {
            put(engine, found, log, Stage::Registered { at_ms });
        }
    })?;
    Ok(true)
}

/// Whether a registration that is known in this way changes anything.
fn is_awaited(stage: Option<Stage>, seen: Seen, now_ms: i64) -> bool {
    match (stage, seen) {
        (None, Seen::Reported) | (Some(Stage::Fetched { .. }), Seen::Reported) => true,
        (Some(Stage::Fetched { at_ms }), Seen::There) => now_ms - at_ms >= START_MS,
        (None, Seen::There) | (Some(Stage::Armed | Stage::Registered { .. }), _) => false,
    }
}

fn of_person(snapshot: &dyn Snapshot, account_id: Id, user_id: Id) -> Result<Vec<Record>> {
    listing::linked(snapshot, (Kind::Phone, account_id), user_id)
}
