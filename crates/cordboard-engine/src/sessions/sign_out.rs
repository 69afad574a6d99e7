//! Signing out.

use super::kept::held;
use super::{id_of, pair};
use crate::{Engine, Result};
use cordboard_model::{Kind, Record};
use cordboard_store::Touched;

/// Ends the session of a token. Ending a session that is not there is no error.
pub fn run(engine: &Engine, token: &str) -> Result<()> {
    let Some(session) = engine.live(Kind::Session, id_of(token))? else {
        return Ok(());
    };
    let Some(held) = held(&session) else {
        return Ok(());
    };
    let (kind, id) = match held.owner_id {
        Some(user_id) => (Kind::User, user_id),
        None => (Kind::Account, held.account_id),
    };
    let holder = engine.live(kind, id)?;
    let account_id = held.account_id;
    let touched = holder.is_some().then_some(Touched {
        kind,
        id,
        account_id,
    });
    let detail = serde_json::json!({ "label": holder.as_ref().map(Record::label) });
    let actor = held.lent_by.map(|lender| lender.owner_id).or(held.owner_id);
    let mut batch = engine.batch(
        actor,
        "session.delete",
        touched.into_iter().collect(),
        detail,
    );
    batch.erases.push((Kind::Session, session.id));
    batch.erases.extend(pair::other_half(engine, &session)?);
    engine.commit(batch)?;
    Ok(())
}
