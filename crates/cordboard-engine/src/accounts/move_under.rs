//! Moving an account with everything below it under another account. Writes one row, whatever the size.

use super::{find, read, touched_from};
use crate::authorise::{Object, Verb, authorise, is_superduper};
use crate::settings::AllowMove;
use crate::{Engine, Error, Principal, Result, claims, listing, sync};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// What goes where.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account to move.
    pub id: Id,
    /// Its new parent.
    pub parent_id: Id,
    /// Who may.
    pub rule: Rule,
}

/// Who may move an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// Whoever has the right to both places.
    #[default]
    Rights,
    /// Of these, whom the installation's settings name.
    Settings,
}

/// Moves the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    let shape = engine.shape();
    {
        let tree = engine.tree();
        authorise(
            &tree,
            principal,
            Verb::MoveAccount,
            Object::Account(input.id),
        )?;
        authorise(
            &tree,
            principal,
            Verb::CreateChild,
            Object::Account(input.parent_id),
        )?;
        if input.rule == Rule::Settings
            && engine.settings().allow_move == AllowMove::SuperduperAdmin
            && !is_superduper(&tree, principal)
        {
            return Err(Error::Forbidden(
                "this needs an admin of the account at the top",
            ));
        }
        if tree.is_within(input.parent_id, input.id) {
            return Err(Error::WouldCycle);
        }
    }
    let record = engine.retry(|| {
        let current = find(engine, input.id)?;
        if current.account_id == Some(input.parent_id) {
            return Ok(current);
        }
        let mut record = current.clone();
        record.account_id = Some(input.parent_id);
        record.modified_ms = engine.now_ms();
        let parents = [current.account_id, record.account_id];
        let touched = parents
            .into_iter()
            .map(|parent| touched_from(input.id, parent))
            .collect();
        let detail = serde_json::json!({
            "label": record.label(),
            "from": current.account_id.map(|id| id.to_string()),
            "to": input.parent_id.to_string(),
        });
        let mut batch = engine.batch(principal.actor(), "account.move", touched, detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Account,
            id: input.id,
            rev: current.rev,
        });
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: input.parent_id,
        });
        // Some names are unique among the accounts below one.
        claims::change(&mut batch, Some(&current), Some(&record));
        sync::moved(engine, &mut batch, input.id, current.account_id);
        batch.puts.push(listing::put(record.clone()));
        let rev = engine.commit_shape(&shape, batch, |tree| {
            // Presence and the absence of a cycle were asked under the same guard.
            tree.move_under(input.id, input.parent_id)
        })?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    read::view(engine, principal, record)
}
