//! Revoking a kiosk: its token is over at once, also for a feed that runs, and so is a code that still waits.

use super::waiting;
use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Error, Principal, Result, accounts, sessions};
use cordboard_model::{Id, Kind};

/// Revokes it. Admins of its account may.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    scope(&engine.tree(), principal)?;
    engine.retry(|| {
        let kiosk = engine.live(Kind::Kiosk, id)?;
        let kiosk = kiosk.ok_or(Error::NotFound("kiosk"))?;
        let account_id = kiosk.account_id.ok_or(Error::NotFound("kiosk"))?;
        let account = Object::Account(account_id);
        let allowed = authorise(&engine.tree(), principal, Verb::EditKiosks, account);
        allowed.map_err(|error| match error {
            Error::NotFound(_) => Error::NotFound("kiosk"),
            other => other,
        })?;
        let touched = vec![accounts::touched(account_id)];
        let detail = serde_json::json!({ "label": kiosk.label() });
        let mut batch = engine.batch(principal.actor(), "kiosk.revoke", touched, detail);
        batch.release.extend(waiting(&kiosk));
        batch.erases.push((Kind::Kiosk, id));
        sessions::end_all(engine, &mut batch, id, None)?;
        engine.commit(batch)?;
        Ok(())
    })
}
