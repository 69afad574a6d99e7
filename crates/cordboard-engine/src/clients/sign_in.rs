//! Telling who calls by the pair of credentials that clients of the reseller dialect send with every request.

use super::sso;
use crate::api_keys::claim_key;
use crate::authorise::scope;
use crate::sessions::resolve;
use crate::{Engine, Error, Principal, Result};

/// What came with a request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Input<'a> {
    /// The API key of the caller's account.
    pub api_key: Option<&'a str>,
    /// A token of a session, or the account's own.
    pub token: Option<&'a str>,
    /// A token that stands for itself: no key is needed beside it.
    pub bearer: Option<&'a str>,
}

/// Who calls. A key and a token count only together, and only when both are of one account.
pub fn run(engine: &Engine, input: Input<'_>) -> Result<Principal> {
    let (token, is_alone) = match (input.token, input.bearer) {
        (Some(token), _) => (token, false),
        (None, Some(bearer)) => (bearer, true),
        (None, None) => return Err(Error::Unauthenticated),
    };
    let principal = match resolve::run(engine, token)?.principal {
        Principal::Anonymous => match sso::account_of(engine, token)? {
            Some(account_id) => Principal::Key { account_id },
            None => return Err(Error::Unauthenticated),
        },
        known => known,
    };
    if let Some(api_key) = input.api_key {
        let holder = engine.read()?.claim(&claim_key(api_key))?;
        let own = scope(&engine.tree(), &principal)?;
        if holder.map(|(_, id)| id) != Some(own) {
            return Err(Error::Unauthenticated);
        }
    } else if !is_alone {
        return Err(Error::Unauthenticated);
    }
    Ok(principal)
}
