//! Putting a new API key in the place of an account's old one.

use super::{FIELD, claim_key, give};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, accounts};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// The new key of the account. The old one opens no session any more; sessions that it opened go on.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<String> {
    engine.retry(|| {
        authorise(
            &engine.tree(),
            principal,
            Verb::RenewApiKey,
            Object::Account(account_id),
        )?;
        let account = accounts::find(engine, account_id)?;
        write(engine, principal, &account)
    })
}

pub(super) fn write(engine: &Engine, principal: &Principal, account: &Record) -> Result<String> {
    let id = account.id;
    let known = engine.live(Kind::Credential, id)?;
    let detail = serde_json::json!({ "label": account.label() });
    let touched = vec![accounts::touched(id)];
    let mut batch = engine.batch(principal.actor(), "account.api_key", touched, detail);
    batch.asserts.push(match &known {
        Some(known) => Assert::Rev {
            kind: Kind::Credential,
            id,
            rev: known.rev,
        },
        None => Assert::Absent {
            kind: Kind::Credential,
            id,
        },
    });
    let old = known.as_ref().map(|known| known.text(FIELD));
    batch.release.extend(old.map(claim_key));
    let api_key = give(&mut batch, id, engine.now_ms());
    engine.commit(batch)?;
    Ok(api_key)
}
