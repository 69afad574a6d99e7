//! Calling a plan by another name.

use super::Profile;
use super::create::refuse_default;
use crate::authorise::settings;
use crate::belongings::{self, Place};
use crate::{Engine, Error, Principal, Result, rewrite};
use cordboard_model::{Id, Kind, Role};

/// Which plan gets which name.
#[derive(Debug, Clone)]
pub struct Input {
    /// The plan.
    pub id: Id,
    /// Its new name.
    pub name: String,
}

/// Renames it; every account that has it shows the new name.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Profile> {
    settings(&engine.tree(), principal)?;
    refuse_default(&input.name)?;
    let account_id = engine.tree().root().ok_or(Error::NotInstalled)?;
    let record = engine.retry(|| {
        let place = Place {
            account_id,
            id: input.id,
        };
        let current = belongings::find(&*engine.read()?, Kind::AccountProfile, place)?;
        let renamed = |fields: &cordboard_model::Fields| {
            let mut fields = fields.clone();
            fields.insert("name".to_owned(), input.name.clone().into());
            Ok(fields)
        };
        let edited = rewrite::apply(&current, &renamed, Role::Admin, &[], engine.now_ms())?;
        let verb = "account_profile.update";
        belongings::replace(engine, principal, verb, (current, edited), Vec::new())
    })?;
    Ok(Profile::of(&record))
}
