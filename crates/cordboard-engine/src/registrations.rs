//! The verbs on registrations: where the phones of a user can be reached, as the telephone plane knows and as a
//! switch has reported.

pub mod list;
pub mod of_phones;
pub mod remove;
pub mod report;

use crate::plane::Registration;
use crate::{Engine, Result, calls, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;

/// Every registration of a user.
pub(crate) fn of(engine: &Engine, user: &Record, account_id: Id) -> Result<Vec<Registration>> {
    let snapshot = engine.read()?;
    let account = snapshot.get(Kind::Account, account_id)?;
    match account.filter(Record::is_live) {
        Some(account) => at(engine, &*snapshot, user, &account),
        None => Ok(reported(&*snapshot, user.id, account_id)?
            .iter()
            .map(registration)
            .collect()),
    }
}

/// As [`of`], with what this snapshot knows.
pub(crate) fn at(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    user: &Record,
    account: &Record,
) -> Result<Vec<Registration>> {
    let plane = engine.plane();
    let mut found = plane.map_or_else(Vec::new, |plane| {
        plane.registrations(&calls::line(user, account))
    });
    let reported = reported(snapshot, user.id, account.id)?;
    found.extend(reported.iter().map(registration));
    Ok(found)
}

/// Those that a switch reported.
fn reported(snapshot: &dyn Snapshot, user_id: Id, account_id: Id) -> Result<Vec<Record>> {
    listing::linked(snapshot, (Kind::Registration, account_id), user_id)
}

fn registration(record: &Record) -> Registration {
    Registration {
        instance_id: record.text("instance_id").to_owned(),
        user_agent: record.text("user_agent").to_owned(),
        application: record.text("application").to_owned(),
        ip: record.text("ip").to_owned(),
        enable_push: record.flag("enable_push", false),
        contact_address: record.text("contact_address").to_owned(),
    }
}
