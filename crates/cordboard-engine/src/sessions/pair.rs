//! Signing in for a pair of tokens: one to send with every request, which soon ends, and one to renew both.

use super::kept::open::{ForUser, Opened, Opening, account_enabled, add, for_user};
use super::sign_in::{self, find};
use super::{Held, Method, id_of};
use crate::bucket::{self, Tokens};
use crate::roles::name_of;
use crate::{Engine, Error, Result, listing, password};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Batch};
use std::net::IpAddr;

/// What a client sends.
#[derive(Clone)]
pub struct Input {
    /// The user name.
    pub username: String,
    /// The account's realm; the top account when absent.
    pub domain: Option<String>,
    /// The password.
    pub password: String,
    /// Where the client is; `None` inside the program.
    pub client: Option<IpAddr>,
}

/// The new sessions with the one copy of their tokens.
pub struct Output {
    /// The token to send with every request.
    pub access: String,
    /// The token to renew both.
    pub refresh: String,
    /// What the session of the first is.
    pub held: Held,
    /// The name of the user's role.
    pub role: String,
    /// What is left in the client's bucket; `None` when no sign-in was counted.
    pub tokens: Option<Tokens>,
}

/// Opens the sessions. Every failure looks and lasts the same, whether the user exists or not.
pub fn run(engine: &Engine, input: &Input) -> Result<Output> {
    let spelled = input.domain.as_deref().map(name_key).unwrap_or_default();
    let tokens = bucket::charge(engine, input.client, &spelled)?;
    let asked = sign_in::Input {
        username: input.username.clone(),
        realm: input.domain.clone(),
        password: input.password.clone(),
        method: Method::PortSip,
    };
    // Decided anew when the password or the user changes meanwhile: an old password opens nothing.
    let ((access, refresh), role) = engine.retry(|| {
        let user = find(engine, &asked)?;
        let credential = match &user {
            Some(user) => engine.live(Kind::Credential, user.id)?,
            None => None,
        };
        let pepper = &engine.pepper;
        let right = password::verify(pepper, user.as_ref(), credential.as_ref(), &asked.password)?;
        match (user.filter(|_| right), credential) {
            (Some(user), Some(credential)) => {
                // What the digests of other clients need is made here, where the password is known.
                let whole = password::completed(pepper, &user, &credential, &asked.password)?;
                let _steady = engine.steady();
                let (mut batch, pair) = open(engine, &user)?;
                batch.asserts.push(Assert::Rev {
                    kind: Kind::Credential,
                    id: user.id,
                    rev: credential.rev,
                });
                batch.puts.extend(whole.map(listing::put));
                engine.commit(batch)?;
                Ok((pair, name_of(&user).to_owned()))
            }
            _ => Err(Error::WrongPassword),
        }
    })?;
    Ok(Output {
        access: access.token,
        refresh: refresh.token,
        held: access.held,
        role,
        tokens: Some(tokens),
    })
}

/// A batch that opens both sessions for a user who may sign in.
pub(super) fn open(engine: &Engine, user: &Record) -> Result<(Batch, (Opened, Opened))> {
    let enabled = account_enabled(engine, user.account_id) == Some(true);
    let Some(account_id) = user.account_id.filter(|_| enabled) else {
        return Err(Error::WrongPassword);
    };
    if !user.is_live() || !user.flag("enabled", true) {
        return Err(Error::WrongPassword);
    }
    let asked = ForUser {
        user,
        method: Method::PortSip,
        lent_by: None,
        verb: "session.create",
    };
    let (mut batch, access) = for_user(engine, asked)?;
    let opening = Opening {
        account_id,
        owner_id: Some(user.id),
        method: Method::Renewal,
        lent_by: None,
    };
    let refresh = add(engine, &mut batch, opening)?;
    for (one, other) in [
        (access.held.id, refresh.held.id),
        (refresh.held.id, access.held.id),
    ] {
        let put = batch.puts.iter_mut().find(|put| put.record.id == one);
        if let Some(put) = put {
            let fields = &mut put.record.fields;
            fields.insert("pair_id".into(), other.to_string().into());
        }
    }
    Ok((batch, (access, refresh)))
}

/// The session that ends together with this one.
pub(super) fn other_half(engine: &Engine, session: &Record) -> Result<Option<(Kind, Id)>> {
    let Ok(id) = session.text("pair_id").parse() else {
        return Ok(None);
    };
    let other = engine.live(Kind::Session, id)?;
    Ok(other.map(|other| (Kind::Session, other.id)))
}

/// The session behind a refresh token, as it is kept.
pub(super) fn renewal(engine: &Engine, token: &str) -> Result<Record> {
    let session = engine.live(Kind::Session, id_of(token))?;
    session
        .filter(|session| session.text("method") == Method::Renewal.name())
        .ok_or(Error::Unauthenticated)
}
