//! Signing in with an account and a digest of user name and password: who it is follows from the digest.

use super::kept::open::{ForUser, Opened, account_enabled, for_user};
use super::{Held, Method};
use crate::account_hint::{AccountHint, candidates};
use crate::bucket::{self, Tokens};
use crate::digests::{self, CANDIDATES_MAX, Digest};
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;
use std::net::IpAddr;

/// What a client sends.
#[derive(Clone)]
pub struct Input {
    /// The account.
    pub account: AccountHint,
    /// The digest.
    pub digest: Digest,
    /// Where the client is; `None` inside the program.
    pub client: Option<IpAddr>,
}

/// The new session with the one copy of its token.
pub struct Output {
    /// The token to send with every request.
    pub token: String,
    /// What the session is.
    pub held: Held,
    /// What is left in the client's bucket.
    pub tokens: Tokens,
}

/// Opens a session. An unknown account, an unknown user and a wrong password look and last the same. Only whoever has
/// the right digest learns that the account is disabled.
pub fn run(engine: &Engine, input: Input) -> Result<Output> {
    let tokens = bucket::charge(engine, input.client, &input.account.spelled())?;
    let Opened { token, held } = engine.retry(|| {
        let accounts = candidates(engine, &input.account)?;
        let Some((user, credential)) = owner(engine, &accounts, &input.digest)? else {
            return Err(Error::WrongPassword);
        };
        open(engine, &user, &credential)
    })?;
    Ok(Output {
        token,
        held,
        tokens,
    })
}

/// The user whose digest it is, with his credential. It takes the time of one verification when there is nobody.
pub(super) fn owner(
    engine: &Engine,
    accounts: &[Id],
    digest: &Digest,
) -> Result<Option<(Record, Record)>> {
    let mut found = Vec::new();
    {
        let snapshot = engine.read()?;
        let snapshot = snapshot.as_ref();
        for account_id in accounts {
            for id in digests::candidates(&engine.pepper, snapshot, *account_id, digest)? {
                let user = snapshot.get(Kind::User, id)?;
                let credential = snapshot.get(Kind::Credential, id)?;
                found.extend(user.zip(credential).map(|pair| (*account_id, pair)));
            }
        }
    }
    found.truncate(CANDIDATES_MAX);
    if found.is_empty() {
        let nowhere = accounts.first().copied().unwrap_or_default();
        digests::verify(&engine.pepper, nowhere, None, digest)?;
    }
    for (account_id, (user, credential)) in found {
        if digests::verify(&engine.pepper, account_id, Some(&credential), digest)? {
            return Ok(Some((user, credential)));
        }
    }
    Ok(None)
}

fn open(engine: &Engine, user: &Record, credential: &Record) -> Result<Opened> {
    let _steady = engine.steady();
    if !user.is_live() || !user.flag("enabled", true) {
        return Err(Error::WrongPassword);
    }
    match account_enabled(engine, user.account_id) {
        Some(true) => {}
        Some(false) => return Err(Error::Locked),
        None => return Err(Error::WrongPassword),
    }
    let asked = ForUser {
        user,
        method: Method::UserAuth,
        lent_by: None,
        verb: "session.create",
    };
    let (mut batch, opened) = for_user(engine, asked)?;
    batch.asserts.push(Assert::Rev {
        kind: Kind::Credential,
        id: user.id,
        rev: credential.rev,
    });
    engine.commit(batch)?;
    Ok(opened)
}
