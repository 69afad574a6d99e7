//! Setting a user's password. All his sessions end, but for the one that asks.

use super::{find, object, touched};
use crate::authorise::{Verb, authorise};
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

/// Sets the password.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let (user, account_id) = find(engine, principal, input.id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::SetPassword,
        object(input.id, account_id),
    )?;
    let username = user.text("username");
    if username.is_empty() {
        return Err(Error::invalid(
            "/username",
            "required",
            "give the person a user name first",
        ));
    }
    password::check(&input.password, username)?;
    if principal.actor() == Some(input.id) {
        let known = engine.live(Kind::Credential, input.id)?;
        let limit_key = input.id.to_string();
        engine.sign_ins.check(&limit_key, engine.now_ms())?;
        let right = password::verify(
            known.as_ref(),
            input.current_password.as_deref().unwrap_or_default(),
        )?;
        engine.sign_ins.record(&limit_key, engine.now_ms(), right);
        if !right {
            return Err(Error::invalid(
                "/current_password",
                "current_password",
                "the present password is wrong",
            ));
        }
    }
    let credential =
        password::credential(input.id, Some(account_id), &input.password, engine.now_ms())?;
    let keep = input.keep_token.as_deref().map(sessions::id_of);
    engine.retry(|| {
        let detail = serde_json::json!({ "label": listing::label(&user) });
        let touched = vec![touched(input.id, account_id)];
        let mut batch = engine.batch(principal.actor(), "user.set_password", touched, detail);
        batch.asserts.push(Assert::Live {
            kind: Kind::User,
            id: input.id,
        });
        batch.puts.push(listing::put(credential.clone()));
        sessions::end_all(engine, &mut batch, input.id, keep)?;
        engine.commit(batch)?;
        Ok(())
    })
}
