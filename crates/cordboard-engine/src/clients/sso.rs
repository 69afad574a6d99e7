//! The tokens with which a reseller acts as one of his client accounts.
//!
//! A token follows from the account, its API key and the installation's secret: none is stored, every account has one
//! from the start, and a renewed API key makes a new one.

use crate::tree::FLAG_ENABLED;
use crate::{Engine, Result, api_keys};
use cordboard_model::{Id, Kind};
use cordboard_store::Snapshot;
use subtle::ConstantTimeEq;

/// The account's token.
pub(crate) fn token(engine: &Engine, snapshot: &dyn Snapshot, account_id: Id) -> Result<String> {
    let credential = snapshot.get(Kind::Credential, account_id)?;
    let api_key = credential.map(|known| known.text(api_keys::FIELD).to_owned());
    let api_key = api_key.unwrap_or_default();
    let secret = |part| {
        engine
            .pepper
            .name_of(&format!("sso|{part}|{account_id}|{api_key}"))
    };
    Ok(format!("{account_id}.{}{}", secret(1), secret(2)))
}

/// The account of a token; nothing for a wrong one, and where the account is disabled or gone.
pub(crate) fn account_of(engine: &Engine, token: &str) -> Result<Option<Id>> {
    let Some(account_id) = token
        .split_once('.')
        .and_then(|(id, _)| id.parse::<Id>().ok())
    else {
        return Ok(None);
    };
    let enabled = engine
        .tree()
        .leaf(account_id)
        .is_some_and(|leaf| leaf.flags & FLAG_ENABLED != 0);
    let known = self::token(engine, &*engine.read()?, account_id)?;
    let fits = bool::from(known.as_bytes().ct_eq(token.as_bytes()));
    Ok(Some(account_id).filter(|_| enabled && fits))
}
