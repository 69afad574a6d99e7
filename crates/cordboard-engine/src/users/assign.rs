//! Writing what only verbs write of a user: what the schema lets nobody edit.

use super::{find_in, object, touched};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result, listing, sessions};
use cordboard_model::schema::schema;
use cordboard_model::{Kind, Record};
use cordboard_store::Assert;

/// What is to be written.
pub(crate) struct Assignment<'a> {
    /// Whom it is about.
    pub(crate) place: Place,
    /// The verb of the change log.
    pub(crate) verb: &'a str,
    /// What the caller must be allowed to do.
    pub(crate) needs: Verb,
    /// His sessions end.
    pub(crate) ends_sessions: bool,
}

/// Writes what `change` makes of the user's fields, and returns him; nothing is written when it changes nothing.
/// `change` is asked again when others wrote meanwhile.
pub(crate) fn run(
    engine: &Engine,
    principal: &Principal,
    asked: &Assignment<'_>,
    change: impl Fn(&Record) -> Result<Record>,
) -> Result<Record> {
    let Place { account_id, id } = asked.place;
    engine.retry(|| {
        let _steady = engine.steady();
        let account = Object::Account(account_id);
        authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
        let current = find_in(&*engine.read()?, account_id, id)?;
        authorise(
            &engine.tree(),
            principal,
            asked.needs,
            object(id, account_id),
        )?;
        super::refuse_above(principal, &current)?;
        let mut changed = change(&current)?;
        if changed.fields == current.fields {
            return Ok(current);
        }
        let schema = schema(Kind::User).ok_or(Error::NotFound("schema"))?;
        schema.validate(&changed.fields).map_err(Error::Invalid)?;
        changed.modified_ms = engine.now_ms();
        let detail = serde_json::json!({ "label": changed.label() });
        let about = vec![touched(id, account_id)];
        let mut batch = engine.batch(principal.actor(), asked.verb, about, detail);
        let rev = current.rev;
        let kind = Kind::User;
        batch.asserts.push(Assert::Rev { kind, id, rev });
        if asked.ends_sessions {
            sessions::end_all(engine, &mut batch, id, None)?;
        }
        batch.puts.push(listing::put(changed.clone()));
        changed.rev = engine.commit(batch)?;
        Ok(changed)
    })
}
