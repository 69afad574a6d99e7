//! Making an account a reseller, who looks after the accounts below it, or an ordinary account again.

use super::{find, touched};
use crate::authorise::{Object, Verb, authorise, is_superduper};
use crate::tree::FLAG_RESELLER;
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// What to make of which account.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account.
    pub id: Id,
    /// A reseller, or not.
    pub is_reseller: bool,
}

/// Writes the flag; who is whose reseller follows from the tree. Only those who look after the whole installation may.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let shape = engine.shape();
    {
        let tree = engine.tree();
        let object = Object::Account(input.id);
        authorise(&tree, principal, Verb::ReadAccount, object)?;
        if !is_superduper(&tree, principal) {
            return Err(Error::Forbidden(
                "this needs an admin of the account at the top",
            ));
        }
        if tree.root() == Some(input.id) {
            return Err(Error::Forbidden(
                "the account at the top is always a reseller",
            ));
        }
        let below = tree.descendants(input.id);
        let resellers = below.filter(|leaf| leaf.flags & FLAG_RESELLER != 0).count();
        if input.is_reseller && resellers > 0 {
            return Err(Error::NotEmpty(resellers as u32));
        }
    }
    engine.retry(|| {
        let current = find(engine, input.id)?;
        if current.flag("is_reseller", false) == input.is_reseller {
            return Ok(current);
        }
        let mut record = current.clone();
        record
            .fields
            .insert("is_reseller".into(), input.is_reseller.into());
        record.modified_ms = engine.now_ms();
        let verb = if input.is_reseller {
            "account.promote"
        } else {
            "account.demote"
        };
        let detail = serde_json::json!({ "label": record.label() });
        let mut batch = engine.batch(principal.actor(), verb, vec![touched(input.id)], detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Account,
            id: input.id,
            rev: current.rev,
        });
        batch.puts.push(listing::put(record.clone()));
        let leaf = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.change(leaf))?;
        Ok(Record { rev, ..record })
    })
}
