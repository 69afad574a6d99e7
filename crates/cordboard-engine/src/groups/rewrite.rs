//! Changing a group to what its editor makes of it.

use super::read::view;
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::{self, Place};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result};
use cordboard_model::{Kind, Record};

/// What to make of which group.
pub struct Input {
    /// The group.
    pub place: Place,
    /// From its fields to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Rewrites the group.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let account = Object::Account(input.place.account_id);
    let record = engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditGroups, account)?;
        let current = belongings::find(&*engine.read()?, Kind::Group, input.place)?;
        let edited = rewrite::apply(
            &current,
            &*input.rewrite,
            principal.role_with_users(),
            &[],
            engine.now_ms(),
        )?;
        belongings::replace(
            engine,
            principal,
            "group.update",
            (current, edited),
            Vec::new(),
        )
    })?;
    Ok(view(principal, record))
}
