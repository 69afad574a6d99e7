//! A client's first token for a list.

use crate::authorise::Verb;
use crate::entries::{Person, may};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::sync_token::{SyncList, SyncToken};

/// The token of a client that has just read the list. With `from_ms` it has read nothing, and the first answer holds
/// what happened since then.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    (list, person): (SyncList, Person),
    from_ms: Option<i64>,
) -> Result<String> {
    may(engine, principal, Verb::ReadUser, person)?;
    let seq = match from_ms {
        Some(_) => 0,
        None => engine.read()?.seq()?,
    };
    let token = SyncToken {
        installation: engine.tree().root().ok_or(Error::NotInstalled)?,
        list,
        owner: person.user_id,
        seq,
        from_ms,
    };
    Ok(token.encode())
}
