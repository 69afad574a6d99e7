//! The plans that there are.

use super::{DEFAULT_NAME, Profile};
use crate::{Engine, Error, Principal, Result, clients};
use cordboard_model::Kind;
use cordboard_model::reseller::DEFAULT_PROFILE;

/// All of them, the one that is there from the start first, then by name.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Profile>> {
    clients::reseller_of(engine, principal)?;
    let top = engine.tree().root().ok_or(Error::NotInstalled)?;
    let records = engine
        .read()?
        .records(Kind::AccountProfile, Some(top), None, usize::MAX)?;
    let first = Profile {
        id: DEFAULT_PROFILE.to_owned(),
        name: DEFAULT_NAME.to_owned(),
    };
    let others = records.iter().map(Profile::of);
    Ok([first].into_iter().chain(others).collect())
}
