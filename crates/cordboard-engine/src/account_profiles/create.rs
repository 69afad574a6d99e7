//! Making a plan.

use super::{DEFAULT_NAME, Profile};
use crate::authorise::settings;
use crate::{Engine, Error, Principal, Result, belongings};
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Kind};

/// Makes one of this name.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<Profile> {
    settings(&engine.tree(), principal)?;
    refuse_default(name)?;
    let top = engine.tree().root().ok_or(Error::NotInstalled)?;
    let mut fields = Fields::new();
    fields.insert("name".to_owned(), name.into());
    let record = belongings::prepare(engine, principal, Kind::AccountProfile, top, fields)?;
    let verb = "account_profile.create";
    let made = engine.retry(|| belongings::insert(engine, principal, verb, &record, Vec::new()))?;
    Ok(Profile::of(&made))
}

/// The one that is there from the start keeps its name to itself.
pub(super) fn refuse_default(name: &str) -> Result<()> {
    if name_key(name) != name_key(DEFAULT_NAME) {
        return Ok(());
    }
    Err(Error::Taken {
        path: "/name".to_owned(),
        detail: "this is the name of the plan that is there from the start".to_owned(),
    })
}
