//! Bringing an account back from the recycle bin, with everything that lay below it.

use super::{read, touched_from};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::tree::Leaf;
use crate::{Engine, Error, Principal, Result, claims, listing, sessions};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Batch, Cursor, Snapshot};

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
        let detail = serde_json::json!({ "label": record.label() });
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
        claims::change(&mut batch, None, Some(&record));
        // Whoever was signed in when it was deleted signs in again.
        sessions::end_account(&mut batch, id, engine.now_ms());
        let leaves = take_back_below(engine.read()?.as_ref(), id, &mut batch)?;
        batch.puts.push(listing::put(record.clone()));
        let top = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.graft(parent_id, top, leaves))?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    read::view(engine, principal, record)
}

/// Takes the names of the live accounts below one that is out of the tree; gives what the index shows of them.
fn take_back_below(
    snapshot: &dyn Snapshot,
    id: Id,
    batch: &mut Batch,
) -> Result<Vec<(Option<Id>, Leaf)>> {
    let mut leaves = Vec::new();
    let mut parents = vec![id];
    while let Some(parent) = parents.pop() {
        let mut after = None;
        loop {
            let heads = snapshot.heads(Kind::Account, Some(parent), after.as_ref(), PAGE)?;
            let full = heads.len() == PAGE;
            for head in heads {
                if let Some(account) = snapshot.get(Kind::Account, head.id)? {
                    claims::change(batch, None, Some(&account));
                }
                sessions::end_account(batch, head.id, batch.note.at_ms);
                parents.push(head.id);
                after = Some(Cursor {
                    sort_key: head.sort_key.clone(),
                    id: head.id,
                });
                let leaf = Leaf {
                    id: head.id,
                    name: head.label,
                    sort_key: head.sort_key,
                    flags: head.flags,
                };
                leaves.push((Some(parent), leaf));
            }
            if !full {
                break;
            }
        }
    }
    Ok(leaves)
}
