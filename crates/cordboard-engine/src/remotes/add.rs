//! Naming another server.

use super::{Dialect, Remote, Secret, allow, batch, list, put, refuse_in_a_copy, sealed};
use crate::{Engine, Error, Principal, Result, accounts};
use cordboard_model::Id;
use cordboard_store::Assert;

/// The most remotes of an account and of those below it.
const MOST: usize = 100;

/// What is known of it.
pub struct Input {
    /// What people call it; empty: as the account there.
    pub name: String,
    /// What it speaks.
    pub dialect: Dialect,
    /// Where it is.
    pub address: String,
    /// Who signed in; empty with an API key.
    pub username: String,
    /// The account he belongs to there.
    pub realm: Option<String>,
    /// The account there, by its id, and its name.
    pub there: (String, String),
    /// The account here.
    pub here: Id,
    /// What opens it.
    pub secret: Secret,
}

/// Adds it.
///
/// # Errors
/// When the caller may not, the file is a copy, the same account of the same server is here already, or there are too
/// many.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Remote> {
    allow(engine, principal, input.here)?;
    refuse_in_a_copy(engine)?;
    accounts::find(engine, input.here)?;
    let known = list::run(engine, principal)?;
    if known.len() >= MOST {
        let detail = format!("there are {MOST} other servers already; remove some first");
        return Err(Error::invalid("", "maxItems", detail));
    }
    let is_same = |one: &Remote| {
        one.address == input.address && one.there == input.there.0 && one.realm == input.realm
    };
    if known.iter().any(is_same) {
        return Err(Error::Taken {
            path: "/address".to_owned(),
            detail: "this account of this server is here already".to_owned(),
        });
    }
    let name = input.name.trim();
    if name.chars().count() > 128 {
        return Err(Error::invalid(
            "/name",
            "maxLength",
            "use at most 128 characters",
        ));
    }
    let remote = Remote {
        id: engine.new_id(),
        name: if name.is_empty() {
            input.there.1.clone()
        } else {
            name.to_owned()
        },
        dialect: input.dialect,
        address: input.address,
        username: input.username,
        realm: input.realm,
        there: input.there.0,
        there_name: input.there.1,
        here: input.here,
        secret: Some(sealed(engine, &input.secret)?),
        created_ms: engine.now_ms(),
        pulled_ms: None,
        pushed_ms: None,
        runs: Vec::new(),
    };
    let mut batch = batch(engine, principal, "remote.add", &remote);
    batch.asserts.push(Assert::Live {
        kind: cordboard_model::Kind::Account,
        id: remote.here,
    });
    put(&mut batch, &remote)?;
    engine.commit(batch)?;
    Ok(remote)
}
