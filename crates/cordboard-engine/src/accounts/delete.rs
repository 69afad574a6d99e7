//! Moving an account, with everything below it, to the recycle bin.
//!
//! Only the account's own row is marked; what lies below is out of the tree with it and comes back with it. The
//! names that accounts below hold in the whole domain (name and realm) are given up at once, so that they can be
//! used again.

use super::{find, touched_from};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, claims, listing};
use cordboard_model::{Id, Kind};
use cordboard_store::Assert;

/// What to delete.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account.
    pub id: Id,
    /// Delete it although there are accounts below.
    pub with_subtree: bool,
}

/// Deletes the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let shape = engine.shape();
    let below: Vec<Id> = {
        let tree = engine.tree();
        authorise(
            &tree,
            principal,
            Verb::DeleteAccount,
            Object::Account(input.id),
        )?;
        tree.descendants(input.id).map(|leaf| leaf.id).collect()
    };
    if !below.is_empty() && !input.with_subtree {
        return Err(Error::NotEmpty(below.len() as u32));
    }
    engine.retry(|| {
        let current = find(engine, input.id)?;
        let mut record = current.clone();
        record.deleted_ms = Some(engine.now_ms());
        let detail = serde_json::json!({ "label": record.label(), "accounts_below": below.len() });
        let touched = vec![touched_from(input.id, current.account_id)];
        let mut batch = engine.batch(principal.actor(), "account.delete", touched, detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Account,
            id: input.id,
            rev: current.rev,
        });
        claims::change(&mut batch, Some(&current), None);
        {
            let snapshot = engine.read()?;
            for id in &below {
                let account = snapshot
                    .get(Kind::Account, *id)?
                    .ok_or(Error::NotFound("account"))?;
                claims::change(&mut batch, Some(&account), None);
            }
        }
        batch.puts.push(listing::put(record));
        engine.commit_shape(&shape, batch, |tree| tree.remove(input.id).map(|_| ()))?;
        Ok(())
    })
}
