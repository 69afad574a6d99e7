//! Writing an account's fields anew, as a function of what they are.

use super::{find, role_towards, write};
use crate::authorise::{Object, Verb, authorise};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Principal, Result};
use cordboard_model::{Fields, Id, Record, Role};

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
        let account = Object::Account(input.id);
        authorise(&engine.tree(), principal, Verb::EditAccount, account)?;
        let current = find(engine, input.id)?;
        let role = role_towards(&engine.tree(), principal, input.id)?;
        let wanted = |fields: &Fields| {
            let mut wanted = (input.rewrite)(fields)?;
            // Nobody switches off the account he stands on; Kazoo lets him say so, and does nothing.
            if role != Role::Above {
                match fields.get("enabled") {
                    Some(enabled) => wanted.insert("enabled".into(), enabled.clone()),
                    None => wanted.shift_remove("enabled"),
                };
            }
            Ok(wanted)
        };
        let edited = rewrite::apply(&current, &wanted, role, &[], engine.now_ms())?;
        write(engine, principal, &shape, current, edited)
    })
}
