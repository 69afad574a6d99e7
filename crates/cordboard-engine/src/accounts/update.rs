//! Changing an account's fields.

use super::{end_sessions_if_disabled, find, read, touched};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::{Engine, Error, Principal, Result, claims, edit, listing};
use cordboard_model::Role;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// Which changes to make.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub id: Id,
    /// The changes, each with the value the editor saw and the value it wants.
    pub changes: Vec<Edit>,
}

/// Merges the changes into the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    // The name stands in the index, so that an edit counts as a change of its shape.
    let shape = engine.shape();
    let record = engine.retry(|| {
        authorise(
            &engine.tree(),
            principal,
            Verb::EditAccount,
            Object::Account(input.id),
        )?;
        let current = find(engine, input.id)?;
        let edited = edit::apply(&current, &input.changes, Role::Admin, engine.now_ms())?;
        if edited.changed.is_empty() {
            return Ok(current);
        }
        refuse_locking_everybody_out(engine, principal, &edited.record)?;
        let detail =
            serde_json::json!({ "label": edited.record.label(), "changed": edited.changed });
        let mut batch = engine.batch(
            principal.actor(),
            "account.update",
            vec![touched(input.id)],
            detail,
        );
        batch.asserts.push(Assert::Rev {
            kind: Kind::Account,
            id: input.id,
            rev: current.rev,
        });
        claims::change(&mut batch, Some(&current), Some(&edited.record));
        end_sessions_if_disabled(&mut batch, &edited.record);
        batch.puts.push(listing::put(edited.record.clone()));
        let leaf = listing::leaf(&edited.record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.change(leaf))?;
        Ok(Record {
            rev,
            ..edited.record
        })
    })?;
    drop(shape);
    read::view(engine, principal, record)
}

/// Nobody of a disabled account signs in, so its own admins could not enable it again; the top one has nobody above.
pub(super) fn refuse_locking_everybody_out(
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
