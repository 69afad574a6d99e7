//! Keeping what opens another server, after a person signed in there again or a session was renewed.

use super::{Secret, batch, put, read, sealed};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;

/// What is to be kept.
pub struct Input {
    /// The remote.
    pub id: Id,
    /// Who signed in, when somebody did.
    pub username: Option<String>,
    /// What opens it; nothing: it was refused, and a person must sign in.
    pub secret: Option<Secret>,
}

/// Keeps it, sealed.
///
/// # Errors
/// As [`read::run`].
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<()> {
    let mut remote = read::run(engine, principal, input.id)?;
    let secret = input.secret.as_ref();
    remote.secret = secret.map(|secret| sealed(engine, secret)).transpose()?;
    if let Some(username) = &input.username {
        remote.username.clone_from(username);
    }
    let mut batch = batch(engine, principal, "remote.sign_in", &remote);
    if input.username.is_none() {
        // A session that was renewed is nothing that somebody did.
        batch.note.touched.clear();
    }
    put(&mut batch, &remote)?;
    engine.commit(batch)?;
    Ok(())
}
