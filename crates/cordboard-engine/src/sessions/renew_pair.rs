//! The next pair of tokens for a refresh token, which is used up by it.

use super::pair::{Output, open, other_half, renewal};
use super::resolve::by_id;
use crate::roles::name_of;
use crate::{Engine, Error, Result};
use cordboard_model::Kind;
use cordboard_store::Assert;

/// Opens the next pair and ends the one before. A refresh token that is unknown, used or over opens nothing.
pub fn run(engine: &Engine, token: &str) -> Result<Output> {
    let ((access, refresh), role) = engine.retry(|| {
        let _steady = engine.steady();
        let session = renewal(engine, token)?;
        let known = by_id(engine, &*engine.read()?, session.id)?;
        let holder = known.and_then(|(held, _)| held.owner_id);
        let user = match holder {
            Some(id) => engine.live(Kind::User, id)?,
            None => None,
        };
        let user = user.ok_or(Error::Unauthenticated)?;
        let (mut batch, pair) = open(engine, &user).map_err(|_| Error::Unauthenticated)?;
        batch.asserts.push(Assert::Rev {
            kind: Kind::Session,
            id: session.id,
            rev: session.rev,
        });
        batch.erases.push((Kind::Session, session.id));
        batch.erases.extend(other_half(engine, &session)?);
        batch.erases.sort_unstable();
        batch.erases.dedup();
        engine.commit(batch)?;
        Ok((pair, name_of(&user).to_owned()))
    })?;
    Ok(Output {
        access: access.token,
        refresh: refresh.token,
        held: access.held,
        role,
        tokens: None,
    })
}
