//! Which of the account's holidays are holidays of a person: all of them, until somebody chooses.

use super::kept;
use crate::owned::{self, Owner};
use crate::users::{find_in, touched};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;
use serde_json::Value;

/// The field of a user.
const FIELD: &str = "holiday_ids";

/// Whether a holiday of the account is one of the person's.
pub(crate) fn has(user: &Record, holiday: &Record) -> bool {
    let Some(chosen) = user.fields.get(FIELD).and_then(Value::as_array) else {
        return true;
    };
    let id = holiday.id.to_string();
    chosen.iter().any(|known| known.as_str() == Some(&id))
}

/// The account's holidays that are holidays of the person, by date.
pub fn read(engine: &Engine, principal: &Principal, owner: Owner) -> Result<Vec<Record>> {
    owned::may_read(engine, principal, owner)?;
    let snapshot = engine.read()?;
    let user_id = owner.user_id.unwrap_or_default();
    let user = find_in(&*snapshot, owner.account_id, user_id)?;
    let mut found = kept::of(&*snapshot, owner.account_id, None)?;
    found.retain(|holiday| has(&user, holiday));
    Ok(found)
}

/// Chooses them. Each must be a holiday of the account.
pub fn choose(engine: &Engine, principal: &Principal, owner: Owner, ids: &[Id]) -> Result<()> {
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let snapshot = engine.read()?;
        let all = kept::of(&*snapshot, owner.account_id, None)?;
        let mut chosen: Vec<Value> = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            if !all.iter().any(|holiday| holiday.id == *id) {
                let detail = "There is no such holiday in this account.";
                return Err(Error::invalid(
                    &format!("/items/{index}"),
                    "not_found",
                    detail,
                ));
            }
            let id = Value::from(id.to_string());
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
        let user_id = owner.user_id.unwrap_or_default();
        let mut user = find_in(&*snapshot, owner.account_id, user_id)?;
        let detail = serde_json::json!({ "label": user.label(), "changed": ["/holiday_ids"] });
        let about = vec![touched(user_id, owner.account_id)];
        let mut batch = engine.batch(principal.actor(), "user.update_forwarding", about, detail);
        let (kind, id, rev) = (Kind::User, user.id, user.rev);
        batch.asserts.push(Assert::Rev { kind, id, rev });
        user.fields.insert(FIELD.into(), chosen.into());
        user.modified_ms = engine.now_ms();
        batch.puts.push(listing::put(user));
        drop(snapshot);
        engine.commit(batch)?;
        Ok(())
    })
}
