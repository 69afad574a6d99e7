//! Writing an account's fields anew, as a function of what they are.

use super::update::refuse_locking_everybody_out;
use super::{end_sessions_if_disabled, find, touched};
use crate::authorise::{Object, Verb, authorise, scope};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result, claims, listing};
use cordboard_model::{Id, Kind, Record, Role};
use cordboard_store::Assert;

/// What to write.
pub struct Input {
    /// The account.
    pub id: Id,
    /// From the fields as they are to the fields as they are to be.
    pub rewrite: Rewrite,
}

/// Writes the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let shape = engine.shape();
    engine.retry(|| {
        authorise(
            &engine.tree(),
            principal,
            Verb::EditAccount,
            Object::Account(input.id),
        )?;
        let current = find(engine, input.id)?;
        let own = scope(&engine.tree(), principal)? == input.id;
        let keep = |fields: &mut cordboard_model::Fields| {
            // Nobody switches off the account he stands on; Kazoo lets him say so, and does nothing.
            if own {
                match current.fields.get("enabled") {
                    Some(enabled) => fields.insert("enabled".into(), enabled.clone()),
                    None => fields.shift_remove("enabled"),
                };
            }
        };
        let edited = rewrite::apply(
            &current,
            &|fields| {
                let mut wanted = (input.rewrite)(fields)?;
                keep(&mut wanted);
                Ok(wanted)
            },
            Role::Admin,
            &[],
            engine.now_ms(),
        )?;
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
    })
}
