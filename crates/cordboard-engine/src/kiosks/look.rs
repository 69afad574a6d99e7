//! What a kiosk is told about itself and its office.

use super::attending;
use crate::authorise::Verb;
use crate::principal::Kiosk;
use crate::{Engine, Error, Principal, Result, users};
use chrono::DateTime;
use cordboard_model::office_hours::OfficeSwitch;
use cordboard_model::{Kind, Record};

/// The kiosk, with what is around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The kiosk.
    pub kiosk: Kiosk,
    /// What people call it.
    pub name: String,
    /// The account's name.
    pub account_name: String,
    /// The language of the line's person, else of the account, else nothing.
    pub language: Option<String>,
    /// Whose calls it works.
    pub line: Option<Record>,
    /// What the plane is called, and whether it only plays telephone; nothing where none carries calls.
    pub plane: Option<(&'static str, bool)>,
    /// What somebody made of the office by hand, while that holds.
    pub office_switch: Option<OfficeSwitch>,
}

/// Looks.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Output> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let snapshot = engine.read()?;
    let live = |kind, id| {
        let record = snapshot.get(kind, id)?.filter(Record::is_live);
        record.ok_or(Error::Unauthenticated)
    };
    let record = live(Kind::Kiosk, kiosk.id)?;
    let account = live(Kind::Account, kiosk.account_id)?;
    // Somebody who left the office leaves the kiosk without a line.
    let line = kiosk
        .line
        .and_then(|id| users::find_in(&*snapshot, kiosk.account_id, id).ok());
    let spoken = |record: &Record| {
        let language = record.text("language");
        (!language.is_empty()).then(|| language.to_owned())
    };
    let language = line.as_ref().and_then(spoken).or_else(|| spoken(&account));
    let now = DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default();
    Ok(Output {
        kiosk,
        name: record.label(),
        language,
        account_name: account.label(),
        office_switch: OfficeSwitch::of_account(&account)
            .filter(|switch| switch.open_at(now).is_some()),
        plane: engine
            .plane()
            .map(|plane| (plane.name(), plane.is_simulated())),
        line,
    })
}
