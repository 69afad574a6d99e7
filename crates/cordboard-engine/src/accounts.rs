//! The verbs on accounts.

pub mod ancestors;
pub mod children;
pub mod create;
pub mod delete;
pub mod descendants;
pub mod fetch;
pub mod find;
pub mod listed;
pub mod move_under;
pub mod read;
pub mod restore;
pub mod rewrite;
pub mod set_reseller;
pub mod siblings;
pub mod taken_names;
pub mod update;
pub mod window;

use crate::authorise::scope;
use crate::edit::Edited;
use crate::engine::Shape;
use crate::tree::Tree;
use crate::{Engine, Error, Principal, Result, claims, listing, sessions};
use cordboard_model::{Id, Kind, Record, Role};
use cordboard_store::{Assert, Batch, Touched};

/// The live account, which the index knows.
pub(crate) fn find(engine: &Engine, id: Id) -> Result<Record> {
    engine
        .live(Kind::Account, id)?
        .ok_or(Error::NotFound("account"))
}

/// What somebody who may edit the account is to it: his own, or one that he manages from above.
pub(crate) fn role_towards(tree: &Tree, principal: &Principal, id: Id) -> Result<Role> {
    Ok(match scope(tree, principal)? == id {
        true => Role::Admin,
        false => Role::Above,
    })
}

/// An account as something that a change is about, seen from itself.
pub(crate) fn touched(id: Id) -> Touched {
    Touched {
        kind: Kind::Account,
        id,
        account_id: id,
    }
}

/// An account that came or went, seen from the account above, which still knows.
pub(crate) fn touched_from(id: Id, parent: Option<Id>) -> Touched {
    Touched {
        kind: Kind::Account,
        id,
        account_id: parent.unwrap_or(id),
    }
}

/// Adds to a batch that writes the account: while it is disabled, whoever was signed in is so no more, for good.
pub(crate) fn end_sessions_if_disabled(batch: &mut Batch, account: &Record) {
    if !account.flag("enabled", true) {
        let now_ms = batch.note.at_ms;
        sessions::end_account(batch, account.id, now_ms);
    }
}

/// Writes what an edit made of the account, unless it made nothing. An edit counts as a change of the tree's shape,
/// because the name stands in the index.
pub(crate) fn write(
    engine: &Engine,
    principal: &Principal,
    shape: &Shape<'_>,
    current: Record,
    edited: Edited,
) -> Result<Record> {
    let Edited { record, changed } = edited;
    if changed.is_empty() {
        return Ok(current);
    }
    refuse_locking_everybody_out(engine, principal, &record)?;
    let detail = serde_json::json!({ "label": record.label(), "changed": changed });
    let about = vec![touched(record.id)];
    let mut batch = engine.batch(principal.actor(), "account.update", about, detail);
    let (kind, id, rev) = (Kind::Account, record.id, current.rev);
    batch.asserts.push(Assert::Rev { kind, id, rev });
    claims::change(&mut batch, Some(&current), Some(&record));
    end_sessions_if_disabled(&mut batch, &record);
    batch.puts.push(listing::put(record.clone()));
    let leaf = listing::leaf(&record);
    let rev = engine.commit_shape(shape, batch, |tree| tree.change(leaf))?;
    Ok(Record { rev, ..record })
}

/// Nobody of a disabled account signs in, so its own admins could not enable it again; the top one has nobody above.
fn refuse_locking_everybody_out(
    engine: &Engine,
    principal: &Principal,
    account: &Record,
) -> Result<()> {
    let stands_on = scope(&engine.tree(), principal)?;
    if account.id == stands_on && !account.flag("enabled", true) {
        return Err(Error::Forbidden(
            "you cannot disable the account you stand on",
        ));
    }
    Ok(())
}
