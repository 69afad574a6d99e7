//! The letter to a new admin: a link with which he sets his first password.

use super::page::check;
use super::start::{keep, letter};
use crate::{Engine, Result, sessions};
use cordboard_model::Record;

/// Sends him a link to the page that takes it. The link is good as long as that of a recovery, and works once.
pub(crate) fn send(engine: &Engine, user: &Record, url: &str) -> Result<()> {
    let reset_id = sessions::fresh_token();
    engine.retry(|| keep(engine, &reset_id, Some(user)))?;
    let letter = letter(engine, user, url, &reset_id);
    if let Err(error) = engine.mailer.send(&letter) {
        tracing::error!(%error, "a letter could not be handed over");
    }
    Ok(())
}

/// The page that takes the link: the first that the operator has named, else the one that was asked for, on this machine.
pub(crate) fn page(engine: &Engine, asked: &str) -> Result<String> {
    let settings = engine.settings();
    if let Some(first) = settings.recovery_pages.first() {
        return Ok(first.clone());
    }
    check(asked, &[])?;
    Ok(asked.to_owned())
}
