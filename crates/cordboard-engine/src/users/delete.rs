//! Moving a user to the recycle bin. His sessions end, his names become free, his password is kept for a restore.

use super::{find, object, touched};
use crate::authorise::{Verb, authorise};
use crate::{Engine, Principal, Result, claims, listing, sessions};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;

/// Deletes the user.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<()> {
    engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find(engine, principal, id)?;
        authorise(
            &engine.tree(),
            principal,
            Verb::DeleteUser,
            object(id, account_id),
        )?;
        let mut record = current.clone();
        record.deleted_ms = Some(engine.now_ms());
        let detail = serde_json::json!({ "label": record.label() });
        let mut batch = engine.batch(
            principal.actor(),
            "user.delete",
            vec![touched(id, account_id)],
            detail,
        );
        batch.asserts.push(Assert::Rev {
            kind: Kind::User,
            id,
            rev: current.rev,
        });
        claims::change(&mut batch, Some(&current), None);
        sessions::end_all(engine, &mut batch, id, None)?;
        batch.puts.push(listing::put(record));
        engine.commit(batch)?;
        Ok(())
    })
}
