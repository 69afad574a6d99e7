//! Bringing an account back from the recycle bin, with everything that lay below it.

use super::{read, touched_from};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Error, Principal, Result, claims, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Snapshot};

/// How many accounts are read from the store at a time.
const PAGE: usize = 1000;

/// Restores the account. Refused when its name or realm was given away meanwhile.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<read::View> {
    let shape = engine.shape();
    scope(&engine.tree(), principal)?;
    let record = engine.retry(|| {
        let current = engine
            .read()?
            .get(Kind::Account, id)?
            .ok_or(Error::NotFound("account"))?;
        if current.is_live() {
            authorise(
                &engine.tree(),
                principal,
                Verb::ReadAccount,
                Object::Account(id),
            )?;
            return Ok(current);
        }
        let parent_id = current.account_id.ok_or(Error::NotFound("account"))?;
        authorise(
            &engine.tree(),
            principal,
            Verb::CreateChild,
            Object::Account(parent_id),
        )
        .map_err(|_| Error::NotFound("account"))?;
        let mut record = current.clone();
        record.deleted_ms = None;
        record.modified_ms = engine.now_ms();
        let detail = serde_json::json!({ "label": listing::label(&record) });
        let touched = vec![touched_from(id, Some(parent_id))];
        let mut batch = engine.batch(principal.actor(), "account.restore", touched, detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Account,
            id,
            rev: current.rev,
        });
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: parent_id,
        });
        let below = below(engine.read()?.as_ref(), id)?;
        for account in std::iter::once(&record).chain(&below) {
            claims::change(&mut batch, None, Some(account));
        }
        batch.puts.push(listing::put(record.clone()));
        let rev = engine.commit_shape(&shape, batch, |tree| {
            // In preorder, so that each parent is there before its children.
            let _ = tree.insert(Some(parent_id), listing::leaf(&record));
            for account in &below {
                let _ = tree.insert(account.account_id, listing::leaf(account));
            }
        })?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    read::view(engine, principal, record)
}

/// The live accounts below one that is out of the tree, parents before children.
fn below(snapshot: &dyn Snapshot, id: Id) -> Result<Vec<Record>> {
    let mut found: Vec<Record> = Vec::new();
    let mut parents = vec![id];
    while let Some(parent) = parents.pop() {
        let mut after = None;
        loop {
            let page = snapshot.records(Kind::Account, Some(parent), after.as_ref(), PAGE)?;
            parents.extend(page.iter().map(|account| account.id));
            after = page.last().map(|last| {
                let put = listing::put(last.clone());
                cordboard_store::Cursor {
                    sort_key: put.sort_key,
                    id: last.id,
                }
            });
            let full = page.len() == PAGE;
            found.extend(page);
            if !full {
                break;
            }
        }
    }
    Ok(found)
}
