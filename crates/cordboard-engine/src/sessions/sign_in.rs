//! Signing in with a user name and a password.

use super::kept::open::{ForUser, account_enabled, for_user};
use super::{Method, Session, whoami};
use crate::account_hint::by_realm_or_name;
use crate::roles::principal_of;
use crate::users::by_username;
use crate::{Engine, Error, Result, listing, password};
use cordboard_model::text::name_key;
use cordboard_model::{Kind, Record};
use cordboard_store::Assert;

/// What a person typed.
#[derive(Clone)]
pub struct Input {
    /// `anna`, or `anna@acme.example`.
    pub username: String,
    /// The account's realm or name; without it the part behind the last `@`, else the top account.
    pub realm: Option<String>,
    /// The password.
    pub password: String,
    /// For what: it decides how long the session lasts.
    pub method: Method,
}

/// The new session with the one copy of its token.
pub struct Output {
    /// The token to send with every request.
    pub token: String,
    /// What the session is told about itself.
    pub session: Session,
}

/// Opens a session. Every failure looks and lasts the same, whether the user exists or not.
pub fn run(engine: &Engine, input: Input) -> Result<Output> {
    let user = find(engine, &input)?;
    // One name is one count, however it is spelled.
    let counted = match &user {
        Some(user) => user.id.to_string(),
        None => format!(
            "{}\n{}",
            input.realm.as_deref().unwrap_or_default(),
            name_key(&input.username)
        ),
    };
    engine.sign_ins.attempt(&counted, engine.now_ms())?;
    // Decided anew when the password or the user changes meanwhile: an old password opens nothing.
    let opened = engine.retry(|| {
        let user = find(engine, &input)?;
        let credential = match &user {
            Some(user) => engine.live(Kind::Credential, user.id)?,
            None => None,
        };
        let pepper = &engine.pepper;
        let right = password::verify(pepper, user.as_ref(), credential.as_ref(), &input.password)?;
        match (user.filter(|_| right), credential) {
            (Some(user), Some(credential)) => open(engine, &input, &user, &credential),
            _ => Err(Error::WrongPassword),
        }
    })?;
    engine.sign_ins.succeeded(&counted);
    Ok(opened)
}

fn open(engine: &Engine, input: &Input, user: &Record, credential: &Record) -> Result<Output> {
    // What the digests of other clients need is made here, where the password is known.
    let whole = password::completed(&engine.pepper, user, credential, &input.password)?;
    let _steady = engine.steady();
    let enabled = account_enabled(engine, user.account_id) == Some(true);
    if !(enabled && user.is_live() && user.flag("enabled", true)) {
        return Err(Error::WrongPassword);
    }
    let asked = ForUser {
        user,
        method: input.method,
        lent_by: None,
        verb: "session.create",
    };
    let (mut batch, opened) = for_user(engine, asked)?;
    batch.asserts.push(Assert::Rev {
        kind: Kind::Credential,
        id: user.id,
        rev: credential.rev,
    });
    batch.puts.extend(whole.map(listing::put));
    engine.commit(batch)?;
    let principal = principal_of(engine, &*engine.read()?, user)?;
    let session = whoami::run(engine, &principal, Some(opened.held.expires_ms))?;
    Ok(Output {
        token: opened.token,
        session,
    })
}

/// The user by what was typed: first with the whole text as the user name (names may hold an `@`), then split.
pub(super) fn find(engine: &Engine, input: &Input) -> Result<Option<Record>> {
    if let Some(realm) = input
        .realm
        .as_deref()
        .filter(|realm| !realm.trim().is_empty())
    {
        return by_username(engine, by_realm_or_name(engine, realm)?, &input.username);
    }
    by_text(engine, &input.username)
}

/// The same where no account was typed apart from the name.
pub(crate) fn by_text(engine: &Engine, text: &str) -> Result<Option<Record>> {
    let top = engine.tree().root();
    if let Some(user) = by_username(engine, top, text)? {
        return Ok(Some(user));
    }
    match text.rsplit_once('@') {
        Some((name, realm)) => by_username(engine, by_realm_or_name(engine, realm)?, name),
        None => Ok(None),
    }
}
