//! From an account and a digest, sent with every request instead of a token, to the principal.
//!
//! Verifying a digest is slow on purpose, so what was verified is remembered for a short time, in memory, for as long
//! as the user's credential stays the same.

use super::kept::open::account_enabled;
use super::resolve::{ANONYMOUS, Resolved};
use super::sign_in_with_digest;
use crate::digests::Digest;
use crate::roles::principal_of;
use crate::{Engine, Result, bucket};
use cordboard_model::{Id, Kind, Record};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a verified digest is remembered, in milliseconds.
const REMEMBERED_MS: i64 = 5 * 60 * 1000;
/// How many are remembered.
const REMEMBERED_MAX: usize = 2_000;

/// What a client sends.
#[derive(Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The digest.
    pub digest: Digest,
    /// Where the client is; `None` inside the program.
    pub client: Option<IpAddr>,
}

/// How many digests are verified at once.
const TURNS: usize = 16;

/// Digests that were verified of late, under a name that only this installation can make of them.
#[derive(Debug, Default)]
pub struct Verified {
    known: Mutex<HashMap<Id, Known>>,
    /// A client begins with several requests at once: one of them verifies the digest, the others wait for it.
    turns: [Mutex<()>; TURNS],
}

#[derive(Debug, Clone, Copy)]
struct Known {
    user_id: Id,
    credential_rev: u64,
    until_ms: i64,
}

impl Verified {
    fn known(&self) -> MutexGuard<'_, HashMap<Id, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, name: Id) -> Option<MutexGuard<'_, ()>> {
        let [first, ..] = *name.as_bytes();
        let turn = self.turns.get(usize::from(first) % TURNS)?;
        Some(turn.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn remember(&self, name: Id, known: Known, now_ms: i64) {
        let mut all = self.known();
        if all.len() >= REMEMBERED_MAX {
            all.retain(|_, known| known.until_ms > now_ms);
        }
        if all.len() >= REMEMBERED_MAX {
            all.clear();
        }
        all.insert(name, known);
    }
}

/// Who it is; anonymous when the account, the user or the password is wrong, or one of them is disabled. An attempt
/// that is not remembered costs as much of the client's bucket as a sign-in.
pub fn run(engine: &Engine, input: Input) -> Result<Resolved> {
    let now_ms = engine.now_ms();
    let name = input.digest.name(&engine.pepper, input.account_id);
    if let Some(known) = remembered(engine, name)? {
        return Ok(known);
    }
    let _turn = engine.verified.turn(name);
    if let Some(known) = remembered(engine, name)? {
        return Ok(known);
    }
    bucket::charge(engine, input.client, &input.account_id.to_string())?;
    let there = engine.tree().contains(input.account_id);
    let accounts: &[Id] = if there { &[input.account_id] } else { &[] };
    let found = sign_in_with_digest::owner(engine, accounts, &input.digest)?;
    let Some((user, credential)) = found else {
        return Ok(ANONYMOUS);
    };
    let known = Known {
        user_id: user.id,
        credential_rev: credential.rev,
        until_ms: now_ms + REMEMBERED_MS,
    };
    engine.verified.remember(name, known, now_ms);
    resolved(engine, &user)
}

fn remembered(engine: &Engine, name: Id) -> Result<Option<Resolved>> {
    let known = engine.verified.known().get(&name).copied();
    let Some(known) = known.filter(|known| known.until_ms > engine.now_ms()) else {
        return Ok(None);
    };
    let credential = engine.live(Kind::Credential, known.user_id)?;
    if credential.is_none_or(|credential| credential.rev != known.credential_rev) {
        return Ok(None);
    }
    let user = engine.live(Kind::User, known.user_id)?;
    user.map_or(Ok(ANONYMOUS), |user| resolved(engine, &user))
        .map(Some)
}

fn resolved(engine: &Engine, user: &Record) -> Result<Resolved> {
    let enabled = account_enabled(engine, user.account_id) == Some(true);
    if !enabled || !user.is_live() || !user.flag("enabled", true) {
        return Ok(ANONYMOUS);
    }
    Ok(Resolved {
        principal: principal_of(engine, &*engine.read()?, user)?,
        ..ANONYMOUS
    })
}
