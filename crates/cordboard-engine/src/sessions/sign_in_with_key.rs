//! Signing in with an account's API key.

use super::kept::open::{Opened, Opening, account_enabled, add};
use super::{Held, Method};
use crate::api_keys::claim_key;
use crate::bucket::{self, Tokens};
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::{Assert, Touched};
use std::net::IpAddr;

/// What a client sends.
#[derive(Clone)]
pub struct Input {
    /// The key.
    pub api_key: String,
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

/// Opens a session for the account of the key.
pub fn run(engine: &Engine, input: Input) -> Result<Output> {
    let key = claim_key(&input.api_key);
    let tokens = bucket::charge(engine, input.client, &key.key)?;
    let Opened { token, held } = engine.retry(|| {
        let _steady = engine.steady();
        let holder = engine.read()?.claim(&key)?;
        let Some((Kind::Account, account_id)) = holder else {
            return Err(Error::NotFound("api key"));
        };
        match account_enabled(engine, Some(account_id)) {
            Some(true) => open(engine, account_id),
            Some(false) => Err(Error::Locked),
            None => Err(Error::NotFound("api key")),
        }
    })?;
    Ok(Output {
        token,
        held,
        tokens,
    })
}

fn open(engine: &Engine, account_id: Id) -> Result<Opened> {
    let credential = engine
        .live(Kind::Credential, account_id)?
        .ok_or(Error::NotFound("api key"))?;
    let touched = vec![Touched {
        kind: Kind::Account,
        id: account_id,
        account_id,
    }];
    let label = engine.tree().leaf(account_id).map(|leaf| leaf.name.clone());
    let detail = serde_json::json!({ "label": label });
    let mut batch = engine.batch(None, "session.create", touched, detail);
    batch.asserts.push(Assert::Rev {
        kind: Kind::Credential,
        id: account_id,
        rev: credential.rev,
    });
    let opening = Opening {
        account_id,
        owner_id: None,
        method: Method::ApiAuth,
        lent_by: None,
    };
    let opened = add(engine, &mut batch, opening)?;
    engine.commit(batch)?;
    Ok(opened)
}
