//! Signing out.

use super::id_of;
use crate::{Engine, Result};
use cordboard_model::{Id, Kind};

/// Ends the session of a token. Ending a session that is not there is no error.
pub fn run(engine: &Engine, token: &str) -> Result<()> {
    let Some(session) = engine.live(Kind::Session, id_of(token))? else {
        return Ok(());
    };
    let actor: Option<Id> = session.text("user_id").parse().ok();
    let mut batch = engine.batch(actor, "session.delete", Vec::new(), serde_json::Value::Null);
    batch.erases.push((Kind::Session, session.id));
    engine.commit(batch)?;
    Ok(())
}
