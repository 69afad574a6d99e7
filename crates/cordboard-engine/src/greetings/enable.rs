//! Saying which greeting is played.

use crate::owned::{self, Owner, Thing};
use crate::{Engine, Principal, Result, belongings, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Assert;

/// Which greeting, and whether it is the one.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The person.
    pub user_id: Id,
    /// The greeting.
    pub id: Id,
    /// In use from now on, or not any more.
    pub enabled: bool,
}

/// Takes the greeting into use, in the place of the one before, or out of use.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let owner = Owner::person(input.account_id, input.user_id);
    let thing = Thing {
        kind: Kind::Greeting,
        owner,
        id: input.id,
    };
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let snapshot = engine.read()?;
        let chosen = owned::find(&*snapshot, thing)?;
        let mut changed = vec![chosen];
        if input.enabled {
            let list = (Kind::Greeting, input.account_id);
            let all = listing::linked(&*snapshot, list, input.user_id)?;
            changed.extend(all.into_iter().filter(|other| other.id != input.id));
        }
        let wanted = |greeting: &Record| input.enabled && greeting.id == input.id;
        changed.retain(|greeting| greeting.flag("enabled", false) != wanted(greeting));
        if changed.is_empty() {
            return Ok(());
        }
        let mut batch = engine.batch(
            principal.actor(),
            "greeting.update",
            Vec::new(),
            true.into(),
        );
        for mut greeting in changed {
            let (kind, id, rev) = (greeting.kind, greeting.id, greeting.rev);
            batch.asserts.push(Assert::Rev { kind, id, rev });
            batch.note.touched.push(belongings::touched(&greeting)?);
            let enabled = wanted(&greeting);
            greeting.fields.insert("enabled".into(), enabled.into());
            greeting.modified_ms = engine.now_ms();
            batch.puts.push(listing::put(greeting));
        }
        drop(snapshot);
        engine.commit(batch)?;
        Ok(())
    })
}
