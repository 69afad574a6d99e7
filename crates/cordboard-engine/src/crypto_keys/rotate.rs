//! Renewing a key: it gets a new secret, and the old one signs beside it for a day.

use super::{Key, OVERLAP_MS, ensure_default, find, shown};
use crate::clients::update::unchanged;
use crate::{Engine, Principal, Result, accounts, clients, listing, sessions};
use serde_json::json;

/// Renews the key of this name, and shows its new secret.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<Key> {
    let account_id = clients::reseller_of(engine, principal)?;
    ensure_default(engine, account_id)?;
    engine.retry(|| {
        let known = find(engine, account_id, name)?;
        let now_ms = engine.now_ms();
        let previous = json!({ "secret": known.text("secret"), "until_ms": now_ms + OVERLAP_MS });
        let mut key = known.clone();
        let secret = sessions::fresh_token();
        key.fields.insert("previous".to_owned(), previous);
        key.fields.insert("secret".to_owned(), secret.into());
        key.fields.insert("rotated_ms".to_owned(), now_ms.into());
        key.modified_ms = now_ms;
        let about = vec![accounts::touched(account_id)];
        let detail = json!({ "label": name });
        let mut batch = engine.batch(principal.actor(), "crypto_key.rotate", about, detail);
        batch.asserts.push(unchanged(&known));
        batch.puts.push(listing::put(key.clone()));
        engine.commit(batch)?;
        Ok(shown(&key, true))
    })
}
