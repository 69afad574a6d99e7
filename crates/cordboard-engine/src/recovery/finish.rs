//! Following a link: it opens a session, once, and the user is to set a new password.

use super::EXPIRES;
use super::start::may_return;
use crate::sessions::kept::open::{ForUser, Opened, for_user};
use crate::sessions::{Method, id_of};
use crate::{Engine, Error, Result, listing};
use cordboard_model::{Kind, Record};
use cordboard_store::Assert;

/// Opens the session. An unknown link, an old one, one that was followed, and one of a user who is disabled look the
/// same.
pub fn run(engine: &Engine, reset_id: &str) -> Result<Opened> {
    let length = reset_id.len();
    let fits = (40..=250).contains(&length) && reset_id.bytes().all(|b| b.is_ascii_hexdigit());
    if !fits {
        return Err(unknown());
    }
    engine.retry(|| {
        let _steady = engine.steady();
        let recovery = engine
            .live(Kind::Recovery, id_of(reset_id))?
            .filter(|recovery| until_ms(recovery) > engine.now_ms())
            .ok_or_else(unknown)?;
        let user = match recovery.account_id {
            Some(user_id) => engine.live(Kind::User, user_id)?,
            None => None,
        };
        let user = user
            .filter(|user| may_return(engine, user))
            .ok_or_else(unknown)?;
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

fn until_ms(recovery: &Record) -> i64 {
    let until = recovery.fields.get(EXPIRES);
    until.and_then(|until| until.as_i64()).unwrap_or(0)
}

fn unknown() -> Error {
    Error::invalid(
        "/user",
        "not_found",
        "this link is unknown, too old, or was followed already; ask for a new one",
    )
}
