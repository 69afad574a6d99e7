//! Taking a plan away.

use crate::authorise::settings;
use crate::belongings::{self, Place};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind};

/// Moves it to the recycle bin. Accounts that have it keep its id, and need another one when they are changed next.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    settings(&engine.tree(), principal)?;
    let account_id = engine.tree().root().ok_or(Error::NotInstalled)?;
    engine.retry(|| {
        let place = Place { account_id, id };
        let current = belongings::find(&*engine.read()?, Kind::AccountProfile, place)?;
        belongings::remove(engine, principal, "account_profile.delete", current).map(|_| ())
    })
}
