//! Following a link: it opens a session, once, and the user is to set a new password.

use super::find;
use crate::sessions::Method;
use crate::sessions::kept::open::{ForUser, Opened, for_user};
use crate::{Engine, Result, listing};
use cordboard_model::Kind;
use cordboard_store::Assert;

/// Opens the session. An unknown link, an old one, one that was followed, and one of a user who is disabled look the
/// same.
pub fn run(engine: &Engine, reset_id: &str) -> Result<Opened> {
    engine.retry(|| {
        let _steady = engine.steady();
        let (recovery, user) = find(engine, reset_id)?;
        let asked = ForUser {
            user: &user,
            method: Method::UserAuth,
            lent_by: None,
            verb: "recovery.finish",
        };
        let (mut batch, opened) = for_user(engine, asked)?;
        batch.asserts.push(Assert::Rev {
            kind: Kind::Recovery,
            id: recovery.id,
            rev: recovery.rev,
        });
        batch.erases.push((Kind::Recovery, recovery.id));
        let mut changed = user.clone();
        let flag = "require_password_update".to_owned();
        changed.fields.insert(flag, true.into());
        changed.modified_ms = engine.now_ms();
        batch.puts.push(listing::put(changed));
        engine.commit(batch)?;
        Ok(opened)
    })
}
