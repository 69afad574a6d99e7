//! Deleting a holiday.

use super::create::may_write;
use crate::authorise::{Object, Verb, authorise, sees};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Id, Kind};
use cordboard_store::{Assert, Touched};

/// Moves the holiday to the recycle bin.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    engine.retry(|| {
        let _steady = engine.steady();
        crate::authorise::scope(&engine.tree(), principal)?;
        let current = engine
            .live(Kind::Holiday, id)?
            .ok_or(Error::NotFound("holiday"))?;
        let account_id = current.account_id.ok_or(Error::NotFound("holiday"))?;
        if !sees(&engine.tree(), principal, account_id) {
            return Err(Error::NotFound("holiday"));
        }
        if principal.is_admin() {
            // Also the holidays of people who are gone.
            authorise(
                &engine.tree(),
                principal,
                Verb::EditAccount,
                Object::Account(account_id),
            )?;
        } else {
            may_write(engine, principal, &current, account_id)?;
        }
        let mut record = current.clone();
        record.deleted_ms = Some(engine.now_ms());
        let touched = vec![Touched {
            kind: Kind::Holiday,
            id,
            account_id,
        }];
        let detail = serde_json::json!({ "label": current.text("name") });
        let mut batch = engine.batch(principal.actor(), "holiday.delete", touched, detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Holiday,
            id,
            rev: current.rev,
        });
        batch.puts.push(listing::put(record));
        engine.commit(batch)?;
        Ok(())
    })
}
