//! Completing an upload: it becomes a file.

use super::{Ticket, append, with};
use crate::files::{self, New};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;

/// Appends the last bytes, checks the SHA-256 of all where the client names it, and returns the file's id. The upload
/// stays when the digest is another, so that the client can see how far it came.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    ticket: &Ticket,
    (digest, last): (Option<&str>, &[u8]),
) -> Result<Id> {
    append::run(engine, principal, ticket, last)?;
    let (account_id, name, bytes) = with(engine, principal, ticket, |uploads| {
        let upload = uploads.get(&ticket.id).ok_or(Error::NotFound("upload"))?;
        if upload.bytes.is_empty() {
            let detail = "The file is empty: append its bytes first.";
            return Err(Error::invalid("/file", "required", detail));
        }
        let wanted = digest.map(|digest| digest.strip_prefix("sha256:").unwrap_or(digest));
        let is_other = |wanted: &str| !wanted.eq_ignore_ascii_case(&files::digest(&upload.bytes));
        if wanted.is_some_and(is_other) {
            let detail = "The SHA-256 of the bytes is another one: upload them again.";
            return Err(Error::invalid("/digest", "digest", detail));
        }
        let upload = uploads
            .remove(&ticket.id)
            .ok_or(Error::NotFound("upload"))?;
        Ok((upload.account_id, upload.name, upload.bytes))
    })?;
    let mut batch = engine.batch(principal.actor(), "file.create", Vec::new(), true.into());
    files::sweep(engine, &mut batch, account_id)?;
    let new = New {
        account_id,
        owner_id: principal.actor(),
        name: &name,
        bytes,
    };
    let file = files::add(engine, &mut batch, new);
    engine.commit(batch)?;
    Ok(file.id)
}
