//! Signing out.

use super::id_of;
use crate::{Engine, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Touched;

/// Ends the session of a token. Ending a session that is not there is no error.
pub fn run(engine: &Engine, token: &str) -> Result<()> {
    let Some(session) = engine.live(Kind::Session, id_of(token))? else {
        return Ok(());
    };
    let user = match session.text("user_id").parse::<Id>() {
        Ok(id) => engine.live(Kind::User, id)?,
        Err(_) => None,
    };
    let place = user
        .as_ref()
        .and_then(|user| Some((user.id, user.account_id?)));
    let touched = place.map(|(id, account_id)| Touched {
        kind: Kind::User,
        id,
        account_id,
    });
    let detail = serde_json::json!({ "label": user.as_ref().map(Record::label) });
    let actor = user.as_ref().map(|user| user.id);
    let mut batch = engine.batch(
        actor,
        "session.delete",
        touched.into_iter().collect(),
        detail,
    );
    batch.erases.push((Kind::Session, session.id));
    engine.commit(batch)?;
    Ok(())
}
