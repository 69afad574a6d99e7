//! The letter to a new admin: a link with which he sets his first password.

use super::page::check;
use super::start::{put_digest, with_link};
use crate::mail::letter::Sort;
use crate::{Engine, Result, sessions};
use cordboard_model::Record;
use cordboard_store::Batch;

/// Adds to the batch that makes him a letter with a link to the page that takes it. The link is good as long as that of a
/// recovery, and works once.
pub(crate) fn add(
    engine: &Engine,
    batch: &mut Batch,
    (user, account): (&Record, &Record),
    url: &str,
) -> Result<()> {
    let reset_id = sessions::fresh_token();
    put_digest(engine, batch, &reset_id, Some(user))?;
    let letter = with_link(engine, (user, account), Sort::SignUp, (url, &reset_id))?;
    batch.entries.push(letter);
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
