//! Setting a user's password. All his sessions end, but for the one that asks.

use super::{find, object, refuse_above, touched};
use crate::authorise::{Verb, authorise};
use crate::password::Secret;
use crate::{Engine, Error, Principal, Result, listing, password, sessions};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;

/// The new password.
#[derive(Clone)]
pub struct Input {
    /// The user.
    pub id: Id,
    /// The new password.
    pub password: String,
    /// The present password: needed by a user for himself.
    pub current_password: Option<String>,
    /// The token of the session that asks, which goes on.
    pub keep_token: Option<String>,
}

/// Sets the password. Decided anew when the user or his password changes meanwhile.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let is_own = principal.actor() == Some(input.id);
    if is_own {
        engine
            .sign_ins
            .attempt(&input.id.to_string(), engine.now_ms())?;
    }
    engine.retry(|| write(engine, principal, &input, is_own))?;
    if is_own {
        engine.sign_ins.succeeded(&input.id.to_string());
    }
    Ok(())
}

fn write(engine: &Engine, principal: &Principal, input: &Input, is_own: bool) -> Result<()> {
    let (user, account_id) = find(engine, principal, input.id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::SetPassword,
        object(input.id, account_id),
    )?;
    refuse_above(principal, &user)?;
    let username = user.text("username");
    if username.is_empty() {
        return Err(Error::invalid(
            "/username",
            "required",
            "give the person a user name first",
        ));
    }
    password::check_for(&*engine.read()?, &user, &input.password)?;
    let known = engine.live(Kind::Credential, input.id)?;
    let current = input.current_password.as_deref().unwrap_or_default();
    if is_own && !password::verify(&engine.pepper, Some(&user), known.as_ref(), current)? {
        let detail = "the present password is wrong";
        return Err(Error::invalid(
            "/current_password",
            "current_password",
            detail,
        ));
    }
    let secret = Secret::Password(&input.password);
    let credential = password::credential(&engine.pepper, &user, secret, engine.now_ms())?;
    let detail = serde_json::json!({ "label": user.label() });
    let touched = vec![touched(input.id, account_id)];
    let mut batch = engine.batch(principal.actor(), "user.set_password", touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::User,
        id: input.id,
        rev: user.rev,
    });
    batch.asserts.push(match &known {
        Some(known) => Assert::Rev {
            kind: Kind::Credential,
            id: input.id,
            rev: known.rev,
        },
        None => Assert::Absent {
            kind: Kind::Credential,
            id: input.id,
        },
    });
    batch.puts.push(listing::put(credential));
    let kept = input.keep_token.as_deref().map(sessions::id_of);
    sessions::end_all(engine, &mut batch, input.id, kept)?;
    engine.commit(batch)?;
    Ok(())
}
