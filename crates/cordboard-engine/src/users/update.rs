//! Changing a user's fields.

use super::{find, object, read, refuse_above, refuse_rising, touched};
use crate::authorise::{Verb, authorise};
use crate::{Engine, Error, Principal, Result, claims, digests, edit, listing, sessions};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// Which changes to make.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user.
    pub id: Id,
    /// The changes, each with the value the editor saw and the value it wants.
    pub changes: Vec<Edit>,
}

/// Merges the changes into the user.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    let (record, account_id) = write(engine, principal, &input, Verb::EditUser, "user.update")?;
    read::view(engine, principal, record, account_id)
}

/// The write behind this verb and behind the forwarding verb.
pub(crate) fn write(
    engine: &Engine,
    principal: &Principal,
    input: &Input,
    verb: Verb,
    name: &str,
) -> Result<(Record, Id)> {
    engine.retry(|| {
        let _steady = engine.steady();
        let (current, account_id) = find(engine, principal, input.id)?;
        authorise(
            &engine.tree(),
            principal,
            verb,
            object(input.id, account_id),
        )?;
        refuse_above(principal, &current)?;
        let role = principal.role_with_users();
        let edited = edit::apply(&current, &input.changes, role, engine.now_ms())?;
        if edited.changed.is_empty() {
            return Ok((current, account_id));
        }
        refuse_rising(principal, &current, &edited.record)?;
        refuse_locking_oneself_out(principal, &current, &edited.record)?;
        let detail =
            serde_json::json!({ "label": edited.record.label(), "changed": edited.changed });
        let mut batch = engine.batch(
            principal.actor(),
            name,
            vec![touched(input.id, account_id)],
            detail,
        );
        batch.asserts.push(Assert::Rev {
            kind: Kind::User,
            id: input.id,
            rev: current.rev,
        });
        claims::change(&mut batch, Some(&current), Some(&edited.record));
        digests::drop_when_renamed(engine, &mut batch, &current, &edited.record)?;
        if !edited.record.flag("enabled", true) {
            sessions::end_all(engine, &mut batch, input.id, None)?;
        }
        batch.puts.push(listing::put(edited.record.clone()));
        let rev = engine.commit(batch)?;
        Ok((
            Record {
                rev,
                ..edited.record
            },
            account_id,
        ))
    })
}

/// An admin who takes his own rights away could not give them back.
pub(crate) fn refuse_locking_oneself_out(
    principal: &Principal,
    old: &Record,
    new: &Record,
) -> Result<()> {
    let is_own = principal.actor() == Some(old.id);
    let loses = (old.text("role") == "admin" && new.text("role") != "admin")
        || !new.flag("enabled", true)
        || (new.text("username").is_empty() && !old.text("username").is_empty());
    if is_own && loses {
        return Err(Error::Forbidden(
            "you cannot disable yourself, change your own role or take away your own user name; ask another admin",
        ));
    }
    Ok(())
}
