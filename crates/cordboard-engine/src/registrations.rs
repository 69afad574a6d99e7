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

/// Whether the registration names the phone: by the user of its contact (RFC 3261, 19.1.1), or by the hardware address
/// in its instance (RFC 5626, 4.1).
pub(crate) fn names(registration: &Registration, phone: &Record) -> bool {
    let contact = registration.contact_address.trim_start_matches('<');
    let user = contact
        .split_once(':')
        .and_then(|(_, rest)| rest.split_once('@'))
        .map(|(user, _)| user);
    let name = phone
        .fields
        .get("sip")
        .and_then(|sip| sip.get("username")?.as_str());
    let digits = |text: &str| -> String {
        let hex = text.chars().filter(char::is_ascii_hexdigit);
        hex.map(|digit| digit.to_ascii_lowercase()).collect()
    };
    let address = digits(phone.text("mac_address"));
    let by_name = user.is_some_and(|user| name.is_some_and(|name| user.eq_ignore_ascii_case(name)));
    by_name || (!address.is_empty() && digits(&registration.instance_id).contains(&address))
}
