//! Bringing a user back from the recycle bin.

use super::{find_any, object, read, touched};
use crate::authorise::{Verb, authorise};
use crate::{Engine, Principal, Result, claims, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// Restores the user. Refused when his user name or extension was given away meanwhile.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<read::View> {
    let (record, account_id) = engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find_any(engine, principal, id)?;
        authorise(
            &engine.tree(),
            principal,
            Verb::DeleteUser,
            object(id, account_id),
        )?;
        if current.is_live() {
            return Ok((current, account_id));
        }
        let mut record = current.clone();
        record.deleted_ms = None;
        record.modified_ms = engine.now_ms();
        let detail = serde_json::json!({ "label": record.label() });
        let mut batch = engine.batch(
            principal.actor(),
            "user.restore",
            vec![touched(id, account_id)],
            detail,
        );
        batch.asserts.push(Assert::Rev {
            kind: Kind::User,
            id,
            rev: current.rev,
        });
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: account_id,
        });
        claims::change(&mut batch, None, Some(&record));
        batch.puts.push(listing::put(record.clone()));
        let rev = engine.commit(batch)?;
        Ok((Record { rev, ..record }, account_id))
    })?;
    read::view(engine, principal, record, account_id)
}
