//! Uploads in pieces: begin, append, complete.
//!
//! What is not complete yet lies in memory only, within limits, and is forgotten when nobody appends for a while or
//! the program ends; clients then begin again. What is complete becomes a file ([`crate::files`]).

pub mod append;
pub mod begin;
pub mod complete;
pub mod destroy;
pub mod status;

use crate::files::fetch::is_same;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most bytes of one file.
pub const FILE_MAX: usize = 20_000_000;
/// The most bytes of all uploads together.
pub const ALL_MAX: usize = 256_000_000;
/// How many uploads one person has open at once.
pub const OPEN_MAX: usize = 16;
/// After how long an upload is forgotten to which nothing was appended, in milliseconds.
pub const IDLE_MS: i64 = 60 * 60 * 1000;

/// The uploads that are not complete.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<Id, Upload>>);

/// One of them.
struct Upload {
    account_id: Id,
    /// Whose it is; nobody for the owner and for keys.
    owner_id: Option<Id>,
    /// What every further request brings.
    token: String,
    name: String,
    bytes: Vec<u8>,
    touched_ms: i64,
}

/// Which upload, and what proves the right to it.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The upload.
    pub id: Id,
    /// What was given when it began.
    pub token: String,
}

impl Uploads {
    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Upload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs something on an upload that is there still, and is the caller's.
fn with<T>(
    engine: &Engine,
    principal: &Principal,
    ticket: &Ticket,
    run: impl FnOnce(&mut HashMap<Id, Upload>) -> Result<T>,
) -> Result<T> {
    crate::authorise::scope(&engine.tree(), principal)?;
    let now_ms = engine.now_ms();
    let mut uploads = engine.uploads.lock();
    uploads.retain(|_, upload| now_ms - upload.touched_ms < IDLE_MS);
    let unknown = Error::NotFound("upload");
    let upload = uploads.get_mut(&ticket.id).ok_or(unknown)?;
    if upload.owner_id != principal.actor() {
        return Err(Error::NotFound("upload"));
    }
    if !is_same(&upload.token, &ticket.token) {
        return Err(Error::Forbidden(
            "the token of the upload is missing or wrong",
        ));
    }
    upload.touched_ms = now_ms;
    run(&mut uploads)
}
