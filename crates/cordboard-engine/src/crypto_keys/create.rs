//! Making a key.

use super::{Algorithm, Key, ensure_default, give, shown};
use crate::{Engine, Error, Principal, Result, accounts, clients};
use cordboard_model::Kind;
use cordboard_store::Assert;
use serde_json::json;

/// The most keys of an account.
const MOST: u64 = 32;

/// What to make.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name: letters, digits, dots, - and _.
    pub name: String,
    /// How it signs.
    pub algorithm: Algorithm,
}

/// Makes it, and shows its secret.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Key> {
    let account_id = clients::reseller_of(engine, principal)?;
    ensure_default(engine, account_id)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = input.name.as_str();
    if name.is_empty() || name.len() > 64 || !name.chars().all(is_plain) {
        let detail = "use 1 to 64 letters, digits, dots, - and _";
        return Err(Error::invalid("/id", "pattern", detail));
    }
    if engine.read()?.count(Kind::CryptoKey, Some(account_id))? >= MOST {
        let detail = format!("there are {MOST} keys already; delete some that nobody needs");
        return Err(Error::invalid("", "maxItems", detail));
    }
    let about = vec![accounts::touched(account_id)];
    let detail = json!({ "label": name });
    let mut batch = engine.batch(principal.actor(), "crypto_key.create", about, detail);
    batch.asserts.push(Assert::Live {
        kind: Kind::Account,
        id: account_id,
    });
    let key = give(engine, &mut batch, account_id, (name, input.algorithm));
    match engine.commit(batch) {
        Ok(_) => Ok(shown(&key, true)),
        Err(cordboard_store::Error::Taken { .. }) => Err(Error::Taken {
            path: "/id".to_owned(),
            detail: "there is a key of this name already".to_owned(),
        }),
        Err(error) => Err(error.into()),
    }
}
