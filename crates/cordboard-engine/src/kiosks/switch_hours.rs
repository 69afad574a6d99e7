//! Switching the office open or closed by hand, until the day ends, or back to its week.

use super::attending;
use crate::authorise::Verb;
use crate::edit::Edited;
use crate::{Engine, Error, Principal, Result, belongings};
use chrono::{DateTime, Days, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use cordboard_model::{Kind, Record};
use serde_json::json;

/// What the office is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// What its week says.
    Week,
    /// Open.
    Open,
    /// Closed, as at night.
    Closed,
}

/// Switches it. What is switched by hand holds until midnight in the office's zone, so that nobody who forgets it
/// keeps the office shut on the next morning. Kiosks with that duty may.
pub fn run(engine: &Engine, principal: &Principal, switch: Switch) -> Result<()> {
    let kiosk = attending(engine, principal, Verb::AttendHours)?;
    engine.retry(|| {
        let _steady = engine.steady();
        attending(engine, principal, Verb::AttendHours)?;
        let account = engine
            .live(Kind::Account, kiosk.account_id)?
            .ok_or(Error::Unauthenticated)?;
        let mut changed = account.clone();
        changed.modified_ms = engine.now_ms();
        let to = match switch {
            Switch::Week => None,
            Switch::Open => Some("open"),
            Switch::Closed => Some("closed"),
        };
        match to {
            None => changed.fields.shift_remove("office_switch"),
            Some(to) => {
                let until = midnight(&account, engine.now_ms());
                let value = json!({ "to": to, "until": until });
                changed.fields.insert("office_switch".into(), value)
            }
        };
        let is_same = changed.fields == account.fields;
        let edited = Edited {
            changed: if is_same {
                Vec::new()
            } else {
                vec!["/office_switch".into()]
            },
            record: changed,
        };
        write(engine, principal, account, edited)
    })
}

/// The account's own place in the tree stays as it is, so that this is a record like others.
fn write(engine: &Engine, principal: &Principal, account: Record, edited: Edited) -> Result<()> {
    if edited.changed.is_empty() {
        return Ok(());
    }
    let detail = json!({ "label": account.label(), "changed": edited.changed });
    let about = vec![crate::accounts::touched(account.id)];
    let mut batch = engine.batch(principal.actor(), "kiosk.hours", about, detail);
    batch.asserts.push(belongings::unchanged(&account));
    batch.puts.push(crate::listing::put(edited.record));
    engine.commit(batch)?;
    Ok(())
}

/// The end of the day in the office's zone, RFC 3339.
fn midnight(account: &Record, now_ms: i64) -> String {
    let zone: Tz = account.text("timezone").parse().unwrap_or(Tz::UTC);
    let now = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    let local = now.with_timezone(&zone);
    let next = local.date_naive().checked_add_days(Days::new(1));
    let start = next.and_then(|day| day.and_hms_opt(0, 0, 0));
    // On a day that begins later than at midnight, the hour after it.
    let start = start.and_then(|start| {
        let later = start + chrono::Duration::hours(1);
        let earliest = zone.from_local_datetime(&start).earliest();
        earliest.or_else(|| zone.from_local_datetime(&later).earliest())
    });
    let until = start.unwrap_or(local);
    until.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}
