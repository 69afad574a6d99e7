//! Following a link and setting a new password in one step: a password that is refused leaves the link as it was.

use super::find;
use crate::password::Secret;
use crate::roles::principal_of;
use crate::sessions::kept::open::{ForUser, for_user};
use crate::sessions::{self, Method, sign_in, whoami};
use crate::{Engine, Result, listing, password};
use cordboard_model::Kind;
use cordboard_store::Assert;

/// The link and the password.
#[derive(Clone)]
pub struct Input {
    /// The number in the link.
    pub reset_id: String,
    /// The new password.
    pub password: String,
}

/// Sets the password, ends every session of the user, and opens a new one of the console.
pub fn run(engine: &Engine, input: &Input) -> Result<sign_in::Output> {
    let (_, user) = find(engine, &input.reset_id)?;
    password::check_for(&*engine.read()?, &user, &input.password)?;
    // Hashing takes long: nobody else waits for it, and it is done once.
    let secret = Secret::Password(&input.password);
    let credential = password::credential(&engine.pepper, &user, secret, engine.now_ms())?;
    let opened = engine.retry(|| {
        let _steady = engine.steady();
        let (recovery, user) = find(engine, &input.reset_id)?;
        password::check_for(&*engine.read()?, &user, &input.password)?;
        let asked = ForUser {
            user: &user,
            method: Method::Console,
            lent_by: None,
            verb: "recovery.set_password",
        };
        let (mut batch, opened) = for_user(engine, asked)?;
        batch.asserts.push(Assert::Rev {
            kind: Kind::Recovery,
            id: recovery.id,
            rev: recovery.rev,
        });
        sessions::end_all(engine, &mut batch, user.id, None)?;
        let mut changed = user.clone();
        if changed
            .fields
            .shift_remove("require_password_update")
            .is_some()
        {
            changed.modified_ms = engine.now_ms();
            batch.puts.push(listing::put(changed));
        }
        batch.puts.push(listing::put(credential.clone()));
        engine.commit(batch)?;
        Ok(opened)
    })?;
    let principal = principal_of(engine, &*engine.read()?, &user)?;
    let session = whoami::run(engine, &principal, Some(opened.held.expires_ms))?;
    Ok(sign_in::Output {
        token: opened.token,
        session,
    })
}
