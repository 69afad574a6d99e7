//! Choosing which of the account's holidays are holidays of a person.

use super::{kept, selection};
use crate::owned::{self, Owner};
use crate::users::{find_in, touched};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;
use serde_json::Value;

/// Chooses them. Each must be a holiday of the account.
pub fn run(engine: &Engine, principal: &Principal, owner: Owner, ids: &[Id]) -> Result<()> {
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
        user.fields.insert(selection::FIELD.into(), chosen.into());
        user.modified_ms = engine.now_ms();
        batch.puts.push(listing::put(user));
        drop(snapshot);
        engine.commit(batch)?;
        Ok(())
    })
}
