//! Taking a key away for good.

use super::{DEFAULT, claim, find};
use crate::clients::update::unchanged;
use crate::{Engine, Error, Principal, Result, accounts, clients};
use cordboard_model::Kind;
use serde_json::{Value, json};

/// Takes the key of this name away. `default` stays, and so does a key with which a watch is signed.
pub fn run(engine: &Engine, principal: &Principal, name: &str) -> Result<()> {
    let account_id = clients::reseller_of(engine, principal)?;
    engine.retry(|| {
        let key = find(engine, account_id, name)?;
        let name = key.text("key_id");
        if name == DEFAULT {
            return Err(Error::Forbidden("the key default stays; renew it instead"));
        }
        let watches = engine
            .read()?
            .records(Kind::Watch, Some(account_id), None, usize::MAX)?;
        let signs = |watch: &cordboard_model::Record| {
            let keys = watch
                .fields
                .get("signature")
                .and_then(|it| it.get("key_ids"));
            let keys = keys.and_then(Value::as_array).into_iter().flatten();
            keys.into_iter().any(|known| known.as_str() == Some(name))
        };
        if watches.iter().any(signs) {
            return Err(Error::Refused {
                code: "key_in_use",
                detail: "a watch is signed with this key; change the watch first".to_owned(),
            });
        }
        let about = vec![accounts::touched(account_id)];
        let detail = json!({ "label": name });
        let mut batch = engine.batch(principal.actor(), "crypto_key.delete", about, detail);
        batch.asserts.push(unchanged(&key));
        batch.release.push(claim(account_id, name));
        batch.erases.push((Kind::CryptoKey, key.id));
        engine.commit(batch)?;
        Ok(())
    })
}
