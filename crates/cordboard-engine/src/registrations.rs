//! The verbs on registrations: where the phones of a user can be reached, as the telephone plane knows and as a
//! switch has reported.

pub mod list;
pub mod of_phones;
pub mod remove;
pub mod report;

use crate::plane::Registration;
use crate::{Engine, Result, calls, listing};
use cordboard_model::{Id, Kind, Record};

/// Every registration of a user.
pub(crate) fn of(engine: &Engine, user: &Record, account_id: Id) -> Result<Vec<Registration>> {
    let mut found = Vec::new();
    if let (Some(plane), Some(account)) = (engine.plane(), engine.live(Kind::Account, account_id)?)
    {
        found = plane.registrations(&calls::line(user, &account));
    }
    let reported = reported(engine, user.id, account_id)?;
    found.extend(reported.iter().map(|record| Registration {
        instance_id: record.text("instance_id").to_owned(),
        user_agent: record.text("user_agent").to_owned(),
        application: record.text("application").to_owned(),
        ip: record.text("ip").to_owned(),
        enable_push: record.flag("enable_push", false),
        contact_address: record.text("contact_address").to_owned(),
    }));
    Ok(found)
}

/// Those that a switch reported.
fn reported(engine: &Engine, user_id: Id, account_id: Id) -> Result<Vec<Record>> {
    listing::linked(&*engine.read()?, (Kind::Registration, account_id), user_id)
}
