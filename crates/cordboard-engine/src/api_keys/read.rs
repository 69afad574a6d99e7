//! Reading an account's API key.

use super::{FIELD, renew};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, accounts};
use cordboard_model::{Id, Kind};

/// The key of the account. An account from before there were keys gets one now.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<String> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadApiKey,
        Object::Account(account_id),
    )?;
    engine.retry(|| {
        let account = accounts::find(engine, account_id)?;
        let known = engine.live(Kind::Credential, account_id)?;
        match known.filter(|known| !known.text(FIELD).is_empty()) {
            Some(known) => Ok(known.text(FIELD).to_owned()),
            None => renew::write(engine, principal, &account),
        }
    })
}
