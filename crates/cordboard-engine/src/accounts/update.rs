//! Changing an account's fields.

use super::{find, read, role_towards, write};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, edit};
use cordboard_model::Id;
use cordboard_model::merge::Edit;

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
    let shape = engine.shape();
    let record = engine.retry(|| {
        let account = Object::Account(input.id);
        authorise(&engine.tree(), principal, Verb::EditAccount, account)?;
        let current = find(engine, input.id)?;
        let role = role_towards(&engine.tree(), principal, input.id)?;
        let edited = edit::apply(&current, &input.changes, role, engine.now_ms())?;
        write(engine, principal, &shape, current, edited)
    })?;
    drop(shape);
    read::view(engine, principal, record)
}
